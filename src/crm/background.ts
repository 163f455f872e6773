import type { Turns } from './upload-traffic.ts'

/** Work that runs behind the answers of the CRM, one run at a time, and gives way to uploads that come thick. */
export interface Background {
  /** Starts a run; a call while one is under way makes it look once more. */
  wake(): void
  /** Resolves when everything that is there to do now is done, which then gives way to nothing. Rejects with what went wrong. */
  settle(): Promise<void>
  /** Ends after the step under way; the rest waits for the next start. */
  close(): Promise<void>
}

/** Resolves when the next step may be made; to `false` when there shall be none any more. */
export type Turn = () => Promise<boolean>

/**
 * What is to be done stands in the database, so a crash loses nothing: the next start goes on.
 * @param work does all there is; asks for its turn before every step
 * @param onFailure hears of a run nobody waited for that failed
 */
export function openBackground(work: (turn: Turn) => Promise<void>, { turns, onFailure }: { readonly turns: Turns; readonly onFailure: (error: unknown) => void }): Background {
  let lastRun = Promise.resolve()
  /** A run that has not begun yet sees everything of now, so all who ask meanwhile share it. */
  let nextRun: Promise<void> | undefined
  let closing = false
  let askedCount = 0
  const turn: Turn = async () => {
    if (!closing && askedCount === 0) await turns.next()
    return !closing
  }
  const begin = (): Promise<void> => {
    const begun = lastRun.then(() => {
      nextRun = undefined
      return work(turn)
    })
    lastRun = begun.catch(() => undefined)
    return begun
  }
  const join = (): Promise<void> => (nextRun ??= begin())
  return {
    wake: () => { join().catch(onFailure) },
    async settle() {
      askedCount += 1
      turns.release()
      await join().finally(() => (askedCount -= 1))
    },
    close: () => {
      closing = true
      turns.release()
      return lastRun
    },
  }
}
