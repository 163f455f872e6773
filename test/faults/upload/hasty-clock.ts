import type { Clock } from '../../../src/lane/real-clock.ts'

/** Waits end at once; only the time that is told has passed. */
export interface HastyClock extends Clock {
  pauseCount(): number
  /** Milliseconds that all waits together would have taken. */
  pausedMs(): number
}

export function hastyClock(at = '2026-03-02T12:00:00.000Z'): HastyClock {
  const startMs = Date.parse(at)
  let pausedMs = 0
  let pauseCount = 0
  return {
    now: () => new Date(startMs + pausedMs).toISOString(),
    pauseCount: () => pauseCount,
    pausedMs: () => pausedMs,
    after(delayMs, call) {
      const waiting = setTimeout(() => {
        pausedMs += delayMs
        pauseCount += 1
        call()
      }, 1)
      return () => clearTimeout(waiting)
    },
  }
}
