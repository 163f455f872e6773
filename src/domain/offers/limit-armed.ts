import type { OfferId } from '../ids.ts'
import type { Offer } from './offer.ts'
import type { ArmedOffer, OfferRemaining } from './priced-basket.ts'

/**
 * Hands every armed offer what its limits over many sales leave.
 *
 * Several coupons of one offer share it: each that may give its reward once more counts on what would be left if the
 * ones before it gave theirs whole.
 *
 * @param armed     in offer order
 * @param remaining see `remainingOf`; undefined for an offer without such limits
 */
export function limitArmed(armed: readonly ArmedOffer[], remaining: (offer: Offer) => OfferRemaining | undefined): ArmedOffer[] {
  const armedCounts = new Map<OfferId, number>()
  return armed.map((each) => {
    const { offer } = each
    const whole = remaining(offer)
    if (!whole) return each
    const before = armedCounts.get(offer.offerId) ?? 0
    armedCounts.set(offer.offerId, before + 1)
    return { ...each, remaining: lessBefore(whole, offer, before) }
  })
}

/** Only rewards given once come more than once; of the others a second coupon gives nothing: see `findExcluded`. */
function lessBefore(whole: OfferRemaining, { reward }: Offer, before: number): OfferRemaining {
  const onceMinor = reward.kind === 'amount-off' && reward.per === 'once' ? reward.amountMinor : reward.kind === 'bonus-points' ? 0 : undefined
  if (before === 0 || onceMinor === undefined) return whole
  const { rewardCount, budgetMinor } = whole
  return {
    ...whole,
    ...(rewardCount === undefined ? {} : { rewardCount: Math.max(0, rewardCount - before) }),
    ...(budgetMinor === undefined ? {} : { budgetMinor: Math.max(0, budgetMinor - before * onceMinor) }),
  }
}
