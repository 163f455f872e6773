/** Where the lane gets its time and its waiting from; tests hand in their own. */
export interface Clock {
  /** ISO 8601 UTC with milliseconds. */
  now(): string
  /** Calls once after `delayMs`; the answer takes it back. */
  after(delayMs: number, call: () => void): () => void
}

/** The one place where the lane looks at the real clock. */
export const realClock: Clock = {
  now: () => new Date().toISOString(),
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Lets everything else that is waiting have its turn: long work is done in slices with this between them. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
