import type { Quantity } from '../basket/line.ts'
import type { CashierId, CouponCode, ItemId, LineId, MemberId, OfferId, SaleId } from '../ids.ts'
import type { OfferUse } from '../offers/offer-uses.ts'
import type { TaxLine } from '../tax/tax.ts'
import type { Wording } from '../wording.ts'
import type { CardReceipt } from './facts.ts'

/** Why goods come back. `void`: the sale should not have been made. */
export type ReturnReason = 'unwanted' | 'damaged' | 'spoiled' | 'wrong-item' | 'void'

/** One line of a sale that came back, whole or in part. */
export interface ReturnedLine {
  /** As in the sale. */
  readonly lineId: LineId
  readonly itemId: ItemId
  readonly name: Wording
  readonly categoryId: string
  /** What comes back now; a weighed line comes back whole. Zero units for goods that came back before and are paid for now. */
  readonly quantity: Quantity
  /** Paid for it after discounts, before added tax. */
  readonly paidMinor: number
  readonly refundMinor: number
}

/** What goes back to the customer. */
export interface ReturnedTender {
  readonly tenderKind: 'cash' | 'card' | 'card-confirmed' | 'points'
  /** Above zero; with `points` what they had paid for. */
  readonly amountMinor: number
  /** With `points`: how many. */
  readonly points?: number | undefined
  /** With `card`. */
  readonly card?: CardReceipt | undefined
}

/** An offer that gives less than before, because what stays does not earn it any more. */
export interface BrokenOffer {
  readonly offerId: OfferId
  readonly name: Wording
  /** What it gave in the sale, and what it gives for what stays. */
  readonly gaveMinor: number
  readonly givesMinor: number
}

/** Goods of an earlier sale came back: everything head office needs of it, in one fact. */
export interface SaleReturned {
  readonly kind: 'sale-returned'
  /** Of the return: it is a transaction of its own, with a receipt of its own in the same series. */
  readonly saleId: SaleId
  readonly receiptNumber: number
  readonly returnedAt: string
  readonly businessDay: string
  readonly cashierId: CashierId
  readonly reason: ReturnReason
  /** The sale whose goods they are. */
  readonly of: { readonly saleId: SaleId; readonly receiptNumber: number; readonly businessDay: string }
  readonly lines: readonly ReturnedLine[]
  readonly broken: readonly BrokenOffer[]
  /** Sum of the lines. */
  readonly refundMinor: number
  readonly tax: readonly TaxLine[]
  /** The refund with its added tax: what the tenders come to, less `roundingMinor`. */
  readonly dueBackMinor: number
  readonly tenders: readonly ReturnedTender[]
  /** What cash rounding gave the customer more, or less where it is below zero. Absent where nothing was rounded. */
  readonly roundingMinor?: number | undefined
  readonly member?: { readonly memberId: MemberId; readonly displayName: string; readonly cardLast4: string } | undefined
  /** Points of the sale that were taken from the member, and those that she has again. Balances as this lane knew them. Absent without a member. */
  readonly points?: { readonly takenBack: number; readonly givenBack: number; readonly balanceBefore?: number | undefined; readonly balanceAfter?: number | undefined } | undefined
  /** The next-visit coupon that the sale had brought: with the last of its goods it counts no more. */
  readonly withdrawn?: CouponCode | undefined
  /** What may be used again, by the offers' own rule. */
  readonly restored: { readonly couponCodes: readonly CouponCode[]; readonly offers: readonly OfferUse[] }
}
