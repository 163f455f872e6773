import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { LaneCommand } from '../../../src/contract/lane-commands.ts'
import { openCrmClient } from '../../../src/lane/sync/crm-client.ts'
import { uploadNext } from '../../../src/lane/sync/upload.ts'
import { openTestLane, standingClock, testSettings, type TestLane } from '../../support/lane.ts'
import { codes, rows } from '../../support/small-shop.ts'
import { laneToken, openOfficeBuilding } from '../upload/open-office.ts'

const dayMs = 86_400_000
const startMs = Date.parse('2026-11-22T09:00:00.000Z')

export interface MonthOffline {
  readonly saleCount: number
  readonly refused: readonly string[]
  /** What the screen says of the age of its data at the end, in days; undefined where it says nothing. */
  readonly shownAgeDays: number | undefined
  readonly waitingShown: number
  readonly drainSeconds: number
  /** Sales that head office counts. */
  readonly effectCount: number
  /** Against the first tenth of the month. */
  readonly memoryTimes: number
}

/** Sells for so many days without head office, each sale scanned and paid as at the counter, and sends it all in the end. */
export async function sellOffline({ folder, days, salesPerDay }: { readonly folder: string; readonly days: number; readonly salesPerDay: number }): Promise<MonthOffline> {
  const building = await openOfficeBuilding(folder, () => new Date(startMs + days * dayMs).toISOString())
  const office = await building.open()
  const dataDir = join(folder, 'lane')
  mkdirSync(dataDir)
  const clock = standingClock(new Date(startMs).toISOString())
  const lane = openTestLane({ ...rows, settings: [{ key: 'store', body: testSettings }] }, { laneNumber: 3, dataDir, clock })
  lane.store.upload.setAccepted(0, clock.now())
  const collect = openCollector()
  const refused: string[] = []
  let early = 0
  for (let day = 0; day < days; day += 1) {
    for (let count = 0; count < salesPerDay; count += 1) {
      clock.at = new Date(startMs + day * dayMs + count * 60_000).toISOString()
      refused.push(...ringUp(lane, count).map((what) => `day ${day + 1}: ${what}`))
    }
    lane.store.checkpoint.run()
    // The test's own list of what was shown.
    lane.notices.length = 0
    if (day === Math.max(0, Math.floor(days / 10) - 1)) early = collect()
  }
  const memoryTimes = collect() / early
  const { sync } = lane.lane.view()
  const closing = new AbortController()
  const crm = openCrmClient({ url: office.url, token: laneToken, closing: closing.signal })
  const beganMs = performance.now()
  while ((await uploadNext({ store: lane.store, crm, clock })) === 'moved');
  const drainSeconds = (performance.now() - beganMs) / 1000
  const { saleCount: effectCount } = await office.crm.totals()
  await office.crm.settle()
  closing.abort()
  lane.store.close()
  await office.close()
  await building.close()
  const shownAgeDays = sync.lastContactAt === undefined ? undefined : (Date.parse(clock.now()) - Date.parse(sync.lastContactAt)) / dayMs
  return { saleCount: days * salesPerDay, refused, shownAgeDays, waitingShown: sync.waitingSaleCount, drainSeconds, effectCount, memoryTimes }
}

/** @returns what the lane said no to */
function ringUp({ ask, lane }: TestLane, count: number): string[] {
  const said: string[] = []
  const send = (body: LaneCommand): void => {
    const outcome = ask(body)
    if (outcome.kind !== 'ok') said.push(`${body.name}: ${JSON.stringify(outcome)}`)
  }
  const scanned = [codes.yoghurt, codes.coffee, codes.pasta].slice(0, 1 + (count % 3))
  for (const text of scanned) send({ name: 'scan', text })
  send({ name: 'openTender' })
  const { sale } = lane.view()
  if (sale.kind === 'tendering') send({ name: 'takeCash', givenMinor: sale.basket.totals.dueMinor })
  return said
}

/** Heap in use once everything that can be let go of is. */
function openCollector(): () => number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  return () => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
}
