import Database from 'better-sqlite3'
import type { Status } from './lane-process.ts'
import { unlock, type LaneKey } from '../../../src/lane/store/lane-key.ts'
import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { wrongInJournal, wrongRecord } from './books.ts'

/** What is wrong with a lane's database after its power went; undefined where it opens, is whole, and holds all that was acknowledged. */
export function wrongAfterCut(dataDir: string, acknowledged: Status, key?: LaneKey): string | undefined {
  try {
    const store = openLaneStore({ dataDir, key })
    try {
      return wrongInJournal(store) ?? wrongRecord(store, acknowledged) ?? wrongPages(store.path, key)
    } finally {
      store.close()
    }
  } catch (error) {
    return `it does not open: ${error instanceof Error ? error.message : String(error)}`
  }
}

function wrongPages(path: string, key: LaneKey | undefined): string | undefined {
  const beside = new Database(path, { readonly: true })
  unlock(beside, key)
  const found = beside.pragma('integrity_check', { simple: true })
  beside.close()
  return found === 'ok' ? undefined : `its pages do not fit together: ${String(found)}`
}
