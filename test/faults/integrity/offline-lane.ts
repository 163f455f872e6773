/** `node --expose-gc offline-lane.ts FOLDER DAYS SALES-PER-DAY`: a lane alone in its process, which sells offline, says so to its parent, and sends it all when it is told where to. */
import { once } from 'node:events'
import { setImmediate as nextCommand } from 'node:timers/promises'
import type { LaneCommand } from '../../../src/contract/lane-commands.ts'
import { newContact } from '../../../src/lane/sync/contact.ts'
import { openCrmClient } from '../../../src/lane/sync/crm-client.ts'
import { uploadNext } from '../../../src/lane/sync/upload.ts'
import { openTestLane, standingClock, testSettings, type TestLane } from '../../support/lane.ts'
import { codes, rows } from '../../support/small-shop.ts'
import { laneToken } from '../upload/open-office.ts'
import { dayMs, startMs, type Drained, type Sold } from './month-offline.ts'

const [dataDir = '', days = 0, salesPerDay = 0] = process.argv.slice(2).map((word, index) => (index === 0 ? word : Number(word))) as [string, number, number]
const clock = standingClock(new Date(startMs).toISOString())
const lane = openTestLane({ ...rows, settings: [{ key: 'store', body: testSettings }] }, { laneNumber: 3, dataDir, clock })
lane.store.upload.setAccepted(0, clock.now())
process.send?.(await sell())
const [url] = (await once(process, 'message')) as [string]
process.send?.(await drain(url))
lane.store.close()
process.disconnect()

async function sell(): Promise<Sold> {
  const refused: string[] = []
  let early = await usedBytes()
  for (let day = 0; day < days; day += 1) {
    for (let count = 0; count < salesPerDay; count += 1) {
      clock.at = new Date(startMs + day * dayMs + count * 60_000).toISOString()
      refused.push(...ringUp(lane, count).map((what) => `day ${day + 1}: ${what}`))
      await nextCommand()
    }
    lane.store.checkpoint.run()
    // The test's own list of what was shown.
    lane.notices.length = 0
    if (day < days / 10) early = await usedBytes()
  }
  const { lastContactAt, waitingSaleCount } = lane.lane.view().sync
  const shownAgeDays = lastContactAt === undefined ? undefined : (Date.parse(clock.now()) - Date.parse(lastContactAt)) / dayMs
  return { refused: refused.slice(0, 10), refusedCount: refused.length, shownAgeDays, waitingShown: waitingSaleCount, memoryTimes: (await usedBytes()) / early, earlyBytes: early }
}

async function drain(url: string): Promise<Drained> {
  const closing = new AbortController()
  const crm = openCrmClient({ url, token: laneToken, closing: closing.signal })
  const contact = newContact()
  const beganMs = performance.now()
  while ((await uploadNext({ store: lane.store, crm, clock, contact })) === 'moved');
  const seconds = (performance.now() - beganMs) / 1000
  closing.abort()
  return { seconds, usedBytes: await usedBytes() }
}

/** @returns what the lane said no to */
function ringUp({ ask, lane: { view } }: TestLane, count: number): string[] {
  const said: string[] = []
  const send = (body: LaneCommand): void => {
    const outcome = ask(body)
    if (outcome.kind !== 'ok') said.push(`${body.name}: ${JSON.stringify(outcome)}`)
  }
  const scanned = [codes.yoghurt, codes.coffee, codes.pasta].slice(0, 1 + (count % 3))
  for (const text of scanned) send({ name: 'scan', text })
  send({ name: 'openTender' })
  const { sale } = view()
  if (sale.kind === 'tendering') send({ name: 'takeCash', givenMinor: sale.basket.totals.dueMinor })
  return said
}

/** Memory in use, in JavaScript and beside it, once everything that can be let go of is: what JavaScript has let go of is given back beside it a moment later. */
async function usedBytes(): Promise<number> {
  for (let time = 0; time < 3; time += 1) {
    globalThis.gc?.()
    await nextCommand()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
