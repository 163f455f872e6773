import { createHash } from 'node:crypto'
import type { LaneView } from '../../src/contract/lane-view.ts'
import type { JournalRecord } from '../../src/contract/sync.ts'
import type { Fact, FactOf, SaleCompleted } from '../../src/domain/sale/facts.ts'
import type { SaleReturned } from '../../src/domain/sale/sale-returned.ts'
import type { RunningLane } from '../../src/lane/run-lane.ts'

/** One journal as the auditor has seen it grow: a hash per record, each of them acknowledged to somebody. */
export interface JournalBook {
  readonly journalId: string
  readonly laneNumber: number
  readonly hashes: string[]
  /** Given or left out. */
  lastReceipt: number
  cardMinor: number
  /** An old copy of its disk was put back: head office may call it forked, and has all that was in it before. */
  mayBeForked: boolean
  /**
   * Head office may have lost what sales begun up to here were sold by when its database was put back. Infinity until the
   * lane has heard of what is in force now.
   */
  lostThrough: number
}

export interface SaleEntry {
  readonly journalId: string
  readonly number: number
  readonly fact: Pick<SaleCompleted, 'saleId' | 'receiptNumber' | 'businessDay' | 'member' | 'redeemed' | 'issued'>
  readonly dueMinor: number
  readonly netMinor: number
  readonly earned: number
  readonly spent: number
}

export interface ReturnEntry {
  readonly journalId: string
  readonly number: number
  readonly fact: Pick<SaleReturned, 'saleId' | 'receiptNumber' | 'of' | 'member' | 'withdrawn' | 'dueBackMinor' | 'refundMinor' | 'points' | 'restored'>
}

/** The auditor's own simple books: what was acknowledged, and nothing the product has worked out since. */
export interface Books {
  readonly journals: ReadonlyMap<string, JournalBook>
  readonly sales: ReadonlyMap<string, SaleEntry>
  readonly returns: ReadonlyMap<string, ReturnEntry>
  /** Where a sale was begun, joined by its member, rung up from items that had moved, and completed, by its id: a parked one goes from lane to lane. */
  readonly places: ReadonlyMap<string, readonly Pick<SaleEntry, 'journalId' | 'number'>[]>
  readonly violations: string[]
  /** Enters whatever a lane has written since. @returns the new facts */
  observe(laneNumber: number, running: RunningLane): Fact[]
  /** A lane has started again: nothing acknowledged may be missing. */
  started(laneNumber: number, running: RunningLane): void
  violation(text: string): void
}

/** More are of no use to whoever looks for the first. */
const mostViolations = 40
const pageRecords = 1_000

