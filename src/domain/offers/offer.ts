import type { ItemId, OfferId } from '../ids.ts'
import type { Wording } from '../wording.ts'

/** Items an offer speaks of: everything named in any field, less the exclusions. An empty set is every item. */
export interface ItemSet {
  readonly itemIds?: readonly ItemId[] | undefined
  readonly categoryIds?: readonly string[] | undefined
  readonly departmentIds?: readonly string[] | undefined
  readonly brands?: readonly string[] | undefined
  readonly supplierIds?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  readonly exceptItemIds?: readonly ItemId[] | undefined
}

/** What makes the offer a candidate in a sale. */
export type Activation =
  | { readonly kind: 'automatic' }
  /** A code of this offer was presented; `reference` is the 13-digit Global Coupon Number without serial. */
  | { readonly kind: 'coupon'; readonly reference: string; readonly singleUse: boolean }
  /** Armed by the member's personal shopping list. */
  | { readonly kind: 'list' }
  /** Any identified member. */
  | { readonly kind: 'member' }
  | { readonly kind: 'tier'; readonly tiers: readonly string[] }

/** When it counts, in the store's time zone. Days inclusive. */
export interface OfferWindow {
  readonly fromDay: string
  readonly untilDay: string
  /** ISO weekdays, Monday 1; absent is every day. */
  readonly weekdays?: readonly number[] | undefined
  /** Minutes since midnight, `from` inclusive, `until` exclusive; absent is all day. */
  readonly minutes?: { readonly from: number; readonly until: number } | undefined
}

export type Condition =
  /** At least so many units of the set. A weighed line is one unit. */
  | { readonly kind: 'quantity'; readonly set: ItemSet; readonly unitCount: number }
  /** At least this gross spend within the set. */
  | { readonly kind: 'spend'; readonly set: ItemSet; readonly spendMinor: number }
  /** At least this much left to pay for discountable lines after item offers. */
  | { readonly kind: 'basket'; readonly spendMinor: number }

/** Item rewards take units of the condition's set; basket rewards are shared out over the discountable lines. */
export type Reward =
  | { readonly kind: 'percent-off'; readonly basisPoints: number }
  | { readonly kind: 'amount-off'; readonly amountMinor: number; readonly per: 'unit' | 'once' }
  /** `unitCount` units together for `priceMinor`; one unit for a plain fixed price. */
  | { readonly kind: 'fixed-price'; readonly unitCount: number; readonly priceMinor: number }
  /** Of every `takeCount` units the customer pays the `payCount` dearest. */
  | { readonly kind: 'n-for-m'; readonly takeCount: number; readonly payCount: number }
  | { readonly kind: 'basket-percent-off'; readonly basisPoints: number }
  | { readonly kind: 'basket-amount-off'; readonly amountMinor: number }
  | { readonly kind: 'bonus-points'; readonly points: number }
  /** Points of the basket times `factorBasisPoints` / 10000. */
  | { readonly kind: 'points-multiplier'; readonly factorBasisPoints: number }

export interface OfferLimits {
  /** Rewards in one sale: units for per-unit rewards, bundles for bundle rewards, once for basket rewards. */
  readonly perTransaction?: number | undefined
}

/** Who pays. A supplier's share becomes a claim with the redemption as evidence. */
export interface Funding {
  readonly by: 'store' | 'supplier'
  readonly supplierId?: string | undefined
  /** Supplier's part of the cost; 10000 is all of it. */
  readonly supplierShareBasisPoints: number
  /** True for a store coupon, false where a third party pays (manufacturer coupon). */
  readonly reducesTaxBase: boolean
}

/** Condition and reward, with everything a lane needs to apply it and a marketer to account for it. */
export interface Offer {
  readonly offerId: OfferId
  readonly name: Wording
  readonly activation: Activation
  readonly window: OfferWindow
  readonly condition: Condition
  readonly reward: Reward
  readonly limits: OfferLimits
  /** Within a group a unit serves one offer only. */
  readonly stackingGroup: string
  readonly funding: Funding
}
