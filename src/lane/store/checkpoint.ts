import type { GuardedPages } from './guard-pages.ts'
import type { Journal } from './journal.ts'

/**
 * Moves what is in the write-ahead log into the database. Costs several disk writes, so it runs between
 * sales and never inside one; nothing is lost when it never runs.
 */
export interface Checkpoint {
  run(): void
  /** Records written since the last run. */
  waitingCount(): number
}

export function openCheckpoint(pages: Pick<GuardedPages, 'checkpoint'>, journal: Journal): Checkpoint {
  let doneThrough = journal.lastNumber()
  return {
    run() {
      pages.checkpoint()
      doneThrough = journal.lastNumber()
    },
    waitingCount: () => journal.lastNumber() - doneThrough,
  }
}
