import { randomUUID } from 'node:crypto'
import { chainHash, chainStart } from '../../src/contract/chain.ts'
import type { JournalRecord, UploadRequest } from '../../src/contract/sync.ts'

/** A lane's journal as the CRM sees it: numbered, chained, ready to be sent in any slices. */
export interface TestJournal {
  readonly journalId: string
  readonly storeId: string
  readonly laneNumber: number
  readonly records: JournalRecord[]
  /** Appends one fact and returns its record. */
  write<Fact extends { readonly kind: string }>(fact: Fact, at?: string): JournalRecord
  /** Appends any text, hashed as if a lane had meant it. */
  writeText(body: string, at?: string): JournalRecord
  /** Records from one number to another, both included. */
  slice(from: number, until?: number): UploadRequest
}

export function testJournal({ journalId = randomUUID(), storeId = 'store-1', laneNumber = 1 }: { readonly journalId?: string; readonly storeId?: string; readonly laneNumber?: number } = {}): TestJournal {
  const records: JournalRecord[] = []
  const writeText = (body: string, at = '2026-03-02T10:00:00.000Z'): JournalRecord => {
    const previousHash = records.at(-1)?.hash ?? chainStart
    const number = records.length + 1
    const record = { number, at, body, previousHash, hash: chainHash({ previousHash, number, body }) }
    records.push(record)
    return record
  }
  return {
    journalId, storeId, laneNumber, records, writeText,
    write: (fact, at = '2026-03-02T10:00:00.000Z') => writeText(JSON.stringify({ journalId, at, commandId: `command-${records.length + 1}`, fact }), at),
    slice: (from, until = records.length) => ({ storeId, laneNumber, records: records.slice(from - 1, until) }),
  }
}
