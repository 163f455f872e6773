import Database from 'better-sqlite3'
import { chainHash } from '../../contract/chain.ts'
import { journalRecord, type JournalRecord } from '../../contract/sync.ts'
import { unlock, type LaneKey } from './lane-key.ts'
import type { LaneStore } from './open-lane-store.ts'
import { summary, type Summary } from './summaries.ts'

/** What can still be read of a damaged database. Nothing is believed that its own hash does not prove. */
export interface Salvage {
  identity(): LaneStore['identity'] | undefined
  feedKey(): string | undefined
  /** True where the journal can be read to its end without an error: no record behind `lastNumber` was in it. */
  readonly isReadable: boolean
  /** The highest number of any record or receipt that could be read, whether it holds or not. */
  readonly highest: { readonly number: number; readonly receiptNumber: number }
  record(number: number): JournalRecord | undefined
  /** Whatever can be read of what is kept of records that were taken out, oldest first. */
  summaries(): Summary[]
  close(): void
}

/** @returns undefined for a file of which nothing can be read */
export function openSalvage(path: string, key?: LaneKey): Salvage | undefined {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { readonly: true, fileMustExist: true })
    unlock(db, key)
    return salvage(db)
  } catch {
    // Whatever SQLite finds wrong with it, the copy and head office are asked instead.
    db?.close()
    return undefined
  }
}

function salvage(db: Database.Database): Salvage {
  const row = db.prepare<[number], JournalRecord>('select number, at, body, previous_hash as previousHash, hash from journal where number = ?')
  return {
    isReadable: attempt(() => db.prepare('select count(hash) from journal').get()) !== undefined && attempt(() => db.pragma('quick_check(1)', { simple: true })) === 'ok',
    highest: {
      number: attempt(() => db.prepare<[], { n: number | null }>('select max(number) as n from journal').get()?.n) ?? 0,
      receiptNumber: attempt(() => db.prepare<[], { n: number | null }>('select max(receipt_number) as n from receipt').get()?.n) ?? 0,
    },
    identity: () => attempt(() => db.prepare<[], LaneStore['identity']>('select journal_id as journalId, store_id as storeId, lane_number as laneNumber from identity').get()),
    feedKey: () => attempt(() => db.prepare<[], { key: string }>('select public_key as key from feed_key').get()?.key),
    record(number) {
      const read = journalRecord.safeParse(attempt(() => row.get(number)))
      return read.success && read.data.number === number && chainHash(read.data) === read.data.hash ? read.data : undefined
    },
    summaries: () => (attempt(() => db.prepare<[], Summary>('select through, body, previous_hash as previousHash, hash from summary order by through').all()) ?? []).filter((one) => summary.safeParse(one).success),
    close: () => db.close(),
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
