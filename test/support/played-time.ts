import type { Clock } from '../../src/lane/real-clock.ts'

/** A clock whose waits end only when the test lets time pass, in order of time and then of asking. */
export interface PlayedTime extends Clock {
  /** ISO; the test may set the wall clock to what it likes, the waits go on. */
  at: string
  pass(durationMs: number): void
}

interface Wait {
  readonly atMs: number
  readonly order: number
  readonly call: () => void
}

export function playedTime(at = '2026-11-22T14:32:00.000Z'): PlayedTime {
  const waits = new Set<Wait>()
  let nowMs = 0
  let order = 0
  const nextBefore = (untilMs: number): Wait | undefined => {
    let next: Wait | undefined
    for (const wait of waits) if (wait.atMs <= untilMs && (!next || wait.atMs < next.atMs || (wait.atMs === next.atMs && wait.order < next.order))) next = wait
    return next
  }
  return {
    at,
    now() {
      return this.at
    },
    after(delayMs, call) {
      const wait = { atMs: nowMs + delayMs, order: (order += 1), call }
      waits.add(wait)
      return () => void waits.delete(wait)
    },
    pass(durationMs) {
      const untilMs = nowMs + durationMs
      for (let wait = nextBefore(untilMs); wait; wait = nextBefore(untilMs)) {
        waits.delete(wait)
        nowMs = wait.atMs
        wait.call()
      }
      this.at = new Date(Date.parse(this.at) + durationMs).toISOString()
      nowMs = untilMs
    },
  }
}
