import type { OfferOutcome, PricedBasket } from './priced-basket.ts'

/** The priced basket with outcomes that are only shown, among the others in offer id order; every amount stays as it is. */
export function addOutcomes(priced: PricedBasket, shown: readonly OfferOutcome[]): PricedBasket {
  if (shown.length === 0) return priced
  return { ...priced, outcomes: [...priced.outcomes, ...shown].sort((a, b) => (a.offerId < b.offerId ? -1 : a.offerId > b.offerId ? 1 : 0)) }
}
