/** Time as drivers see it, so that tests can hold it still. */
export interface Timers {
  /** Milliseconds on a clock that never goes back. */
  nowMs(): number
  /** Runs once after `delayMs`; the answer cancels it. */
  after(delayMs: number, run: () => void): Cancel
}

export type Cancel = () => void

export const realTimers: Timers = {
  nowMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
