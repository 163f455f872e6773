import type { CouponCode, LineId, OfferId } from '../ids.ts'
import type { PointsPart } from '../loyalty/points-part.ts'
import type { TaxLine } from '../tax/tax.ts'
import type { Wording } from '../wording.ts'
import type { Offer } from './offer.ts'

/** An offer that is a candidate in this sale, and what made it one. */
export interface ArmedOffer {
  readonly offer: Offer
  readonly armedBy: 'automatic' | 'coupon' | 'list' | 'member' | 'tier'
  /** Set when a coupon armed it. */
  readonly couponCode?: CouponCode | undefined
  /** What its limits over many sales leave for this one; absent where it has none. */
  readonly remaining?: OfferRemaining | undefined
}

/** What is left of an offer that not everybody can have without end. Zero or more. */
export interface OfferRemaining {
  readonly rewardCount?: number | undefined
  readonly budgetMinor?: number | undefined
  /** Which limit leaves the least: the reason where it leaves nothing. */
  readonly limitedBy?: LimitReason | undefined
}

/**
 * Why a limit over many sales leaves nothing: nothing of the offer is left here; nobody is identified whose uses could be
 * counted; she has had all she may, ever or today; head office has not released any of it to this lane yet; it costs
 * points, and she has not taken it for them.
 */
export type LimitReason = 'used-up' | 'needs-member' | 'member-limit' | 'member-day-limit' | 'no-allowance' | 'not-taken'

/** One offer's part in one line. */
export interface LineDiscount {
  readonly offerId: OfferId
  readonly name: Wording
  readonly armedBy: ArmedOffer['armedBy']
  /** Above zero. */
  readonly amountMinor: number
  /** Units of the line the offer used; 0 for a basket offer. */
  readonly unitCount: number
}

export interface PricedLine {
  readonly lineId: LineId
  readonly grossMinor: number
  readonly discountMinor: number
  /** `grossMinor - discountMinor`, never below zero. */
  readonly netMinor: number
  readonly discounts: readonly LineDiscount[]
}

/** Why an offer stands where it stands; the screen and the receipt own the wording. */
export type OfferState =
  /** `rewardCount` as `OfferLimits` counts rewards; absent in facts from before they were counted. */
  | { readonly kind: 'applied'; readonly amountMinor: number; readonly points: number; readonly rewardCount?: number | undefined; readonly lineIds: readonly LineId[] }
  /** No unit of its items in the basket yet. `savingMinor` is what one more matching purchase would save, where known. */
  | { readonly kind: 'armed'; readonly savingMinor?: number | undefined }
  /** Something matching is there, but not enough: exactly one of the three is set. */
  | { readonly kind: 'not-met'; readonly missingUnits?: number | undefined; readonly missingMinor?: number | undefined; readonly missingGrams?: number | undefined }
  /** Other offers save more on the same units; `by` is empty where the shelf price itself is the better one. */
  | { readonly kind: 'beaten'; readonly by: readonly OfferId[] }
  | { readonly kind: 'excluded'; readonly reason: 'expired' | 'not-yet' | 'not-now' | 'not-discountable' | 'limit-reached' | 'unknown-kind' | LimitReason }

export interface OfferOutcome {
  readonly offerId: OfferId
  readonly name: Wording
  readonly armedBy: ArmedOffer['armedBy']
  readonly couponCode?: CouponCode | undefined
  /** Points the member pays for every reward it gives. */
  readonly pointsPrice?: number | undefined
  /** What its limits over many sales left for this one, where it has any: whoever prices the sale again needs it. */
  readonly remaining?: OfferRemaining | undefined
  readonly state: OfferState
}

export interface BasketTotals {
  /** Sum of the lines before discounts. */
  readonly grossMinor: number
  readonly discountMinor: number
  /** `grossMinor - discountMinor`. */
  readonly netMinor: number
  /** Tax on top of `netMinor`; included tax is not in here. */
  readonly taxAddedMinor: number
  /** What the customer owes: `netMinor + taxAddedMinor`. */
  readonly dueMinor: number
  readonly unitCount: number
}

/** The whole answer of the pricing pass. */
export interface PricedBasket {
  /** One per line that is not voided, in basket order. */
  readonly lines: readonly PricedLine[]
  /** One per armed offer, in offer id order. */
  readonly outcomes: readonly OfferOutcome[]
  readonly totals: BasketTotals
  readonly tax: readonly TaxLine[]
  /** Zero without a member. */
  readonly pointsEarned: number
  /** Why: they add up to `pointsEarned`. Absent where there are none, and in facts from before they were kept. */
  readonly pointsParts?: readonly PointsPart[] | undefined
  /** True when no better choice of offers exists; false when the node limit ended the search. */
  readonly provenBest: boolean
  /** Where that is not proven: no choice of offers takes more off than this. */
  readonly discountAtMostMinor?: number | undefined
}
