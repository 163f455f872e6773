import type { ItemFamily } from '../catalog/item-family.ts'
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
  /** As manufacturers' coupons name items; offers of the feed have none. */
  readonly families?: readonly ItemFamily[] | undefined
  readonly exceptItemIds?: readonly ItemId[] | undefined
}

/** What makes the offer a candidate in a sale. */
export type Activation =
  | { readonly kind: 'automatic' }
  /** A code of this offer was presented; `reference` is the 13-digit Global Coupon Number without serial, or who pays for a manufacturer's coupon and its offer code. */
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
  /** At least so many units of the set. A weighed line is one unit. Item offers look at the units given to them, basket and points offers at the whole basket, whoever serves it. */
  | { readonly kind: 'quantity'; readonly set: ItemSet; readonly unitCount: number }
  /** At least so much of the set by weight; lines without a weight count nothing. */
  | { readonly kind: 'weight'; readonly set: ItemSet; readonly grams: number }
  /** At least this spend within the set, at shelf prices. */
  | { readonly kind: 'spend'; readonly set: ItemSet; readonly spendMinor: number }
  /** At least this much left to pay for discountable lines after item offers. */
  | { readonly kind: 'basket'; readonly spendMinor: number }
  /** All of several sets together, as in bread and milk and eggs. A unit counts for one part only. */
  | { readonly kind: 'sets'; readonly parts: readonly SetPart[] }

export interface SetPart {
  readonly set: ItemSet
  readonly unitCount: number
}

/** From so many units, or so much spent, on the condition's set: this percentage off all of them. */
export interface PercentTier {
  readonly from: number
  readonly basisPoints: number
}

/** Item rewards take units of the condition's set; basket rewards are shared out over the discountable lines. */
export type Reward =
  | { readonly kind: 'percent-off'; readonly basisPoints: number }
  /** `kg` works on weighed lines alone, by their net weight: others do not count for its condition either. */
  | { readonly kind: 'amount-off'; readonly amountMinor: number; readonly per: 'unit' | 'kg' | 'once' }
  /** `unitCount` units together for `priceMinor`; one unit for a plain fixed price. */
  | { readonly kind: 'fixed-price'; readonly unitCount: number; readonly priceMinor: number }
  /** Another price per kilogram for weighed lines; lines without a weight keep theirs, and do not count for its condition. */
  | { readonly kind: 'price-per-kg'; readonly priceMinor: number }
  /** Of every `takeCount` units the customer pays the `payCount` dearest; `basisPoints` off the others, all of them unless told. */
  | { readonly kind: 'n-for-m'; readonly takeCount: number; readonly payCount: number; readonly basisPoints?: number | undefined }
  /** The highest tier reached, off every unit; spend at shelf prices. Tiers ascending in both. */
  | { readonly kind: 'tiered-percent-off'; readonly by: 'units' | 'spend'; readonly tiers: readonly PercentTier[] }
  /** With `sets`: one bundle of all parts for one price. */
  | { readonly kind: 'bundle-price'; readonly priceMinor: number }
  /** Each time the condition is met: up to `unitCount` units of another set with a percentage off, the dearest first. 10000 is free. */
  | { readonly kind: 'get-percent-off'; readonly set: ItemSet; readonly unitCount: number; readonly basisPoints: number }
  | { readonly kind: 'basket-percent-off'; readonly basisPoints: number }
  | { readonly kind: 'basket-amount-off'; readonly amountMinor: number }
  | { readonly kind: 'bonus-points'; readonly points: number }
  /** Points of the basket times `factorBasisPoints` / 10000. */
  | { readonly kind: 'points-multiplier'; readonly factorBasisPoints: number }

/**
 * Rewards are units for per-unit rewards and tiers, bundles for bundle rewards and several sets, times the condition is
 * met for `get-percent-off`, and one for basket rewards and amounts off once. A saving that a budget cuts off is shared
 * out by what is left to pay for the rewarded units; one that stays within it is as if there were none.
 *
 * What earlier sales had is counted by offer id for as long as there is the offer, whatever becomes of its window: an offer
 * that is to begin anew needs an id of its own. See `remainingOf` for how a lane knows what is left.
 */
export interface OfferLimits {
  /** Rewards in one sale. */
  readonly perTransaction?: number | undefined
  /** Rewards for one member while the offer runs. */
  readonly perMember?: number | undefined
  /** Rewards for one member on one trading day. */
  readonly perMemberDay?: number | undefined
  /** Rewards of all sales together. */
  readonly total?: number | undefined
  /** Money all sales together may take off. */
  readonly budgetMinor?: number | undefined
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

/**
 * What in the basket just closed speaks for giving an offer's coupon.
 * - bought: something of the set and nothing of the offer's own goods: `complement` goes with it, `switch` is what a
 *   rival was bought instead of
 * - spent-below: the goods came to less than `spendMinor` and at least `fromMinor`: a step she might take next time
 *
 * `scoreBasisPoints` is added to the member's own score, of which 10000 is one.
 */
export type BasketTrigger =
  | { readonly kind: 'bought'; readonly set: ItemSet; readonly reason: 'complement' | 'switch'; readonly scoreBasisPoints: number }
  | { readonly kind: 'spent-below'; readonly spendMinor: number; readonly fromMinor: number; readonly scoreBasisPoints: number }

/** How an offer's coupons are given out for the next visit. */
export interface IssueTerms {
  /** Offers of one campaign hold the same members out; the offer is its own campaign unless told. */
  readonly campaignId?: string | undefined
  /** Part of the members who get none, so that it can be measured what it brings; nobody unless told. */
  readonly holdoutBasisPoints?: number | undefined
  /** Coupons one lane's journal may give out; without end unless told. */
  readonly perLane?: number | undefined
  /** Coupons all lanes together may give out: shared out to them like the limits of offers. */
  readonly total?: number | undefined
  readonly triggers?: readonly BasketTrigger[] | undefined
}

/**
 * Refuse it, take it and settle at head office, or take so many at each lane until head office has heard of them: an
 * allowance, and as much as can be given twice. The customer is never charged later, whichever it is.
 */
export type UnaskedTerms = 'refuse' | 'accept' | { readonly couponCount: number }

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
  /**
   * False: a unit that serves this offer, be it for the reward or for the condition, serves no item offer of any other
   * group, and a basket offer goes with no other basket offer. Item and basket offers always go together. True unless told.
   */
  readonly combinable?: boolean | undefined
  /** Points the member pays for every reward. She takes it at the lane first; nothing is given for points by itself. */
  readonly pointsPrice?: number | undefined
  /** True: a single-use coupon or list special whose whole reward a return undoes may be used again. It stays used unless told. */
  readonly restoredOnReturn?: boolean | undefined
  readonly funding: Funding
  /** Only for single-use coupons: what a lane does with one while it cannot ask every other lane of the store whether it was used. */
  readonly unasked?: UnaskedTerms | undefined
  /** Only for coupons. */
  readonly issue?: IssueTerms | undefined
}
