import type { OfferId } from '../ids.ts'
import type { PricedBasket } from './priced-basket.ts'

/** What one sale gave of one offer. */
export interface OfferUse {
  readonly offerId: OfferId
  readonly rewardCount: number
  readonly amountMinor: number
}

/** What a finished sale gave of every offer, each once, however many coupons armed it. Facts from before rewards were counted tell of one each. */
export function offerUses({ outcomes }: Pick<PricedBasket, 'outcomes'>): OfferUse[] {
  const uses = new Map<OfferId, OfferUse>()
  for (const { offerId, state } of outcomes) {
    if (state.kind !== 'applied') continue
    const { rewardCount = 0, amountMinor = 0 } = uses.get(offerId) ?? {}
    uses.set(offerId, { offerId, rewardCount: rewardCount + (state.rewardCount ?? 1), amountMinor: amountMinor + state.amountMinor })
  }
  return [...uses.values()]
}
