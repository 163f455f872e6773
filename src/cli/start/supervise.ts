import { setTimeout as wait } from 'node:timers/promises'
import { runChild } from './run-child.ts'
import type { Program, RunningChild } from './run-child.ts'

/** How long a program is left alone after its n-th crash in a row; the last one stays. */
const usualBackoffMs = [200, 1_000, 3_000, 10_000]

/** A program that has run this long counts its crashes from the beginning again. */
const settledMs = 60_000

export interface Plan<Ready> extends Program {
  /** Reads one line of its output; undefined when it is not the line that says it is ready. */
  readonly readReady: (line: string) => Ready | undefined
  /** Time it has to become ready; after that it is stopped, which counts as a crash. */
  readonly readyMs: number
  readonly backoffMs?: readonly number[] | undefined
}

export interface Watch<Ready> {
  /** At every start: the first, and after each crash. */
  readonly onReady?: ((ready: Ready) => void) | undefined
  /** Lines that were not its ready line. */
  readonly onLine?: ((line: string) => void) | undefined
  /** It ended without being asked, and starts again after `againInMs`. */
  readonly onCrash?: ((how: string, againInMs: number) => void) | undefined
}

export interface Supervised<Ready> {
  /** Rejects when it ends, or takes longer than readyMs, before it was ever ready: then it is not started again. */
  readonly firstReady: Promise<Ready>
  send(message: object): void
  /** Resolves when nothing of it runs. */
  stop(): Promise<void>
}

/** Runs a program and keeps it running: once it has been ready, any end but ours starts it again. */
export function supervise<Ready>(plan: Plan<Ready>, watch: Watch<Ready> = {}): Supervised<Ready> {
  const first = Promise.withResolvers<Ready>()
  // A starter that has given up for another reason does not wait for this one any more.
  first.promise.catch(() => {})
  const stopping = new AbortController()
  let everReady = false
  let running: RunningChild | undefined
  const readyNow = (ready: Ready): void => {
    everReady = true
    first.resolve(ready)
    watch.onReady?.(ready)
  }
  const keepRunning = async (): Promise<void> => {
    for (let crashCount = 1; !stopping.signal.aborted; crashCount += 1) {
      const startedMs = performance.now()
      const run = runOnce(plan, readyNow, watch.onLine)
      running = run.child
      const how = await run.ended
      if (!everReady) first.reject(new Error(`${plan.name} ${how}`))
      if (!everReady || stopping.signal.aborted) return
      if (performance.now() - startedMs > settledMs) crashCount = 1
      const againInMs = backoffAfter(crashCount, plan.backoffMs ?? usualBackoffMs)
      watch.onCrash?.(how, againInMs)
      // The wait is cut short by stop, and then the loop ends.
      await wait(againInMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const ended = keepRunning()
  return {
    firstReady: first.promise,
    send: (message) => running?.send(message),
    async stop() {
      stopping.abort()
      await running?.stop()
      await ended
    },
  }
}

function backoffAfter(crashCount: number, backoffMs: readonly number[]): number {
  return backoffMs[Math.min(crashCount, backoffMs.length) - 1] ?? 0
}

function runOnce<Ready>(plan: Plan<Ready>, readyNow: (ready: Ready) => void, onLine: Watch<Ready>['onLine']): { child: RunningChild; ended: Promise<string> } {
  let late = false
  const child = runChild(plan, (line) => {
    const ready = plan.readReady(line)
    if (ready === undefined) return onLine?.(line)
    clearTimeout(tooLate)
    readyNow(ready)
  })
  const tooLate = setTimeout(() => {
    late = true
    void child.stop()
  }, plan.readyMs)
  const ended = child.ended.then((how) => (late ? `was not ready after ${Math.round(plan.readyMs / 1000)} s` : how)).finally(() => clearTimeout(tooLate))
  return { child, ended }
}
