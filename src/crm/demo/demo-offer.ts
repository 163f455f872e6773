import { checkDigit } from '../../domain/barcode/check-digit.ts'
import { addDays } from '../../domain/business-day/business-time.ts'
import type { ItemId, OfferId } from '../../domain/ids.ts'
import type { Activation, Condition, Funding, ItemSet, Offer, OfferWindow, Reward } from '../../domain/offers/offer.ts'

/** One offer as the files in offers/ write it down; days count from the day the store is loaded. */
export interface DemoOffer {
  readonly offerId: string
  readonly en: string
  readonly zh: string
  readonly activation: Activation
  readonly condition: Condition
  readonly reward: Reward
  /** Rewards in one sale. */
  readonly perTransaction?: number
  /** Points the member pays for each reward. */
  readonly pointsPrice?: number
  /** Who pays half of it; the store pays all when nobody is named. */
  readonly halfPaidBy?: string
  /** From 14 days ago, for half a year, unless said otherwise. */
  readonly days?: { readonly from: number; readonly until: number }
  readonly hours?: Pick<OfferWindow, 'weekdays' | 'minutes'>
}

export function offerOf(written: DemoOffer, today: string): Offer {
  const { from, until } = written.days ?? { from: -14, until: 180 }
  return {
    offerId: written.offerId as OfferId,
    name: { en: written.en, zh: written.zh },
    activation: written.activation,
    window: { fromDay: addDays(today, from), untilDay: addDays(today, until), ...written.hours },
    condition: written.condition,
    reward: written.reward,
    limits: written.perTransaction === undefined ? {} : { perTransaction: written.perTransaction },
    stackingGroup: stackingGroupOf(written.reward),
    ...(written.pointsPrice === undefined ? {} : { pointsPrice: written.pointsPrice }),
    funding: fundingOf(written.halfPaidBy),
  }
}

/** A unit serves one item offer; basket offers and points come on top of those. */
function stackingGroupOf(reward: Reward): string {
  if (reward.kind === 'bonus-points' || reward.kind === 'points-multiplier') return 'points'
  return reward.kind === 'basket-percent-off' || reward.kind === 'basket-amount-off' ? 'basket' : 'items'
}

function fundingOf(supplierId: string | undefined): Funding {
  if (supplierId === undefined) return { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true }
  return { by: 'supplier', supplierId, supplierShareBasisPoints: 5000, reducesTaxBase: true }
}

/** A Global Coupon Number of the demo store without its serial: 13 digits under prefix 952, told apart from items by the 9 that follows. */
export function couponReference(number: number): string {
  const digits = `9529${String(number).padStart(8, '0')}`
  return digits + checkDigit(digits)
}

export function ofItems(unitCount: number, ...itemIds: readonly string[]): Condition {
  return ofSet(unitCount, { itemIds: itemIds.map((itemId) => itemId as ItemId) })
}

export function ofCategories(unitCount: number, ...categoryIds: readonly string[]): Condition {
  return ofSet(unitCount, { categoryIds })
}

export function ofSet(unitCount: number, set: ItemSet): Condition {
  return { kind: 'quantity', set, unitCount }
}

export function percentOff(percent: number): Reward {
  return { kind: 'percent-off', basisPoints: percent * 100 }
}

export function amountOff(amountMinor: number, per: 'unit' | 'once' = 'once'): Reward {
  return { kind: 'amount-off', amountMinor, per }
}

export function together(unitCount: number, priceMinor: number): Reward {
  return { kind: 'fixed-price', unitCount, priceMinor }
}

export function takeAndPay(takeCount: number, payCount: number): Reward {
  return { kind: 'n-for-m', takeCount, payCount }
}
