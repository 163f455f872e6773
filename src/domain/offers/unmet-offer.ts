import { missingFor, type Measure } from './measure.ts'
import type { ArmedOffer, OfferOutcome, OfferState } from './priced-basket.ts'
import type { Reach } from './reach.ts'

/** What is told of an armed offer. */
export function outcomeOf({ offer, armedBy, couponCode, remaining }: ArmedOffer, state: OfferState): OfferOutcome {
  const { offerId, name, pointsPrice } = offer
  return pointsPrice === undefined ? { offerId, name, armedBy, couponCode, remaining, state } : { offerId, name, armedBy, couponCode, pointsPrice, remaining, state }
}

/**
 * What is told of an offer on items as long as the basket holds too little of them, whatever else is chosen.
 * @returns undefined where it holds enough, and for an offer on the basket's spend
 */
export function unmetOutcome(armed: ArmedOffer, reach: Reach, measure: Measure): OfferOutcome | undefined {
  const { offer } = armed
  if (offer.condition.kind === 'basket') return undefined
  if (reach.lines.length === 0) return outcomeOf(armed, untouchedState(armed, reach))
  const missing = missingFor(offer, measure, Infinity)
  return missing && outcomeOf(armed, { kind: 'not-met', ...missing })
}

/** Nothing of its items is there that an offer may touch. */
function untouchedState({ offer: { reward } }: ArmedOffer, { named }: Reach): OfferState {
  if (named.length > 0) return { kind: 'excluded', reason: 'not-discountable' }
  return { kind: 'armed', savingMinor: reward.kind === 'amount-off' ? reward.amountMinor : undefined }
}
