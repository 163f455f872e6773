import Database from 'better-sqlite3'
import { unlock, type LaneKey } from './lane-key.ts'
import { checkPages } from './page-sums.ts'
import { newestVersion } from './schema.ts'
import { storeTrouble } from './store-trouble.ts'

/** What a lane's database file says of itself. */
export interface FileLook {
  /** Its pages against their checksums; `unknown` where there are none to go by: the lane then looks through everything at its start. */
  readonly pages: 'whole' | 'unknown' | { readonly trouble: string }
  /** What SQLite finds when it looks through its trees; `ok`, or the first thing that is wrong. */
  readonly quickCheck: string
  readonly version: number
  /** The newest version that this program knows. */
  readonly newestVersion: number
  /** `wal` in every database that a lane has opened: its commits reach the disk one by one. */
  readonly journalMode: string
  readonly sqliteVersion: string
}

/** Between the pages and their sums a running lane writes for a moment. */
const tries = 4

/**
 * Looks through a database file, also beside the lane that writes it, and changes nothing. Takes some seconds for a
 * quarter of a year.
 * @param path of the file, which is there
 * @param key which opens it; see `proveKey`
 * @param pause a moment for a running lane to finish what it writes; without one damage is believed at once
 */
export async function lookThrough(path: string, key: LaneKey | undefined, pause: (() => Promise<unknown>) | undefined): Promise<FileLook> {
  // Before SQLite has the file open: closing it a second time in one process would drop SQLite's locks.
  const pages = await steadyPages(path, pause)
  let db: Database.Database | undefined
  try {
    db = new Database(path, { readonly: true, fileMustExist: true })
    unlock(db, key)
    const [said] = db.pragma('quick_check(1)') as { quick_check: string }[]
    return { pages, quickCheck: said?.quick_check ?? 'nothing', ...about(db) }
  } catch (error) {
    const trouble = storeTrouble(error, path)
    if (!(trouble instanceof Error) || trouble === error) throw error
    return { pages, quickCheck: trouble.message, version: 0, newestVersion, journalMode: '', sqliteVersion: '' }
  } finally {
    db?.close()
  }
}

function about(db: Database.Database): Omit<FileLook, 'pages' | 'quickCheck'> {
  return {
    version: db.pragma('user_version', { simple: true }) as number,
    newestVersion,
    journalMode: String(db.pragma('journal_mode', { simple: true })),
    sqliteVersion: db.prepare<[], { version: string }>('select sqlite_version() as version').get()?.version ?? '',
  }
}

async function steadyPages(path: string, pause: (() => Promise<unknown>) | undefined): Promise<FileLook['pages']> {
  let found = checkPages(path)
  for (let count = 1; pause && count < tries && typeof found === 'object'; count += 1) {
    await pause()
    found = checkPages(path)
  }
  return found
}
