import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openOfficeBuilding } from '../upload/open-office.ts'

export const dayMs = 86_400_000
export const startMs = Date.parse('2026-11-22T09:00:00.000Z')

/** What a lane has to say of its month. */
export interface Sold {
  /** The first few. */
  readonly refused: readonly string[]
  readonly refusedCount: number
  /** What the screen says of the age of its data at the end, in days; undefined where it says nothing. */
  readonly shownAgeDays: number | undefined
  readonly waitingShown: number
  /** In use by the lane's process after the first tenth of the month. */
  readonly earlyBytes: number
  /** At the end of the month, against that. */
  readonly memoryTimes: number
}

export interface Drained {
  readonly seconds: number
  /** In use by the lane's process when everything is sent. */
  readonly usedBytes: number
}

export interface MonthOffline extends Omit<Sold, 'earlyBytes'> {
  readonly saleCount: number
  readonly drainSeconds: number
  /** Sales that head office counts. */
  readonly effectCount: number
}

const program = fileURLToPath(new URL('./offline-lane.ts', import.meta.url))

/**
 * Sells for so many days without head office, each sale scanned and paid as at the counter, and sends it all in the end.
 * The lane has a process of its own: what head office and the test hold in memory is not counted as its.
 */
export async function sellOffline({ folder, days, salesPerDay }: { readonly folder: string; readonly days: number; readonly salesPerDay: number }): Promise<MonthOffline> {
  const building = await openOfficeBuilding(folder, () => new Date(startMs + days * dayMs).toISOString())
  const office = await building.open()
  const dataDir = join(folder, 'lane')
  mkdirSync(dataDir)
  const lane = fork(program, [dataDir, String(days), String(salesPerDay)], { execArgv: ['--expose-gc'] })
  try {
    const { earlyBytes, ...sold } = await heard<Sold>(lane)
    lane.send(office.url)
    const { seconds, usedBytes } = await heard<Drained>(lane)
    const { saleCount: effectCount } = await office.crm.totals()
    await office.crm.settle()
    return { ...sold, saleCount: days * salesPerDay, drainSeconds: seconds, effectCount, memoryTimes: Math.max(sold.memoryTimes, usedBytes / earlyBytes) }
  } finally {
    lane.kill()
    await office.close()
    await building.close()
  }
}

/** @throws Error when the lane ends before it has said anything */
async function heard<Message>(lane: ChildProcess): Promise<Message> {
  const isOver = new AbortController()
  const ended = once(lane, 'exit', { signal: isOver.signal }).then(() => { throw new Error('the lane ended before its time') })
  const [message] = (await Promise.race([once(lane, 'message', { signal: isOver.signal }), ended]).finally(() => isOver.abort())) as [Message]
  return message
}
