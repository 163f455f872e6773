import { rmSync } from 'node:fs'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { sendAltered } from './altered-request.ts'
import { compareBooks, compareRecords, type Written } from './compare-books.ts'
import { openFaultyProxy, type FaultyProxy } from './faulty-proxy.ts'
import { openOfficeBuilding, type Office } from './open-office.ts'
import { sendAtOnce } from './send-at-once.ts'
import { laneFolder, openSendingLane } from './sending-lane.ts'

interface Asked {
  readonly laneCount: number
  readonly salesPerLane: number
  /** At most so many sales in one commit. */
  readonly most: number
  /** Lanes that send at the same time. */
  readonly atOnce: number
  readonly perMille: number
  /** Head office knows so many; every second sale is one's. */
  readonly members: number
  readonly seed: number
  readonly folder: string
}

interface Disturbed {
  readonly saleCount: number
  /** Sales that head office counts. */
  readonly effectCount: number
  readonly exchangeCount: number
  readonly faultCount: number
  /** Bytes per sale against a lane whose line nobody disturbed. */
  readonly bytesTimes: number
  readonly salesPerSecond: number
  readonly violations: string[]
}

/** A lane that has sent everything; its journal lies on the disk. */
interface Done extends Written {
  readonly laneNumber: number
  readonly bytes: FaultyProxy['bytes']
  readonly counts: FaultyProxy['counts']
}

const progressEveryMs = 60_000

/** Real lanes send their sales to a real head office over lines that lose, cut, double, mix up and change what they carry. */
export async function runDisturbed(asked: Asked): Promise<Disturbed> {
  const { laneCount, salesPerLane, atOnce, perMille, members, folder } = asked
  const building = await openOfficeBuilding(folder, () => '2026-03-02T12:00:00.000Z')
  const office = await building.open('lanewise', members)
  const violations = await sendAltered(office)
  const done: Done[] = []
  const undisturbedNumber = laneCount
  const startedAtMs = performance.now()
  const progress = setInterval(() => void sayProgress(office, performance.now() - startedAtMs), progressEveryMs).unref()
  const numbers = Array.from({ length: laneCount }, (_, index) => index + 1)
  const worker = async (): Promise<void> => {
    for (let laneNumber = numbers.shift(); laneNumber !== undefined; laneNumber = numbers.shift()) {
      done.push(await oneLane(asked, office, { laneNumber, perMille: laneNumber === undisturbedNumber ? 0 : perMille }, violations))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  clearInterval(progress)
  const seconds = (performance.now() - startedAtMs) / 1000
  violations.push(...(await compareBooks(office, done)))
  for (const { laneNumber } of done) violations.push(...(await compareJournal(office, laneFolder(folder, laneNumber))))
  const effectCount = (await office.crm.totals()).saleCount
  await office.close()
  const again = await building.open()
  violations.push(...(await sendAtOnce(again)))
  await again.close()
  await building.close()
  const plain = done.filter(({ laneNumber }) => laneNumber === undisturbedNumber)
  const others = done.filter(({ laneNumber }) => laneNumber !== undisturbedNumber)
  const perSale = (lanes: readonly Done[]): number => lanes.reduce((sum, { bytes }) => sum + bytes.up + bytes.down, 0) / (lanes.length * salesPerLane)
  const counts = others.flatMap((lane) => [...lane.counts])
  const sum = (isFault: boolean): number => counts.reduce((total, [what, count]) => total + ((what !== 'through') === isFault ? count : 0), 0)
  return { saleCount: laneCount * salesPerLane, effectCount, exchangeCount: sum(true) + sum(false), faultCount: sum(true), bytesTimes: perSale(others) / perSale(plain), salesPerSecond: Math.round((laneCount * salesPerLane) / seconds), violations }
}

/** One lane sells and sends everything, and closes: of a hundred lanes only those that send are in memory. */
async function oneLane({ salesPerLane, most, members, seed, folder }: Asked, office: Office, { laneNumber, perMille }: { readonly laneNumber: number; readonly perMille: number }, violations: string[]): Promise<Done> {
  const random = seededRandom(seed * 1000 + laneNumber)
  const { url, bytes, counts, close } = await openFaultyProxy({ upstream: office.url, perMille, random: seededRandom(seed * 7919 + laneNumber), watched: /^\/v1\/journals\// })
  const lane = openSendingLane({ folder, laneNumber, url, members })
  while (lane.saleCount < salesPerLane) {
    lane.sell(Math.min(1 + random(most), salesPerLane - lane.saleCount))
    if (!(await lane.drained(200))) violations.push(`lane ${laneNumber} did not get through`)
  }
  violations.push(...lane.stepsBack.slice(0, 3))
  await lane.settle()
  await close()
  const recordCount = lane.store.journal.lastNumber()
  lane.close()
  return { laneNumber, saleCount: lane.saleCount, recordCount, bytes, counts }
}

async function compareJournal(office: Office, dataDir: string): Promise<string[]> {
  const store = openLaneStore({ dataDir, mode: 'read' })
  const wrong = await compareRecords(office, store.journal)
  store.close()
  rmSync(dataDir, { recursive: true })
  return wrong
}

async function sayProgress({ crm }: Office, ms: number): Promise<void> {
  const { saleCount } = await crm.totals()
  const { rss } = process.memoryUsage()
  process.stderr.write(`${Math.round(ms / 60_000)} min: ${saleCount.toLocaleString('en')} sales, ${Math.round(saleCount / (ms / 1000))} a second, ${Math.round(rss / 2 ** 20)} MB resident\n`)
}
