/** Sets a timer; the answer takes it off. */
export type After = (delayMs: number, call: () => void) => () => void

/** Uploads that come thick, and the work behind them that can wait until they do not. */
export interface UploadTraffic {
  /** Takes an upload in. */
  take<Answer>(upload: () => Promise<Answer>): Promise<Answer>
  /**
   * Turns for one kind of work.
   * @param mostMs the longest that it gives way; for so long it then works on, however thick they come
   */
  turns(mostMs: number): Turns
}

export interface Turns {
  /** Resolves when the next step may be made: at once while uploads come one by one or not at all. */
  next(): Promise<void>
  /** Ends the wait under way. */
  release(): void
}

/** An upload within so long of the one before is one of many. */
const quietMs = 200

export const realAfter: After = (delayMs, call) => {
  // Nothing but work that may as well wait for the next start hangs on it.
  const timer = setTimeout(call, delayMs).unref()
  return () => clearTimeout(timer)
}

/** While the lanes of a chain come back from a day without the network, everything else would only hold them up. */
export function openUploadTraffic(after: After): UploadTraffic {
  const waiting = new Set<() => void>()
  let takingCount = 0
  let isThick = false
  let cancelQuiet: (() => void) | undefined

  const quiet = (): void => {
    cancelQuiet = undefined
    isThick = false
    for (const go of waiting) go()
  }
  return {
    async take(upload) {
      isThick ||= takingCount > 0 || cancelQuiet !== undefined
      cancelQuiet?.()
      cancelQuiet = undefined
      takingCount += 1
      try {
        return await upload()
      } finally {
        takingCount -= 1
        if (takingCount === 0) cancelQuiet = after(quietMs, quiet)
      }
    },
    turns(mostMs) {
      let isOurs = false
      let isWaiting = false
      let go = (): void => {}
      const take = (): void => {
        isOurs = true
        go()
        after(mostMs, () => {
          isOurs = false
          isWaiting = false
        })
      }
      return {
        next() {
          if (!isThick || isOurs) return Promise.resolve()
          // Counted from the first wait on, whatever short rests there are in between.
          if (!isWaiting) after(mostMs, take)
          isWaiting = true
          return new Promise((resolve) => {
            go = () => {
              waiting.delete(go)
              resolve()
            }
            waiting.add(go)
          })
        },
        release: () => go(),
      }
    },
  }
}
