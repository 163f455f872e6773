import { setImmediate as otherWork } from 'node:timers/promises'
import { feedBody } from '../../contract/feed.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import type { PricedBasket } from '../../domain/offers/priced-basket.ts'
import type { MemberTold } from '../../domain/sale/price-again.ts'
import type { PricedWith } from '../../domain/sale/priced-with.ts'
import { groupBy } from '../group-by.ts'
import { readRecord } from '../ingest/read-record.ts'
import { readNames } from '../store/branch-rows.ts'
import type { ExceptionRow } from '../store/exception-rows.ts'
import { keptEditions, versionsOf } from '../store/feed-versions.ts'
import type { Connection } from '../store/open-database.ts'
import type { PriceCheckRow, SaleToCheck } from '../store/price-check-rows.ts'
import { readTold } from '../store/told-rows.ts'
import { describeDifferences, judgeSale } from './judge-sale.ts'
import { historyLost, openLostHistory, type LostHistory } from './lost-history.ts'
import type { OfficeBookShelf } from './office-books.ts'

/** What came of pricing one sale again. */
export interface CheckedSale {
  readonly check: PriceCheckRow
  readonly exception?: ExceptionRow
  /** As head office prices it, where it can. */
  readonly priced?: PricedBasket | undefined
}

interface Readable extends SaleToCheck {
  readonly completed: SaleCompleted | undefined
}

/**
 * Prices sales of one journal again, one after the other with other work in between.
 * @param at ISO time
 */
export async function judgeSales(connection: Connection, shelf: OfficeBookShelf, journalId: string, sales: readonly SaleToCheck[], at: string): Promise<CheckedSale[]> {
  const names = await readNames(connection, journalId)
  const read = sales.map((sale): Readable => {
    const record = readRecord(names, sale)
    return { ...sale, completed: record.reading === 'read' ? record.completed : undefined }
  })
  const priced = read.flatMap(({ completed }) => (completed?.pricedWith ? [completed] : []))
  const told = await toldOf(connection, priced)
  const items = await itemsOf(connection, priced)
  const isLost = openLostHistory(connection)
  const results: CheckedSale[] = []
  for (const sale of read) {
    results.push(await judgeOne(connection, { shelf, isLost, journalId, at, told, items }, sale))
    await otherWork()
  }
  return results
}

interface Known {
  readonly shelf: OfficeBookShelf
  readonly isLost: LostHistory
  readonly journalId: string
  readonly at: string
  readonly told: ReadonlyMap<string, MemberTold>
  readonly items: ItemsKept
}

const nothingTold: MemberTold = { tiers: new Set(), listOfferIds: new Set() }

async function judgeOne(connection: Connection, { shelf, isLost, journalId, at, told, items }: Known, { completed, ...sale }: Readable): Promise<CheckedSale> {
  const row = { journalId, number: sale.number, storeId: sale.storeId, saleId: sale.saleId, businessDay: sale.businessDay, laneDueMinor: sale.dueMinor, checkedAt: at }
  const pricedWith = completed?.pricedWith
  if (!completed || !pricedWith) return { check: { ...row, verdict: 'not-checkable', reason: completed ? 'older-lane' : 'unreadable' } }
  if (await isLost(pricedWith)) return { check: { ...row, verdict: 'not-checkable', reason: 'edition-unknown' }, exception: await historyLost(connection, { journalId, number: sale.number, sale: completed }, at) }
  const found = await shelf.booksOf(connection, pricedWith.edition)
  if (found.kind === 'missing') return { check: { ...row, verdict: 'not-checkable', reason: found.reason } }
  const judgement = judgeSale(completed, pricedWith, { books: found.books, told: told.get(toldKey(completed)) ?? nothingTold, items: firstItems(pricedWith) >= items.from ? items.versions : undefined })
  const { differences, priced } = judgement
  const officeDueMinor = priced?.totals.dueMinor
  if (differences.length === 0) return { check: { ...row, verdict: 'agreed', officeDueMinor }, priced }
  return {
    priced,
    check: { ...row, verdict: 'different', reason: differences[0]?.what, officeDueMinor },
    exception: { exceptionId: `priced-differently:${journalId}:${sale.number}`, kind: 'priced-differently', journalId, number: sale.number, saleId: sale.saleId, subject: sale.saleId, detail: describeDifferences(judgement, sale.dueMinor), raisedAt: at },
  }
}

function toldKey({ member, list }: SaleCompleted): string {
  return `${member?.memberId ?? ''} ${list?.listId ?? ''}`
}

/** The earliest edition from which a line may come: what was replaced since is kept for a while. */
function firstItems({ edition: { itemsChange }, itemsAt }: PricedWith): number {
  return itemsAt ? Math.min(...itemsAt.map(({ change }) => change)) : itemsChange
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
