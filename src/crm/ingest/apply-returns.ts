import { markAllowances } from '../store/allowance-rows.ts'
import { restoreCoupons, withdrawCoupons } from '../store/coupon-rows.ts'
import { settleRedeemed } from './settle-redeemed.ts'
import { raiseExceptions, type ExceptionRow } from '../store/exception-rows.ts'
import { lowerManufacturerRedemptions } from '../store/manufacturer-rows.ts'
import { markForRefresh, unknownMembers } from '../store/member-rows.ts'
import { insertOfferUses } from '../store/offer-use-rows.ts'
import type { Connection } from '../store/open-database.ts'
import { insertReturns, returnedOfSales, type ReturnedOfSale, type ReturnRow } from '../store/return-rows.ts'
import { insertPoints, insertPurchases } from '../store/sale-rows.ts'
import { enterInBooks } from './enter-in-books.ts'
import type { ReadRecord } from './read-record.ts'
import { returnEffects, type ReturnEffects } from './return-effects.ts'
import type { FactPlace } from './sale-effects.ts'

/**
 * Enters the returns among these records in the books: money, points, purchases, coupons. After the sales of the same
 * records. A return is never refused: what people must look at becomes an exception.
 */
export async function applyReturns(connection: Connection, lane: Omit<FactPlace, 'number'>, records: readonly ReadRecord[], at: string): Promise<void> {
  const effects = records.flatMap((record) => (record.reading === 'read' && record.returned ? [returnEffects({ ...lane, number: record.number }, record.returned)] : []))
  await enterInBooks(connection, effects, { enter: (some) => applyEffects(connection, lane.storeId, some, at), cannotHold: (one, reason) => cannotHold(one, reason, at) })
}

async function applyEffects(connection: Connection, storeId: string, all: readonly ReturnEffects[], at: string): Promise<void> {
  const inserted = await insertReturns(connection, all.map(({ row }) => row))
  const fresh = all.filter(({ row }) => inserted.has(row.number))
  const uses = fresh.flatMap(({ offerUses }) => offerUses)
  await insertPoints(connection, fresh.flatMap(({ points }) => points))
  await insertPurchases(connection, fresh.flatMap(({ purchases }) => purchases))
  await insertOfferUses(connection, uses)
  await markAllowances(connection, [...new Set(uses.map(({ offerId }) => offerId))])
  const restored = fresh.flatMap((effects) => effects.restored)
  const withdrawn = fresh.flatMap((effects) => effects.withdrawn)
  await restoreCoupons(connection, restored)
  await lowerManufacturerRedemptions(connection, fresh.flatMap(({ claims }) => claims))
  await withdrawCoupons(connection, withdrawn)
  await settleRedeemed(connection, [...restored, ...withdrawn].map(({ couponCode }) => couponCode), at)
  const memberIds = [...new Set(fresh.flatMap(({ row }) => row.memberId ?? []))]
  await markForRefresh(connection, memberIds)
  const strangers = await unknownMembers(connection, memberIds)
  const books = new Map((await returnedOfSales(connection, storeId, fresh.map(({ row }) => row.ofSaleId))).map((each) => [each.saleId, each]))
  await raiseExceptions(connection, [
    ...all.filter(({ row }) => !inserted.has(row.number)).map(({ row }) => returnedTwice(row, at)),
    ...fresh.flatMap(({ row }) => troubleOf(row, books.get(row.ofSaleId), at)),
    ...fresh.flatMap(({ row }): ExceptionRow[] => (row.memberId !== undefined && strangers.has(row.memberId) ? [{ exceptionId: `unknown-member:${row.memberId}:${row.returnId}`, kind: 'unknown-member', ...placeOf(row), subject: row.memberId, detail: 'the return names a member the CRM does not know; it stands and its points wait for her', raisedAt: at }] : [])),
  ])
}

/** The sale of a return is in the same journal, before it: where it is missing the lane's data were tampered with, or its sale could not be read. */
function troubleOf(row: ReturnRow, books: ReturnedOfSale | undefined, raisedAt: string): ExceptionRow[] {
  const { sold, unitCount = 0, dueBackMinor = 0 } = books ?? {}
  const about = { ...placeOf(row), subject: row.ofSaleId, raisedAt }
  if (!sold) return [{ exceptionId: `return-of-unknown-sale:${row.storeId}:${row.returnId}`, kind: 'return-of-unknown-sale', ...about, detail: `goods of a sale the CRM does not know came back for ${row.dueBackMinor} minor units; the return stands` }]
  if (unitCount <= sold.unitCount && dueBackMinor <= sold.dueMinor) return []
  return [{ exceptionId: `returned-more-than-sold:${row.storeId}:${row.returnId}`, kind: 'returned-more-than-sold', ...about, detail: `${unitCount} of ${sold.unitCount} units came back for ${dueBackMinor} of ${sold.dueMinor} minor units; the returns stand` }]
}

function returnedTwice(row: ReturnRow, raisedAt: string): ExceptionRow {
  return { exceptionId: `return-twice:${row.storeId}:${row.returnId}:${row.journalId}`, kind: 'return-twice', ...placeOf(row), subject: row.returnId, detail: 'this return was made before, in another record; it counts once', raisedAt }
}

function cannotHold({ row }: ReturnEffects, reason: string, raisedAt: string): ExceptionRow {
  return { exceptionId: `record-unreadable:${row.journalId}:${row.number}`, kind: 'record-unreadable', ...placeOf(row), subject: 'sale-returned', detail: reason, raisedAt }
}

function placeOf({ journalId, number, returnId }: ReturnRow): Pick<ExceptionRow, 'journalId' | 'number' | 'saleId'> {
  return { journalId, number, saleId: returnId }
}
