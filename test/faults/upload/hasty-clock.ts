import type { Clock } from '../../../src/lane/real-clock.ts'

/** Waits end at once; only the time that is told has passed. */
export interface HastyClock extends Clock {
  pauseCount(): number
  /** Resolves when the next wait has ended. */
  nextPause(): Promise<void>
  /** Milliseconds that all waits together would have taken. */
  pausedMs(): number
}

export function hastyClock(at = '2026-03-02T12:00:00.000Z'): HastyClock {
  const startMs = Date.parse(at)
  let pausedMs = 0
  let pauseCount = 0
  const listeners: (() => void)[] = []
  return {
    now: () => new Date(startMs + pausedMs).toISOString(),
    pauseCount: () => pauseCount,
    nextPause: () => new Promise((resolve) => void listeners.push(resolve)),
    pausedMs: () => pausedMs,
    after(delayMs, call) {
      const waiting = setTimeout(() => {
        pausedMs += delayMs
        pauseCount += 1
        call()
        for (const wake of listeners.splice(0)) wake()
      }, 1)
      return () => clearTimeout(waiting)
    },
  }
}
