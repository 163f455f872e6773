import Database from 'better-sqlite3'
import type { Status } from './lane-process.ts'
import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { wrongInJournal, wrongRecord } from './books.ts'

/** What is wrong with a lane's database after its power went; undefined where it opens, is whole, and holds all that was acknowledged. */
export function wrongAfterCut(dataDir: string, acknowledged: Status): string | undefined {
  try {
    const store = openLaneStore({ dataDir })
    try {
      return wrongInJournal(store) ?? wrongRecord(store, acknowledged) ?? wrongPages(store.path)
    } finally {
      store.close()
    }
  } catch (error) {
    return `it does not open: ${error instanceof Error ? error.message : String(error)}`
  }
}

function wrongPages(path: string): string | undefined {
  const beside = new Database(path, { readonly: true })
  const found = beside.pragma('integrity_check', { simple: true })
  beside.close()
  return found === 'ok' ? undefined : `its pages do not fit together: ${String(found)}`
}
