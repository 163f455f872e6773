import type { Database } from 'better-sqlite3'
import { chainHash } from '../../contract/chain.ts'
import type { JournalRecord } from '../../contract/sync.ts'
import { fact as factSchema } from '../../contract/facts.ts'
import { assert } from '../../domain/assert.ts'
import type { CommandId, JournalId, SaleId } from '../../domain/ids.ts'
import type { Fact, FactOf } from '../../domain/sale/facts.ts'
import type { SaleReturned } from '../../domain/sale/sale-returned.ts'
import { z } from 'zod'
import { derive } from './derived.ts'
import type { Lineage } from './lineage.ts'
import { openRestore } from './restore-records.ts'
import { firstOfSale } from './schema.ts'
import { openSummaries, type JournalStart, type Summary } from './summaries.ts'

/** A fact with its number in the journal. */
export interface NumberedFact {
  readonly number: number
  readonly at: string
  readonly fact: Fact
}

export interface Journal {
  /** Of the journal its chain began with; see `Lineage`. */
  readonly journalId: JournalId
  /** Number of the newest record; 0 in an empty journal. */
  lastNumber(): number
  /** What the first record that is here follows on; see `Retention`. */
  start(): JournalStart
  /** Of what was taken out, behind the record with a number, oldest first. */
  summariesAfter(through: number, limit: number): Summary[]
  /** Of the record with this number, also where it is the last that was taken out; undefined for any other that is not here. */
  hashOf(number: number): string | undefined
  /**
   * Stores facts durably, in one transaction, in order. Returns only after the disk has them.
   * @throws the error of SQLite; nothing is stored then and the caller must not act on the facts
   */
  append(entry: { readonly commandId: CommandId; readonly at: string; readonly facts: readonly Fact[] }): NumberedFact[]
  /** Puts records behind the end that this lane wrote and lost; each is chained to the one before. All or none. */
  takeBack(records: readonly JournalRecord[]): void
  /** True when a command with this id has been carried out. */
  knows(commandId: CommandId): boolean
  /** Facts of one sale, oldest first; of one whose beginning was taken out, its end. */
  saleFacts(saleId: SaleId): NumberedFact[]
  /** Up to `limit` records after `number`, as they are uploaded. */
  recordsAfter(number: number, limit: number): JournalRecord[]
  /** A completed sale by receipt number, or the newest. */
  completedSale(receiptNumber?: number): (NumberedFact & { readonly fact: FactOf<'sale-completed'> }) | undefined
  /** A completed sale or a return by receipt number, or the newest of both. */
  withReceipt(receiptNumber?: number): (NumberedFact & { readonly fact: ReceiptFact }) | undefined
  /** What has the receipt of a sale or return; undefined before its end. */
  receiptOf(saleId: SaleId): ReceiptFact | undefined
  /** What has come back of a sale so far, oldest first. */
  returnsOf(saleId: SaleId): SaleReturned[]
  /** The refund that the card terminal was asked for and whose end is not written down. */
  openRefund(): (FactOf<'refund-asked'> & { readonly isUnknown: boolean }) | undefined
}

/** What has a receipt. */
export type ReceiptFact = FactOf<'sale-completed' | 'sale-returned'>

const envelope = z.object({ journalId: z.string(), at: z.string(), commandId: z.string(), fact: factSchema })

/** Reads one record's text back; a kind this program does not know is an error: the database is then newer. */
export function readFact(body: string): Fact {
  return envelope.parse(JSON.parse(body)).fact
}

interface Row { readonly number: number; readonly at: string; readonly body: string }

