import type { Database } from 'better-sqlite3'
import { chainHash } from '../../contract/chain.ts'
import type { JournalRecord } from '../../contract/sync.ts'
import { assert } from '../../domain/assert.ts'
import type { Fact } from '../../domain/sale/facts.ts'
import { derive } from './derived.ts'
import { keepLasting } from './lasting.ts'
import type { Lineage } from './lineage.ts'
import { openSummaries, readSummary, type Summary } from './summaries.ts'

/** The text that the record's hash proves to be the lane's own; it was read by its schema before it was written. */
interface Written {
  readonly journalId: string
  readonly commandId: string
  readonly fact: Fact
}

interface End { readonly number: number; readonly hash: string; readonly commandId: string; readonly position: number }

/** Puts back what is kept of records that are not there any more, before any record. The caller has the transaction. */
export function restoreSummaries(db: Database, summaries: readonly Summary[]): void {
  const { put } = openSummaries(db)
  const keep = keepLasting(db)
  for (const one of summaries) {
    put(one)
    for (const [number, lasting] of readSummary(one).lasting) keep(number, lasting)
  }
}

/**
 * Puts records into a journal as they were, with everything that is worked out from them. The caller has the transaction.
 * @returns takes the next record; asserts that it is chained to the one before
 */
export function openRestore(db: Database, { names }: Pick<Lineage, 'names'>): (record: JournalRecord) => void {
  const insert = db.prepare('insert into journal (number, at, kind, sale_id, command_id, position, body, previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const keep = derive(db)
  const known = new Set(names())
  const last = db.prepare<[], End>('select number, hash, command_id as commandId, position from journal order by number desc limit 1').get()
  // What was taken out ends with a command.
  let before: End = last ?? { ...openSummaries(db).start(), commandId: '', position: 0 }
  return ({ number, at, body, previousHash, hash }) => {
    assert(number === before.number + 1 && previousHash === before.hash, `record ${number} is not chained to the one before`)
    assert(chainHash({ previousHash, number, body }) === hash, `record ${number} is not what its hash says`)
    const written = JSON.parse(body) as Written
    assert(known.has(written.journalId), `record ${number} belongs to journal ${written.journalId}`)
    const { commandId, fact } = written
    const position = before.commandId === commandId ? before.position + 1 : 0
    insert.run(number, at, fact.kind, 'saleId' in fact ? (fact.saleId ?? null) : null, commandId, position, body, previousHash, hash)
    keep(number, fact)
    if (fact.kind === 'journal-branched') known.add(fact.journalId)
    before = { number, hash, commandId, position }
  }
}
