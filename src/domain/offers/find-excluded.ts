import type { BusinessTime } from '../business-day/business-time.ts'
import type { Offer } from './offer.ts'
import type { ArmedOffer, OfferState } from './priced-basket.ts'
import { windowState } from './window-state.ts'

export type ExclusionReason = Extract<OfferState, { readonly kind: 'excluded' }>['reason']

/**
 * Armed offers that cannot apply whatever is in the basket, by place: out of their window, used up, or armed once too often.
 *
 * Several coupons of one offer give it several times only where it gives something once: an amount off once, or bonus
 * points, up to its limit. Any other reward has taken all it may the first time.
 *
 * @param ordered in offer order
 */
export function findExcluded(ordered: readonly ArmedOffer[], time: BusinessTime): Map<number, ExclusionReason> {
  const excluded = new Map<number, ExclusionReason>()
  let before = 0
  ordered.forEach(({ offer, remaining }, index) => {
    const window = windowState(offer.window, time)
    before = ordered[index - 1]?.offer.offerId === offer.offerId ? before + 1 : 0
    if (window !== 'open') excluded.set(index, window)
    else if (remaining?.rewardCount === 0 || remaining?.budgetMinor === 0) excluded.set(index, remaining.limitedBy ?? 'used-up')
    else if (before >= timesPerSale(offer)) excluded.set(index, 'limit-reached')
  })
  return excluded
}

function timesPerSale({ reward, limits }: Offer): number {
  const givesOnce = reward.kind === 'bonus-points' || (reward.kind === 'amount-off' && reward.per === 'once')
  return givesOnce ? (limits.perTransaction ?? Infinity) : 1
}
