import { readEpoch } from '../../../src/crm/store/epoch-rows.ts'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { compareBooks, compareRecords } from './compare-books.ts'
import { openFaultyProxy } from './faulty-proxy.ts'
import { openOfficeBuilding, type Office } from './open-office.ts'
import { openSendingLane, type SendingLane } from './sending-lane.ts'

interface Asked {
  readonly laneCount: number
  readonly salesPerLane: number
  readonly restores: number
  readonly seed: number
  readonly folder: string
}

interface Restored {
  /** Sales head office had acknowledged and lost. */
  readonly lostCount: number
  readonly filledCount: number
  readonly exceptionCount: number
  readonly violations: string[]
}

/** A machine that is slow for a moment is no broken line: after one the lanes would ask anew by themselves. */
const patient = { silenceMs: 30_000, wholeMs: 60_000 }

/** The pauses of some minutes in which a lane sells nothing. */
const idlePauses = 100

/**
 * A backup is taken, the lanes go on, and head office comes back from the backup behind the same address: no line breaks,
 * nobody tells the lanes. Half of them sell nothing more.
 */
export async function runRestores({ laneCount, salesPerLane, restores, seed, folder }: Asked): Promise<Restored> {
  const random = seededRandom(seed)
  const building = await openOfficeBuilding(folder, () => '2026-03-02T12:00:00.000Z')
  let office = await building.open()
  const proxy = await openFaultyProxy({ upstream: office.url, perMille: 0, random: seededRandom(seed), watched: /^\/v1\/journals\// })
  const lanes = Array.from({ length: laneCount }, (_, index) => openSendingLane({ folder, laneNumber: index + 1, url: proxy.url, limits: patient }))
  const violations: string[] = []
  let lostCount = 0
  let filledCount = 0
  for (let restore = 1, name = 'lanewise'; restore <= restores; restore += 1) {
    await sellAll(lanes, salesPerLane, random)
    // A copy needs the database for itself; to the lanes it is an office that does not answer for a while.
    await office.close()
    await building.copy(name, `backup_${restore}`)
    office = await building.open(name)
    proxy.upstream = office.url
    await sellAll(lanes, salesPerLane, random)
    const before = (await office.crm.totals()).saleCount
    const gone = office
    name = `backup_${restore}`
    office = await building.open(name)
    lostCount += before - (await office.crm.totals()).saleCount
    proxy.upstream = office.url
    const late = await lateRequest(lanes[0], office, await readEpoch(gone.database))
    if (late !== 'other-epoch') violations.push(`head office did not notice that it was restored: a request to the earlier one is ${late}`)
    for (const lane of lanes.slice(0, Math.floor(laneCount / 2))) lane.sell(1)
    for (const lane of lanes) await lane.idle(idlePauses)
    // Not before: a line that broke would have the lanes ask anew by itself.
    await gone.close()
    const missing = lanes.reduce((sum, lane) => sum + lane.saleCount, 0) - (await office.crm.totals()).saleCount
    if (missing !== 0) violations.push(`restore ${restore}: ${missing} sales were not filled again`)
    filledCount = lostCount - missing
  }
  violations.push(...(await compareBooks(office, lanes.map(({ saleCount, store }) => ({ saleCount, recordCount: store.journal.lastNumber() })))))
  for (const { store } of lanes) violations.push(...(await compareRecords(office, store.journal)))
  const { totalCount } = await office.crm.exceptions(1)
  for (const lane of lanes) await lane.settle()
  for (const lane of lanes) lane.close()
  await proxy.close()
  await office.close()
  await building.close()
  return { lostCount, filledCount, exceptionCount: totalCount, violations }
}

async function sellAll(lanes: readonly SendingLane[], salesPerLane: number, random: (below: number) => number): Promise<void> {
  for (const lane of lanes) lane.sell(1 + random(salesPerLane))
  for (const lane of lanes) await lane.drained(1_000)
}

/** What becomes of a request that was meant for head office as it was before: the last record once more. */
async function lateRequest(lane: SendingLane | undefined, { crm }: Office, epoch: string): Promise<string> {
  if (!lane) return 'not sent'
  const { journal, identity } = lane.store
  const { result } = await crm.ingest(identity.journalId, { storeId: identity.storeId, laneNumber: identity.laneNumber, records: journal.recordsAfter(0, 1), epoch })
  return result
}
