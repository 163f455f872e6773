import { unitCountOf } from '../../domain/basket/line.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import type { CouponIssuedRow, CouponRedemptionRow, PointsEntryRow, PurchaseLineRow, SaleRow } from '../store/sale-rows.ts'

/** Where a fact stands in its journal. */
export interface FactPlace {
  readonly storeId: string
  readonly laneNumber: number
  readonly journalId: string
  readonly number: number
}

/** What one completed sale adds to the books. Worked out from the fact alone, so it can be worked out again. */
export interface SaleEffects {
  readonly sale: SaleRow
  readonly points: readonly PointsEntryRow[]
  readonly purchases: readonly PurchaseLineRow[]
  readonly redemptions: readonly CouponRedemptionRow[]
  readonly issued: readonly CouponIssuedRow[]
}

export function saleEffects(place: FactPlace, completed: SaleCompleted): SaleEffects {
  return {
    sale: saleRow(place, completed),
    points: pointsEntries(place, completed),
    purchases: purchaseLines(completed),
    redemptions: redemptions(place, completed),
    issued: issued(place, completed),
  }
}

function saleRow(place: FactPlace, { saleId, receiptNumber, openedAt, completedAt, businessDay, cashierId, member, lines, priced, changeMinor }: SaleCompleted): SaleRow {
  return {
    ...place, saleId, receiptNumber, openedAt, completedAt, businessDay, cashierId, memberId: member?.memberId,
    lineCount: lines.length, ...priced.totals, changeMinor, pointsEarned: priced.pointsEarned,
  }
}

function pointsEntries({ journalId, number }: FactPlace, { saleId, member, points, completedAt }: SaleCompleted): PointsEntryRow[] {
  if (!member || !points || points.earned === 0) return []
  return [{ memberId: member.memberId, journalId, number, points: points.earned, reason: 'earned', saleId, at: completedAt }]
}

function purchaseLines({ saleId, member, lines, priced, businessDay }: SaleCompleted): PurchaseLineRow[] {
  if (!member) return []
  const netByLine = new Map(priced.lines.map((line) => [line.lineId, line.netMinor]))
  return lines
    .filter((line) => line.state !== 'voided')
    .map((line, index) => ({
      memberId: member.memberId, purchaseId: saleId, lineNumber: index + 1, day: businessDay, itemId: line.item.itemId,
      categoryId: line.item.categoryId, unitCount: unitCountOf(line.quantity), netMinor: netByLine.get(line.lineId) ?? line.grossMinor,
    }))
}

/** A code counts once per sale, however often the fact names it. */
function redemptions({ storeId, journalId, number }: FactPlace, { saleId, member, redeemed, completedAt }: SaleCompleted): CouponRedemptionRow[] {
  const byCode = new Map(redeemed.map((coupon) => [coupon.couponCode, coupon]))
  return [...byCode.values()].map(({ couponCode, offerId, amountMinor, singleUse }) => ({
    couponCode, storeId, saleId, journalId, number, offerId, memberId: member?.memberId, amountMinor, singleUse, redeemedAt: completedAt,
  }))
}

function issued({ storeId, journalId, number }: FactPlace, { saleId, member, issued: coupon, completedAt }: SaleCompleted): CouponIssuedRow[] {
  if (!coupon) return []
  return [{ couponCode: coupon.couponCode, offerId: coupon.offerId, memberId: member?.memberId, storeId, saleId, journalId, number, issuedAt: completedAt, expiresOn: coupon.expiresOn, reason: coupon.reason }]
}