export function openBooks(dayNow: () => string): Books {
  const journals = new Map<string, JournalBook>()
  const sales = new Map<string, SaleEntry>()
  const returns = new Map<string, ReturnEntry>()
  const places = new Map<string, Pick<SaleEntry, 'journalId' | 'number'>[]>()
  /** Lane and number of every receipt that was given. */
  const receipts = new Set<string>()
  const violations: string[] = []
  const violation = (text: string): void => { if (violations.length < mostViolations) violations.push(`${dayNow()}: ${text}`) }

  const bookOf = (laneNumber: number, journalId: string): JournalBook => {
    const known = journals.get(journalId)
    if (known) return known
    const book = { journalId, laneNumber, hashes: [], lastReceipt: 0, cardMinor: 0, mayBeForked: false, lostThrough: 0 }
    journals.set(journalId, book)
    return book
  }
  const takeReceipt = (book: JournalBook, { receiptNumber }: { readonly receiptNumber: number }): void => {
    book.lastReceipt += 1
    if (receiptNumber !== book.lastReceipt) violation(`lane ${book.laneNumber} gave receipt ${receiptNumber} where ${book.lastReceipt} comes next`)
    const name = `${book.laneNumber} ${receiptNumber}`
    if (receipts.has(name)) violation(`lane ${book.laneNumber} gave receipt ${receiptNumber} a second time, under another journal`)
    receipts.add(name)
  }
  const leaveOut = (book: JournalBook, { firstNumber, lastNumber }: FactOf<'receipts-skipped'>): void => {
    if (firstNumber !== book.lastReceipt + 1) violation(`lane ${book.laneNumber} left out receipts from ${firstNumber} on where ${book.lastReceipt + 1} comes next`)
    book.lastReceipt = lastNumber
  }
  const enterSale = (book: JournalBook, number: number, fact: SaleCompleted): void => {
    takeReceipt(book, fact)
    const { saleId, receiptNumber, businessDay, member, redeemed, issued, priced, points } = fact
    if (sales.has(saleId)) violation(`sale ${saleId} was completed twice`)
    const paid = fact.tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - fact.changeMinor - (fact.roundingMinor ?? 0)
    if (paid !== priced.totals.dueMinor) violation(`sale ${saleId} came to ${priced.totals.dueMinor} and ${paid} was kept`)
    sales.set(saleId, { journalId: book.journalId, number, fact: { saleId, receiptNumber, businessDay, member, redeemed, issued }, dueMinor: priced.totals.dueMinor, netMinor: priced.totals.netMinor, earned: points?.earned ?? 0, spent: points?.spent ?? 0 })
  }
  const enterReturn = (book: JournalBook, number: number, fact: SaleReturned): void => {
    takeReceipt(book, fact)
    if (returns.has(fact.saleId)) violation(`return ${fact.saleId} was made twice`)
    const { saleId, receiptNumber, of, member, withdrawn, dueBackMinor, refundMinor, points, restored } = fact
    returns.set(saleId, { journalId: book.journalId, number, fact: { saleId, receiptNumber, of, member, withdrawn, dueBackMinor, refundMinor, points, restored } })
    for (const tender of fact.tenders) if (tender.tenderKind === 'card') book.cardMinor -= tender.amountMinor
  }
  const enter = (book: JournalBook, { number, previousHash, hash, body }: JournalRecord): Fact => {
    const before = book.hashes.at(-1) ?? '0'.repeat(64)
    if (number !== book.hashes.length + 1) violation(`lane ${book.laneNumber} wrote record ${number} after ${book.hashes.length}`)
    if (previousHash !== before || hash !== hashOf(before, number, body)) violation(`lane ${book.laneNumber}: record ${number} breaks the chain`)
    book.hashes.push(hash)
    const { fact } = JSON.parse(body) as { readonly fact: Fact }
    if (fact.kind === 'sale-opened' || fact.kind === 'member-attached' || (fact.kind === 'line-added' && fact.itemsAt) || fact.kind === 'sale-completed') places.set(fact.saleId, [...(places.get(fact.saleId) ?? []), { journalId: book.journalId, number }])
    if (fact.kind === 'receipts-skipped') leaveOut(book, fact)
    if (fact.kind === 'sale-completed') enterSale(book, number, fact)
    if (fact.kind === 'sale-returned') enterReturn(book, number, fact)
    if (fact.kind === 'tender-taken' && fact.tender.tenderKind === 'card') book.cardMinor += fact.tender.amountMinor
    return fact
  }

  return {
    journals, sales, returns, places, violations, violation,
    observe(laneNumber, { lane, store }) {
      // A till whose disk was put back gets a new one before it sells: as a branch it has only written that it is one.
      if (store.lineage.current().ancestorId !== undefined) return []
      const book = bookOf(laneNumber, store.identity.journalId)
      const facts: Fact[] = []
      for (;;) {
        const records = store.journal.recordsAfter(book.hashes.length, pageRecords)
        facts.push(...records.map((record) => enter(book, record)))
        if (records.length < pageRecords) break
      }
      for (const fact of facts) if (fact.kind === 'sale-completed') compareScreen(fact, lane.view(), violation)
      return facts
    },
    started(laneNumber, { store }) {
      if (store.lineage.current().ancestorId !== undefined) return
      const { hashes } = bookOf(laneNumber, store.identity.journalId)
      const last = store.journal.lastNumber()
      if (last < hashes.length) return violation(`lane ${laneNumber} had acknowledged ${hashes.length} records and has ${last} after its start`)
      const [record] = hashes.length === 0 ? [] : store.journal.recordsAfter(hashes.length - 1, 1)
      if (record && record.hash !== hashes.at(-1)) violation(`lane ${laneNumber}: record ${hashes.length} is another one after its start`)
    },
  }
}

/** What the cashier and the customer see of a sale is what was written down. */
function compareScreen(fact: SaleCompleted, { sale }: LaneView, violation: (text: string) => void): void {
  if (sale.kind !== 'done' || sale.receiptNumber !== fact.receiptNumber) return
  if (sale.basket.totals.dueMinor !== fact.priced.totals.dueMinor || sale.changeMinor !== fact.changeMinor) violation(`sale ${fact.saleId}: the screen says ${sale.basket.totals.dueMinor}, the journal ${fact.priced.totals.dueMinor}`)
}

/** The auditor's own hand: not the product's `chainHash`. */
export function hashOf(previousHash: string, number: number, body: string): string {
  return createHash('sha256').update(`${previousHash}\n${number}\n${body}`).digest('hex')
}
