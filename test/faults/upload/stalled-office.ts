import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { percentilesOf } from '../../bench/bench.ts'
import { testSettings } from '../../support/lane.ts'
import { anItem } from '../../support/sale.ts'
import { hastyClock } from './hasty-clock.ts'
import { openOfficeBuilding } from './open-office.ts'
import { openScanningLane, type ScanningLane } from './scanning-lane.ts'
import { openStallingProxy } from './stalling-proxy.ts'

interface Asked {
  readonly folder: string
  /** Sales in each spell of a stall, and in each spell without. */
  readonly salesPerSpell: number
  readonly spells: number
}

interface Stalled {
  readonly scanCount: number
  /** Of the 99th percentile of a scan's milliseconds, stalled against not. */
  readonly times: number
  readonly violations: string[]
}

const scannedCode = '9521234500018'
const limits = { silenceMs: 200, wholeMs: 60_000 }
const linesPerSale = 5
/** Far more than a call that is given up takes, far less than the whole of one that is not. */
const patienceMs = 8_000
const mostCallsAMinute = 60

/** Spells in which head office takes every call and answers none, and spells in which it does, scans going on all the time. */
export async function runStalls({ folder, salesPerSpell, spells }: Asked): Promise<Stalled> {
  const building = await openOfficeBuilding(folder, () => '2026-03-02T12:00:00.000Z')
  const office = await building.open()
  const yoghurt = anItem()
  await office.crm.publish('settings', [{ key: 'store', body: testSettings }])
  await office.crm.publish('items', [{ key: yoghurt.itemId, body: yoghurt }])
  const proxy = await openStallingProxy(office.url)
  const clock = hastyClock()
  const dataDir = join(folder, 'scanning')
  mkdirSync(dataDir)
  const lane = openScanningLane({ dataDir, storeId: testSettings.storeId, url: proxy.url, clock, limits })
  await lane.ready
  const violations: string[] = []
  const times = { alive: [] as number[], dead: [] as number[] }
  for (let spell = 0; spell < spells; spell += 1) {
    for (const state of ['alive', 'dead'] as const) {
      proxy.isStalled = state === 'dead'
      const [calls, pausedMs] = [proxy.stalledCount, clock.pausedMs()]
      for (let sale = 0; sale < salesPerSpell; sale += 1) times[state].push(...(await sell(lane)))
      if (state === 'dead' && !(await within(patienceMs, () => clock.pausedMs() > pausedMs + 20_000, () => clock.nextPause()))) violations.push('the line still waits for an answer that will never come')
      const minutes = (clock.pausedMs() - pausedMs) / 60_000
      if (proxy.stalledCount - calls > mostCallsAMinute * minutes + 5) violations.push(`a head office that does not answer is asked ${proxy.stalledCount - calls} times in ${(minutes * 60).toFixed(0)} s`)
    }
    proxy.isStalled = false
    if (!(await within(patienceMs, () => lane.store.upload.waitingSaleCount() === 0, () => lane.nextContact()))) violations.push(`the line still waits: ${lane.store.upload.waitingSaleCount()} sales have not come through since the stall ended`)
  }
  const sold = spells * 2 * salesPerSpell
  const { saleCount } = await office.crm.totals()
  if (saleCount !== sold) violations.push(`${saleCount} of ${sold} sales are in the books`)
  await lane.close()
  await proxy.close()
  await office.close()
  await building.close()
  return { scanCount: times.dead.length, times: percentilesOf(times.dead).p99 / percentilesOf(times.alive).p99, violations }
}

/** @returns milliseconds of each scan */
async function sell(lane: ScanningLane): Promise<number[]> {
  const times: number[] = []
  for (let line = 0; line < linesPerSale; line += 1) {
    times.push(lane.scan(scannedCode))
    // The line works between two scans, as it does at a lane.
    await new Promise((resolve) => setImmediate(resolve))
  }
  lane.pay()
  return times
}

/**
 * Looks again at every change, and gives up after so long: what never comes is then told, and does not hang.
 * @param change resolves when it may have become so
 */
async function within(ms: number, isSo: () => boolean, change: () => Promise<void>): Promise<boolean> {
  const late = once(AbortSignal.timeout(ms), 'abort').then(() => true)
  while (!isSo()) if (await Promise.race([change().then(() => false), late])) return isSo()
  return true
}
