/** Work that runs behind the answers of the CRM, one run at a time. */
export interface Background {
  /** Starts a run; a call while one is under way makes it look once more. */
  wake(): void
  /** Resolves when everything that is there to do now is done. Rejects with what went wrong. */
  settle(): Promise<void>
  /** Ends after the step under way; the rest waits for the next start. */
  close(): Promise<void>
}

/**
 * What is to be done stands in the database, so a crash loses nothing: the next start goes on.
 * @param work does all there is; looks at `isClosing` between its steps
 * @param onFailure hears of a run nobody waited for that failed
 */
export function openBackground(work: (isClosing: () => boolean) => Promise<void>, onFailure: (error: unknown) => void): Background {
  let lastRun = Promise.resolve()
  /** A run that has not begun yet sees everything of now, so all who ask meanwhile share it. */
  let nextRun: Promise<void> | undefined
  let closing = false
  const begin = (): Promise<void> => {
    const run = lastRun.then(() => {
      nextRun = undefined
      return work(() => closing)
    })
    lastRun = run.catch(() => undefined)
    return run
  }
  const settle = (): Promise<void> => (nextRun ??= begin())
  return {
    settle,
    wake: () => { settle().catch(onFailure) },
    close: () => {
      closing = true
      return lastRun
    },
  }
}