export function openJournal(db: Database, lineage: Lineage): Journal {
  const lastRow = db.prepare<[], { number: number; hash: string }>('select number, hash from journal order by number desc limit 1')
  const insert = db.prepare('insert into journal (number, at, kind, sale_id, command_id, position, body, previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const known = db.prepare<[string], { number: number }>('select number from journal where command_id = ? limit 1')
  const ofSale = db.prepare<{ saleId: string }, Row>(`select number, at, body from journal where number >= ${firstOfSale('@saleId')} and sale_id = @saleId order by number`)
  const after = db.prepare<[number, number], JournalRecord>('select number, at, body, previous_hash as previousHash, hash from journal where number > ? order by number limit ?')
  const receipt = db.prepare<[number], Row>('select j.number, j.at, j.body from receipt r join journal j on j.number = r.number where r.receipt_number = ?')
  const receiptOf = db.prepare<[string], Row>('select j.number, j.at, j.body from receipt r join journal j on j.number = r.number where r.sale_id = ?')
  const newestReceipt = db.prepare<[], Row>('select j.number, j.at, j.body from receipt r join journal j on j.number = r.number order by r.receipt_number desc limit 1')
  // The cross join has SQLite begin with the newest receipt.
  const newestSale = db.prepare<[], { receipt_number: number }>("select receipt_number from receipt r cross join journal j on j.number = r.number where j.kind = 'sale-completed' order by r.receipt_number desc limit 1")
  const returns = db.prepare<[string], Row>('select j.number, j.at, j.body from own_return r join journal j on j.number = r.number where r.of_sale_id = ? order by r.number')
  const openRefund = db.prepare<[], Row & { is_unknown: number }>('select j.number, j.at, j.body, r.is_unknown from open_refund r join journal j on j.number = r.number order by r.number desc limit 1')
  const hashOf = db.prepare<[number], { hash: string }>('select hash from journal where number = ?')
  const summaries = openSummaries(db)
  const deriveFrom = derive(db)
  let head: { readonly number: number; readonly hash: string } = lastRow.get() ?? summaries.start()

  const store = db.transaction((entry: Parameters<Journal['append']>[0]) => {
    let { number, hash } = head
    let { journalId }: { journalId: string } = lineage.current()
    const stored = entry.facts.map((fact, position) => {
      const previousHash = hash
      number += 1
      const body = JSON.stringify({ journalId, at: entry.at, commandId: entry.commandId, fact })
      hash = chainHash({ previousHash, number, body })
      insert.run(number, entry.at, fact.kind, 'saleId' in fact ? (fact.saleId ?? null) : null, entry.commandId, position, body, previousHash, hash)
      deriveFrom(number, fact)
      if (fact.kind === 'journal-branched') journalId = fact.journalId
      return { number, at: entry.at, fact }
    })
    return { stored, head: { number, hash } }
  })

  const takeBack = db.transaction((records: readonly JournalRecord[]) => {
    const restore = openRestore(db, lineage)
    for (const record of records) restore(record)
  })

  const withReceipt: Journal['withReceipt'] = (receiptNumber) => readReceipt(receiptNumber === undefined ? newestReceipt.get() : receipt.get(receiptNumber))

  return {
    journalId: lineage.firstId,
    lastNumber: () => head.number,
    start: summaries.start,
    summariesAfter: summaries.after,
    hashOf(number) {
      const start = summaries.start()
      return number === start.number ? start.hash : hashOf.get(number)?.hash
    },
    append(entry) {
      assert(entry.facts.length > 0, 'a commit holds at least one fact')
      const result = store.immediate(entry)
      head = result.head
      return result.stored
    },
    takeBack(records) {
      takeBack.immediate(records)
      head = lastRow.get() ?? head
    },
    knows: (commandId) => known.get(commandId) !== undefined,
    saleFacts: (saleId) => ofSale.all({ saleId }).map((row) => ({ number: row.number, at: row.at, fact: readFact(row.body) })),
    recordsAfter: (number, limit) => after.all(number, limit),
    completedSale(receiptNumber = newestSale.get()?.receipt_number) {
      const found = receiptNumber === undefined ? undefined : withReceipt(receiptNumber)
      return found?.fact.kind === 'sale-completed' ? { ...found, fact: found.fact } : undefined
    },
    withReceipt,
    receiptOf: (saleId) => readReceipt(receiptOf.get(saleId))?.fact,
    openRefund() {
      const row = openRefund.get()
      const fact = row && readFact(row.body)
      return fact?.kind === 'refund-asked' ? { ...fact, isUnknown: row?.is_unknown === 1 } : undefined
    },
    returnsOf: (saleId) => returns.all(saleId).flatMap(({ body }) => {
      const fact = readFact(body)
      return fact.kind === 'sale-returned' ? [fact] : []
    }),
  }
}

function readReceipt(row: Row | undefined): (NumberedFact & { readonly fact: ReceiptFact }) | undefined {
  if (!row) return undefined
  const fact = readFact(row.body)
  assert(fact.kind === 'sale-completed' || fact.kind === 'sale-returned', `receipt points at a ${fact.kind}`)
  return { number: row.number, at: row.at, fact }
}
