import type { OfferId } from '../ids.ts'
import type { Offer } from '../offers/offer.ts'
import type { OfferRemaining, PricedBasket } from '../offers/priced-basket.ts'

/** An offer the member has taken for points, so many rewards of it at most. */
export interface TakenOffer {
  readonly offerId: OfferId
  /** One or more. */
  readonly rewardCount: number
  /** For every reward. */
  readonly pointsPrice: number
}

/**
 * What is left of an offer that costs points: as many rewards as the member has taken, within its other limits.
 * @param whole what its limits over many sales leave; undefined for an offer without any
 */
export function remainingOfTaken({ offerId, pointsPrice }: Pick<Offer, 'offerId' | 'pointsPrice'>, taken: readonly TakenOffer[], whole: OfferRemaining | undefined): OfferRemaining | undefined {
  if (pointsPrice === undefined) return whole
  const rewardCount = taken.find((each) => each.offerId === offerId)?.rewardCount ?? 0
  if (whole?.rewardCount !== undefined && whole.rewardCount <= rewardCount) return whole
  return { ...whole, rewardCount, limitedBy: 'not-taken' }
}

/** Points that all rewards taken would cost. */
export function priceOfTaken(taken: readonly TakenOffer[]): number {
  return taken.reduce((sum, { rewardCount, pointsPrice }) => sum + rewardCount * pointsPrice, 0)
}

/** Points that the rewards really given cost: what was taken and not needed costs nothing. */
export function pointsPriceOf({ outcomes }: Pick<PricedBasket, 'outcomes'>): number {
  return outcomes.reduce((sum, { state, pointsPrice = 0 }) => sum + (state.kind === 'applied' ? (state.rewardCount ?? 1) * pointsPrice : 0), 0)
}
