import { setImmediate as otherWork } from 'node:timers/promises'
import { feedBody } from '../../contract/feed.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import type { MemberTold } from '../../domain/sale/price-again.ts'
import { openBackground, type Background } from '../background.ts'
import { groupBy } from '../group-by.ts'
import { readRecord } from '../ingest/read-record.ts'
import { raiseExceptions, type ExceptionRow } from '../store/exception-rows.ts'
import { keptEditions, versionsOf } from '../store/feed-versions.ts'
import type { Connection, Database } from '../store/open-database.ts'
import { insertPriceChecks, moveCheckCursor, nextJournalToCheck, readSalesToCheck, type JournalToCheck, type PriceCheckRow, type SaleToCheck } from '../store/price-check-rows.ts'
import { readTold } from '../store/told-rows.ts'
import { describeDifferences, judgeSale } from './judge-sale.ts'
import { openOfficeBooks, type OfficeBookShelf } from './office-books.ts'

/** Sales in one batch: what is looked up for them, and stored of them, in one go. */
const batchSales = 25

export interface PriceCheckerParts {
  readonly database: Database
  /** ISO time. */
  readonly now: () => string
  /** Hears of a run that failed; the cursor stays and the next one goes on from there. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Prices every sale in the books once more, from its fact and the books of head office alone, behind the uploads and never
 * in their way: a batch is read, worked out sale by sale with other work in between, and only then stored, in one
 * transaction with the journal's cursor. Whatever differs becomes an exception for people. Nothing is refused or changed.
 */
export function openPriceChecker(parts: PriceCheckerParts): Background {
  const shelf = openOfficeBooks()
  return openBackground(async (isClosing) => {
    for (;;) {
      const journal = isClosing() ? undefined : await nextJournalToCheck(parts.database)
      if (!journal) return
      await checkBatch(parts, shelf, journal)
    }
  }, parts.onFailure)
}

async function checkBatch({ database, now }: PriceCheckerParts, shelf: OfficeBookShelf, journal: JournalToCheck): Promise<void> {
  const sales = await readSalesToCheck(database, journal, batchSales)
  const through = sales.length < batchSales ? journal.acceptedThrough : (sales.at(-1)?.number ?? journal.acceptedThrough)
  const results = await judgeSales(database, shelf, journal.journalId, sales, now())
  await database.transaction(async (connection) => {
    if (!(await moveCheckCursor(connection, journal, through))) return
    await insertPriceChecks(connection, results.map(({ check }) => check))
    await raiseExceptions(connection, results.flatMap(({ exception }) => exception ?? []))
  })
}

interface Result {
  readonly check: PriceCheckRow
  readonly exception?: ExceptionRow
}

interface Readable extends SaleToCheck {
  readonly completed: SaleCompleted | undefined
}

async function judgeSales(connection: Connection, shelf: OfficeBookShelf, journalId: string, sales: readonly SaleToCheck[], at: string): Promise<Result[]> {
  const read = sales.map((sale): Readable => {
    const record = readRecord(journalId, sale)
    return { ...sale, completed: record.reading === 'read' ? record.completed : undefined }
  })
  const priced = read.flatMap(({ completed }) => (completed?.pricedWith ? [completed] : []))
  const told = await toldOf(connection, priced)
  const items = await itemsOf(connection, priced)
  const results: Result[] = []
  for (const sale of read) {
    results.push(await judgeOne(connection, { shelf, journalId, at, told, items }, sale))
    await otherWork()
  }
  return results
}

interface Known {
  readonly shelf: OfficeBookShelf
  readonly journalId: string
  readonly at: string
  readonly told: ReadonlyMap<string, MemberTold>
  readonly items: ItemsKept
}

const nothingTold: MemberTold = { tiers: new Set(), listOfferIds: new Set() }

async function judgeOne(connection: Connection, { shelf, journalId, at, told, items }: Known, { completed, ...sale }: Readable): Promise<Result> {
  const row = { journalId, number: sale.number, storeId: sale.storeId, saleId: sale.saleId, businessDay: sale.businessDay, laneDueMinor: sale.dueMinor, checkedAt: at }
  const pricedWith = completed?.pricedWith
  if (!completed || !pricedWith) return { check: { ...row, verdict: 'not-checkable', reason: completed ? 'older-lane' : 'unreadable' } }
  const found = await shelf.booksOf(connection, pricedWith.edition)
  if (found.kind === 'missing') return { check: { ...row, verdict: 'not-checkable', reason: found.reason } }
  const judgement = judgeSale(completed, pricedWith, { books: found.books, told: told.get(toldKey(completed)) ?? nothingTold, items: pricedWith.edition.itemsChange >= items.from ? items.versions : undefined })
  const { differences, officeDueMinor } = judgement
  if (differences.length === 0) return { check: { ...row, verdict: 'agreed', officeDueMinor } }
  return {
    check: { ...row, verdict: 'different', reason: differences[0]?.what, officeDueMinor },
    exception: { exceptionId: `priced-differently:${journalId}:${sale.number}`, kind: 'priced-differently', journalId, number: sale.number, saleId: sale.saleId, subject: sale.saleId, detail: describeDifferences(judgement, sale.dueMinor), raisedAt: at },
  }
}

function toldKey({ member, list }: SaleCompleted): string {
  return `${member?.memberId ?? ''} ${list?.listId ?? ''}`
}

async function toldOf(connection: Connection, sales: readonly SaleCompleted[]): Promise<Map<string, MemberTold>> {
  const { tiers, listOffers } = await readTold(connection, [...new Set(sales.flatMap(({ member }) => member?.memberId ?? []))])
  const tiersOf = groupBy(tiers, ({ memberId }) => memberId)
  const offersOf = groupBy(listOffers, ({ memberId, listId }) => `${memberId} ${listId}`)
  return new Map(sales.map((sale) => {
    const key = toldKey(sale)
    return [key, { tiers: new Set((tiersOf.get(sale.member?.memberId ?? '') ?? []).map(({ tier }) => tier)), listOfferIds: new Set((offersOf.get(key) ?? []).map(({ offerId }) => offerId)) }]
  }))
}

interface ItemsKept {
  /** The first edition of which every version is kept. */
  readonly from: number
  readonly versions: ReadonlyMap<string, readonly Item[]>
}

async function itemsOf(connection: Connection, sales: readonly SaleCompleted[]): Promise<ItemsKept> {
  const itemIds = [...new Set(sales.flatMap(({ lines }) => lines.map(({ item }) => item.itemId)))]
  if (itemIds.length === 0) return { from: 0, versions: new Map() }
  const { from } = await keptEditions(connection, 'items')
  const rows = await versionsOf(connection, 'items', itemIds)
  // A row of another version's shape is left out, as the lanes leave it out.
  const items = rows.flatMap(({ body }) => feedBody.items.safeParse(JSON.parse(body)).data ?? [])
  return { from, versions: groupBy(items, ({ itemId }) => itemId) }
}
