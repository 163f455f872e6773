import { unitCountOf } from '../../domain/basket/line.ts'
import { signedPoints, type PointsEntry } from '../../domain/loyalty/points-entry.ts'
import { saleEntries } from '../../domain/loyalty/sale-entries.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import { offerUses } from '../../domain/offers/offer-uses.ts'
import { manufacturerOffer } from '../../domain/offers/manufacturer-offer.ts'
import type { ManufacturerRedemptionRow } from '../store/manufacturer-rows.ts'
import type { HeldOutRow } from '../store/next-visit-rows.ts'
import type { OfferUseRow } from '../store/offer-use-rows.ts'
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
  readonly heldOut: readonly HeldOutRow[]
  /** What manufacturers owe for their coupons. */
  readonly claims: readonly ManufacturerRedemptionRow[]
  readonly offerUses: readonly OfferUseRow[]
}

export function saleEffects(place: FactPlace, completed: SaleCompleted): SaleEffects {
  return {
    sale: saleRow(place, completed),
    points: ledgerRows(place, completed.member, saleEntries(completed, place)),
    purchases: purchaseLines(completed),
    redemptions: redemptions(place, completed),
    issued: issued(place, completed),
    heldOut: heldOut(place, completed),
    claims: claims(place, completed),
    offerUses: usesOf(place, completed),
  }
}

function saleRow(place: FactPlace, { saleId, receiptNumber, openedAt, completedAt, businessDay, cashierId, member, lines, priced, changeMinor, points }: SaleCompleted): SaleRow {
  return {
    ...place, saleId, receiptNumber, openedAt, completedAt, businessDay, cashierId, memberId: member?.memberId,
    lineCount: lines.length, ...priced.totals, changeMinor, pointsEarned: points?.earned ?? priced.pointsEarned,
  }
}

/** What a fact moved, in its member's ledger; nothing without a member. */
export function ledgerRows({ journalId, number }: FactPlace, member: { readonly memberId: string } | undefined, entries: readonly PointsEntry[]): PointsEntryRow[] {
  if (!member) return []
  return entries.map((entry) => ({ memberId: member.memberId, journalId, number, points: signedPoints(entry), reason: entry.kind, saleId: entry.saleId, day: entry.day, at: entry.at }))
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
  return [...byCode.values()].map(({ couponCode, offerId, amountMinor, singleUse, unasked = false }) => ({
    couponCode, storeId, saleId, journalId, number, offerId, memberId: member?.memberId, amountMinor, singleUse, redeemedAt: completedAt, unasked,
  }))
}

function issued({ storeId, journalId, number }: FactPlace, { saleId, member, issued: coupon, completedAt, businessDay }: SaleCompleted): CouponIssuedRow[] {
  if (!coupon) return []
  return [{ couponCode: coupon.couponCode, offerId: coupon.offerId, memberId: member?.memberId, storeId, saleId, journalId, number, issuedAt: completedAt, expiresOn: coupon.expiresOn, reason: coupon.reason, campaignId: coupon.campaignId, day: businessDay }]
}

function heldOut({ storeId, journalId, number }: FactPlace, { saleId, member, heldOut: held, businessDay }: SaleCompleted): HeldOutRow[] {
  return held ? [{ storeId, saleId, journalId, number, ...held, memberId: member?.memberId, day: businessDay }] : []
}

/** A code counts once per sale, however often the fact names it. */
function claims({ storeId, journalId, number }: FactPlace, { saleId, redeemed, businessDay }: SaleCompleted): ManufacturerRedemptionRow[] {
  const byCode = new Map(redeemed.map((coupon) => [coupon.couponCode, coupon]))
  return [...byCode.values()].flatMap(({ couponCode, amountMinor }) => {
    const own = manufacturerOffer(couponCode)
    if (!own || 'refused' in own) return []
    const { companyPrefix, offerCode, serial } = own.coupon
    return [{ storeId, saleId, couponCode, journalId, number, companyPrefix, offerCode, serial, day: businessDay, amountMinor }]
  })
}

function usesOf({ storeId, journalId, number }: FactPlace, { saleId, member, businessDay, priced }: SaleCompleted): OfferUseRow[] {
  return offerUses(priced).map((use) => ({ ...use, journalId, number, storeId, saleId, memberId: member?.memberId, businessDay }))
}
