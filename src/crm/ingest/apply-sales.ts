import { markAllowances } from '../store/allowance-rows.ts'
import { raiseExceptions, type ExceptionRow } from '../store/exception-rows.ts'
import { insertManufacturerRedemptions } from '../store/manufacturer-rows.ts'
import { insertHeldOut } from '../store/next-visit-rows.ts'
import { markForRefresh, unknownMembers } from '../store/member-rows.ts'
import { insertOfferUses, type OfferUseRow } from '../store/offer-use-rows.ts'
import type { Connection } from '../store/open-database.ts'
import { insertIssued, insertPoints, insertPurchases, insertRedemptions, insertSales, type CouponIssuedRow } from '../store/sale-rows.ts'
import { enterInBooks } from './enter-in-books.ts'
import type { ReadRecord } from './read-record.ts'
import { settleRedeemed } from './settle-redeemed.ts'
import { saleEffects, type FactPlace, type SaleEffects } from './sale-effects.ts'

/** Enters the sales among these records in the books: totals, points, purchases, coupons. */
export async function applySales(connection: Connection, lane: Omit<FactPlace, 'number'>, records: readonly ReadRecord[], at: string): Promise<void> {
  const effects = records.flatMap((record) => (record.reading === 'read' && record.completed ? [saleEffects({ ...lane, number: record.number }, record.completed)] : []))
  await enterInBooks(connection, effects, { enter: (some) => applyEffects(connection, some, at), cannotHold: (one, reason) => cannotHold(one, reason, at) })
}

async function applyEffects(connection: Connection, all: readonly SaleEffects[], at: string): Promise<void> {
  const inserted = await insertSales(connection, all.map((effects) => effects.sale))
  const fresh = all.filter((effects) => inserted.has(effects.sale.number))
  const redemptions = fresh.flatMap((effects) => effects.redemptions)
  const codes = redemptions.flatMap(({ couponCode, singleUse }) => (singleUse ? [couponCode] : []))
  // In one go: PostgreSQL carries them out in this order, and none waits for the one before to be answered.
  const [strangers] = await Promise.all([
    touchMembers(connection, fresh),
    insertPoints(connection, fresh.flatMap((effects) => effects.points)),
    insertPurchases(connection, fresh.flatMap((effects) => effects.purchases)),
    insertRedemptions(connection, redemptions),
    giveOut(connection, fresh.flatMap((effects) => effects.issued)),
    insertHeldOut(connection, fresh.flatMap((effects) => effects.heldOut)),
    insertManufacturerRedemptions(connection, fresh.flatMap((effects) => effects.claims)),
    useOffers(connection, fresh.flatMap((effects) => effects.offerUses)),
    settleRedeemed(connection, codes, at),
  ])
  await raiseExceptions(connection, [
    ...all.filter((effects) => !inserted.has(effects.sale.number)).map((effects) => soldTwice(effects, at)),
    ...fresh.flatMap(({ sale }): ExceptionRow[] => (sale.memberId !== undefined && strangers.has(sale.memberId) ? [{ exceptionId: `unknown-member:${sale.memberId}:${sale.saleId}`, kind: 'unknown-member', ...pick(sale), subject: sale.memberId, detail: 'the sale names a member the CRM does not know; the sale stands and its points wait for her', raisedAt: at }] : [])),
  ])
}

/** Lanes that have given coupons out may need more of them. */
async function giveOut(connection: Connection, issued: readonly CouponIssuedRow[]): Promise<void> {
  await insertIssued(connection, issued)
  await markAllowances(connection, [...new Set(issued.map(({ offerId }) => offerId))])
}

/** Lanes that have used up their part of a limited offer get more as soon as it is known. */
async function useOffers(connection: Connection, uses: readonly OfferUseRow[]): Promise<void> {
  await insertOfferUses(connection, uses)
  await markAllowances(connection, [...new Set(uses.map(({ offerId }) => offerId))])
}

/** Marks everyone who was at the lane; @returns those the CRM does not know */
async function touchMembers(connection: Connection, fresh: readonly SaleEffects[]): Promise<Set<string>> {
  const memberIds = [...new Set(fresh.flatMap(({ sale }) => sale.memberId ?? []))]
  const [strangers] = await Promise.all([unknownMembers(connection, memberIds), markForRefresh(connection, memberIds)])
  return strangers
}

function soldTwice({ sale }: SaleEffects, raisedAt: string): ExceptionRow {
  return { exceptionId: `sale-twice:${sale.storeId}:${sale.saleId}:${sale.journalId}`, kind: 'sale-twice', ...pick(sale), subject: sale.saleId, detail: 'this sale was completed before, in another record; it counts once', raisedAt }
}

function cannotHold({ sale }: SaleEffects, reason: string, raisedAt: string): ExceptionRow {
  return { exceptionId: `record-unreadable:${sale.journalId}:${sale.number}`, kind: 'record-unreadable', ...pick(sale), subject: 'sale-completed', detail: reason, raisedAt }
}

function pick({ journalId, number, saleId }: { readonly journalId: string; readonly number: number; readonly saleId: string }): Pick<ExceptionRow, 'journalId' | 'number' | 'saleId'> {
  return { journalId, number, saleId }
}
