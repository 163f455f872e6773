import { assertNever } from '../assert.ts'
import type { Offer } from './offer.ts'
import { seatNeeds } from './seats.ts'

/**
 * How many rewards an applied offer gave, as its limits count them; see `OfferLimits`.
 * @param rewardedCount units that carry the reward, without those that only helped to meet the condition
 */
export function countRewards(offer: Pick<Offer, 'condition' | 'reward'>, rewardedCount: number): number {
  const { condition, reward } = offer
  switch (reward.kind) {
    case 'amount-off':
      return reward.per === 'once' ? 1 : rewardedCount
    case 'percent-off':
      return condition.kind === 'sets' ? bundlesOf(offer, rewardedCount) : rewardedCount
    case 'price-per-kg':
    case 'tiered-percent-off':
      return rewardedCount
    case 'fixed-price':
      return rewardedCount / reward.unitCount
    case 'n-for-m':
      return rewardedCount / reward.takeCount
    case 'bundle-price':
      return bundlesOf(offer, rewardedCount)
    case 'get-percent-off':
      return Math.ceil(rewardedCount / reward.unitCount)
    case 'basket-percent-off':
    case 'basket-amount-off':
    case 'bonus-points':
    case 'points-multiplier':
      return 1
    default:
      return assertNever(reward, 'reward')
  }
}

/** A bundle rewards every unit it is made of. */
function bundlesOf(offer: Pick<Offer, 'condition' | 'reward'>, rewardedCount: number): number {
  return rewardedCount / seatNeeds(offer).reduce((sum, need) => sum + need, 0)
}
