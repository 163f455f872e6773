import type { Database } from 'better-sqlite3'
import { openPageSums } from './page-sums.ts'

/** Checkpoints of the lane's database, each with the checksums of what it wrote. */
export interface GuardedPages {
  checkpoint(): void
  /** Moves the log in once more, so that SQLite has nothing left to do when it closes the file. Belongs before that. */
  close(): void
}

/** @param path of the open database, whose pages were found right */
export function guardPages(db: Database, path: string): GuardedPages {
  const sums = openPageSums(path, db.pragma('page_size', { simple: true }) as number)

  /** A disk that fails in the middle of it has taken some of the pages, nobody knows which. */
  const moveLog = (): { log: number; checkpointed: number }[] => {
    try {
      return db.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
    } catch (error) {
      sums.forget()
      throw error
    }
  }

  const checkpoint = (): { readonly isComplete: boolean } => {
    const [done] = moveLog()
    try {
      sums.update(Math.max(0, done?.checkpointed ?? 0))
    } catch (error) {
      // No room for them, or the disk fails: the next start looks through the contents instead.
      if (!(error instanceof Error && 'syscall' in error)) throw error
      sums.forget()
    }
    return { isComplete: done?.log === done?.checkpointed }
  }

  return {
    checkpoint: () => void checkpoint(),
    close() {
      if (!db.open) return
      // Somebody reads beside the lane: whoever closes last moves the rest, and sums nothing.
      if (!checkpoint().isComplete) sums.forget()
      sums.close()
    },
  }
}
