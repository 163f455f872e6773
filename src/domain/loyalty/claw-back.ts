import type { CouponCode, OfferId } from '../ids.ts'
import type { PricingInput } from '../offers/price-basket.ts'
import { priceReturn, type ReturnedUnits } from '../offers/price-return.ts'
import type { PricedBasket } from '../offers/priced-basket.ts'
import type { SaleCompleted } from '../sale/facts.ts'
import { earnOnMoney } from './earn-on-money.ts'
import { sumOfParts } from './points-part.ts'
import { pointsPriceOf } from './take-for-points.ts'

export interface ClawBackInput {
  /** The sale as it was priced then. */
  readonly sold: PricingInput
  readonly completed: Pick<SaleCompleted, 'priced' | 'points' | 'tenders' | 'redeemed'>
  /** Everything that has come back of it so far, the newest included. */
  readonly returned: readonly ReturnedUnits[]
  /** What earlier returns of this sale have done already. */
  readonly done?: { readonly takenBack: number; readonly givenBack: number } | undefined
}

export interface ClawedBack {
  /** Points the sale earned that are taken from the member now. */
  readonly takeBack: number
  /** Points she spent in the sale that she has again now. */
  readonly giveBack: number
  /** Single-use coupons that may be used again: their offer gives nothing any more, and says so. */
  readonly couponCodes: readonly CouponCode[]
  /** Specials of her list that may be claimed again, for the same reason. */
  readonly listOfferIds: readonly OfferId[]
}

/**
 * What a return undoes besides the money.
 *
 * What stays is priced again as for the refund, and earns what it would have earned then; the rest is taken back. Points
 * paid in go back in proportion to the refund, rounded down, and so do those that an offer cost which gives less now.
 * With the last unit everything goes back to the point, however many returns it took; so a void is the return of all of it. Never below zero.
 */
export function clawBack({ sold, completed, returned, done = { takenBack: 0, givenBack: 0 } }: ClawBackInput): ClawedBack {
  const { priced, redeemed } = completed
  const { kept, dueBackMinor } = priceReturn({ sold, priced, returned })
  const all = kept.lines.length === 0
  const { earned = 0, spent = 0 } = completed.points ?? {}
  const takenBack = all ? earned : Math.max(0, earned - keptPoints(kept, sold, completed))
  const givenBack = all ? spent : spentBack(completed, kept, dueBackMinor)
  const undone = undoneOffers(sold, priced, kept)
  return {
    takeBack: Math.max(0, takenBack - done.takenBack),
    giveBack: Math.max(0, givenBack - done.givenBack),
    couponCodes: redeemed.filter(({ singleUse, offerId, couponCode }) => singleUse && undone.some((each) => each.offerId === offerId && each.couponCode === couponCode)).map(({ couponCode }) => couponCode),
    listOfferIds: undone.filter(({ armedBy }) => armedBy === 'list').map(({ offerId }) => offerId),
  }
}

function paidInPointsMinor({ tenders }: ClawBackInput['completed']): number {
  return tenders.reduce((sum, { tenderKind, amountMinor }) => sum + (tenderKind === 'points' ? amountMinor : 0), 0)
}

/** What stays was paid with points for the same part as the whole was. */
function keptPoints(kept: PricedBasket, { earn }: PricingInput, completed: ClawBackInput['completed']): number {
  const share = { dueMinor: completed.priced.totals.dueMinor, paidInPointsMinor: paidInPointsMinor(completed) }
  return kept.pointsParts ? sumOfParts(earnOnMoney(kept.pointsParts, share, earn.mostPerSale)) : kept.pointsEarned
}

function spentBack({ priced, tenders }: ClawBackInput['completed'], kept: PricedBasket, dueBackMinor: number): number {
  const tendered = tenders.reduce((sum, { points = 0 }) => sum + points, 0)
  const forOffers = Math.max(0, pointsPriceOf(priced) - pointsPriceOf(kept))
  return forOffers + (tendered === 0 ? 0 : Number((BigInt(tendered) * BigInt(dueBackMinor)) / BigInt(priced.totals.dueMinor)))
}

/** Offers that applied, apply no more, and are given back by their own rule. */
function undoneOffers({ armed }: PricingInput, then: PricedBasket, kept: PricedBasket): PricedBasket['outcomes'] {
  const stands = new Set(kept.outcomes.filter(({ state }) => state.kind === 'applied').map(({ offerId, couponCode }) => `${offerId} ${couponCode ?? ''}`))
  const restorable = new Set(armed.filter(({ offer }) => offer.restoredOnReturn === true).map(({ offer }) => offer.offerId))
  return then.outcomes.filter(({ offerId, couponCode, state }) => state.kind === 'applied' && restorable.has(offerId) && !stands.has(`${offerId} ${couponCode ?? ''}`))
}
