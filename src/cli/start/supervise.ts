import { setTimeout as wait } from 'node:timers/promises'
import { runChild } from './run-child.ts'
import type { Program, RunningChild } from './run-child.ts'

/** How long a program is left alone after its n-th crash in a row; the last one stays. */
const usualBackoffMs = [200, 1_000, 3_000, 10_000]

/** A program that has run this long counts its crashes from the beginning again. */
const settledMs = 60_000

export interface Plan<Ready> extends Omit<Program, 'args'> {
  /** A function is asked anew before every start. */
  readonly args: readonly string[] | (() => Promise<readonly string[]>)
  /** Reads one line of its output; undefined when it is not the line that says it is ready. */
  readonly readReady: (line: string) => Ready | undefined
  /** For a program that says nothing: ready as soon as it runs. */
  readonly readyAtOnce?: Ready | undefined
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
  let isReady: (ready: Ready) => void = () => undefined
  let gaveUp: (error: Error) => void = () => undefined
  const firstReady = new Promise<Ready>((resolve, reject) => {
    isReady = resolve
    gaveUp = reject
  })
  // A starter that has given up for another reason does not wait for this one any more.
  firstReady.catch(() => undefined)
  const stopping = new AbortController()
  let everReady = false
  let running: RunningChild | undefined
  const readyNow = (ready: Ready): void => {
    everReady = true
    isReady(ready)
    watch.onReady?.(ready)
  }
  const keepRunning = async (): Promise<void> => {
    for (let crashCount = 1; !stopping.signal.aborted; crashCount += 1) {
      const startedMs = performance.now()
      const how = await argumentsOf(plan).then((args) => {
        if (stopping.signal.aborted) return 'was stopped'
        const run = runOnce({ ...plan, args }, readyNow, watch.onLine)
        running = run.child
        return run.ended
      }, (error: unknown) => `cannot be started: ${error instanceof Error ? error.message : String(error)}`)
      if (!everReady) gaveUp(new Error(`${plan.name} ${how}`))
      if (!everReady || stopping.signal.aborted) break
      if (performance.now() - startedMs > settledMs) crashCount = 1
      const againInMs = backoffAfter(crashCount, plan.backoffMs ?? usualBackoffMs)
      watch.onCrash?.(how, againInMs)
      // The wait is cut short by stop, and then the loop ends.
      await wait(againInMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
    gaveUp(new Error(`${plan.name} was stopped`))
  }
  const ended = keepRunning()
  return {
    firstReady,
    send: (message) => running?.send(message),
    async stop() {
      stopping.abort()
      await running?.stop()
      await ended
    },
  }
}

async function argumentsOf({ args }: Pick<Plan<unknown>, 'args'>): Promise<readonly string[]> {
  return typeof args === 'function' ? args() : args
}

function backoffAfter(crashCount: number, backoffMs: readonly number[]): number {
  return backoffMs[Math.min(crashCount, backoffMs.length) - 1] ?? 0
}

function runOnce<Ready>(plan: Plan<Ready> & Program, readyNow: (ready: Ready) => void, onLine: Watch<Ready>['onLine']): { child: RunningChild; ended: Promise<string> } {
  let late = false
  const child = runChild(plan, (line) => {
    const ready = plan.readReady(line)
    if (ready === undefined) return onLine?.(line)
    clearTimeout(tooLate)
    readyNow(ready)
  })
  void child.started.then(() => {
    if (plan.readyAtOnce === undefined) return
    clearTimeout(tooLate)
    readyNow(plan.readyAtOnce)
  })
  const tooLate = setTimeout(() => {
    late = true
    void child.stop()
  }, plan.readyMs)
  const ended = child.ended.then((how) => (late ? `was not ready after ${Math.round(plan.readyMs / 1000)} s` : how)).finally(() => clearTimeout(tooLate))
  return { child, ended }
}
