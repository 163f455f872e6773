import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCrmAdmin } from '../../../src/cli/crm-admin.ts'
import { startReplayCrm } from '../../../src/cli/replay/start-replay-crm.ts'
import { realClock } from '../../../src/lane/real-clock.ts'
import { openScanningLane, type ScanningLane } from '../../faults/upload/scanning-lane.ts'
import { openStallingProxy } from '../../faults/upload/stalling-proxy.ts'
import { testSettings } from '../../support/lane.ts'
import { anItem } from '../../support/sale.ts'
import { percentilesOf, type Table } from '../bench.ts'

export interface ScanCounts {
  /** In each state. */
  readonly scanCount: number
}

const linesPerSale = 10
const salesPerSpell = 4
const code = '9521234500018'

/**
 * Scans at a lane while head office, a process of its own behind the lane's, answers, and while it takes every call and
 * answers none; in spells that alternate and take turns at being first, so that a
 * busy machine slows both.
 */
export async function deadOrAlive({ scanCount }: ScanCounts, tell: (progress: string) => void): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'lanewise-bench-'))
  const crm = await startReplayCrm({ folder, databaseUrl: undefined, tell })
  const yoghurt = anItem()
  const admin = openCrmAdmin({ url: crm.url, token: crm.adminToken })
  await admin.publish('settings', [{ key: 'store', body: testSettings }])
  await admin.publish('items', [{ key: yoghurt.itemId, body: yoghurt }])
  const proxy = await openStallingProxy(crm.url)
  const dataDir = join(folder, 'lane')
  mkdirSync(dataDir)
  const lane = openScanningLane({ dataDir, storeId: testSettings.storeId, url: proxy.url, token: crm.laneToken, clock: realClock, limits: { silenceMs: 1_000, wholeMs: 60_000 } })
  const times = { alive: [] as number[], dead: [] as number[] }
  try {
    await lane.ready
    // The first spells warm up.
    for (let spell = -1; times.dead.length < scanCount; spell += 1) {
      for (const state of spell % 2 === 0 ? (['alive', 'dead'] as const) : (['dead', 'alive'] as const)) {
        proxy.isStalled = state === 'dead'
        const scans = await sellSome(lane)
        if (spell >= 0) times[state].push(...scans)
      }
      proxy.isStalled = false
      tell(`${times.dead.length} of ${scanCount} scans`)
    }
    return tableOf(times)
  } finally {
    await lane.close()
    await proxy.close()
    await crm.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns milliseconds of each scan */
async function sellSome(lane: ScanningLane): Promise<number[]> {
  const times: number[] = []
  for (let sale = 0; sale < salesPerSpell; sale += 1) {
    for (let line = 0; line < linesPerSale; line += 1) {
      times.push(lane.scan(code))
      // As long as a quick hand takes for the next piece, at a hundredth: the line gets its turns in between.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    lane.pay()
  }
  return times
}

function tableOf({ alive, dead }: { readonly alive: readonly number[]; readonly dead: readonly number[] }): Table {
  const row = (what: string, times: readonly number[]): Table['rows'][number] => {
    const { p50, p99, worst } = percentilesOf(times)
    return { 'head office': what, scans: times.length, 'p50 ms': p50, 'p99 ms': p99, 'worst ms': worst }
  }
  return {
    title: 'One scan at a whole lane, every one in the journal with a synced commit',
    columns: ['head office', 'scans', 'p50 ms', 'p99 ms', 'worst ms'],
    rows: [row('answers', alive), row('takes calls and answers none', dead)],
    notes: [`p99 dead ÷ alive ${(percentilesOf(dead).p99 / percentilesOf(alive).p99).toFixed(2)} (aim at most 1.05)`],
  }
}
