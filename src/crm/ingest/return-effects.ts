import { unitCountOf } from '../../domain/basket/line.ts'
import { returnEntries } from '../../domain/loyalty/return-entries.ts'
import { manufacturerOffer } from '../../domain/offers/manufacturer-offer.ts'
import type { SaleReturned } from '../../domain/sale/sale-returned.ts'
import type { WithdrawnCoupon } from '../store/coupon-rows.ts'
import type { ManufacturerReturnRow } from '../store/manufacturer-rows.ts'
import type { OfferUseRow } from '../store/offer-use-rows.ts'
import type { ReturnRow } from '../store/return-rows.ts'
import type { PointsEntryRow, PurchaseLineRow } from '../store/sale-rows.ts'
import { ledgerRows, type FactPlace } from './sale-effects.ts'

/** What one return does to the books. Worked out from the fact alone, so it can be worked out again. */
export interface ReturnEffects {
  readonly row: ReturnRow
  readonly points: readonly PointsEntryRow[]
  /** Below zero. */
  readonly purchases: readonly PurchaseLineRow[]
  /** Below zero: what limits had counted, and may be used again. */
  readonly offerUses: readonly OfferUseRow[]
  readonly restored: readonly { readonly couponCode: string; readonly storeId: string; readonly saleId: string }[]
  /** They count no more, as if they had been redeemed. */
  readonly withdrawn: readonly WithdrawnCoupon[]
  /** Manufacturers' coupons that give less for what stays. */
  readonly claims: readonly ManufacturerReturnRow[]
}

export function returnEffects(place: FactPlace, returned: SaleReturned): ReturnEffects {
  const { restored, withdrawn, of, saleId, member, broken, returnedAt } = returned
  return {
    row: returnRow(place, returned),
    points: ledgerRows(place, member, returnEntries(returned, place)),
    purchases: purchaseLines(returned),
    offerUses: restored.offers.map(({ offerId, rewardCount, amountMinor }) => ({ offerId, rewardCount: -rewardCount, amountMinor: -amountMinor, journalId: place.journalId, number: place.number, storeId: place.storeId, saleId, memberId: member?.memberId, businessDay: of.businessDay })),
    restored: restored.couponCodes.map((couponCode) => ({ couponCode, storeId: place.storeId, saleId: of.saleId })),
    withdrawn: withdrawn === undefined ? [] : [{ couponCode: withdrawn, at: returnedAt }],
    claims: broken.flatMap(({ offerId, givesMinor }) => (manufacturerOffer(offerId) ? [{ storeId: place.storeId, saleId: of.saleId, couponCode: offerId, keptMinor: givesMinor }] : [])),
  }
}

function returnRow(place: FactPlace, { saleId, of, receiptNumber, returnedAt, businessDay, cashierId, member, reason, lines, refundMinor, dueBackMinor, points }: SaleReturned): ReturnRow {
  return {
    ...place, returnId: saleId, ofSaleId: of.saleId, receiptNumber, returnedAt, businessDay, cashierId, memberId: member?.memberId, reason,
    unitCount: lines.reduce((sum, { quantity }) => sum + unitCountOf(quantity), 0), refundMinor, dueBackMinor, pointsTaken: points?.takenBack ?? 0, pointsGiven: points?.givenBack ?? 0,
  }
}

function purchaseLines({ saleId, of, member, lines, businessDay }: SaleReturned): PurchaseLineRow[] {
  if (!member) return []
  return lines.map(({ itemId, categoryId, quantity, refundMinor }, index) => ({
    memberId: member.memberId, purchaseId: saleId, ofPurchaseId: of.saleId, lineNumber: index + 1, day: businessDay, itemId, categoryId, unitCount: 0 - unitCountOf(quantity), netMinor: 0 - refundMinor,
  }))
}
