import { assertNever } from '../assert.ts'
import type { Condition, Reward } from './offer.ts'
import type { ArmedOffer } from './priced-basket.ts'
import { seatNeeds, seatSets } from './seats.ts'

export type ItemReward = Extract<Reward, { readonly kind: 'percent-off' | 'amount-off' | 'fixed-price' | 'price-per-kg' | 'n-for-m' | 'tiered-percent-off' | 'bundle-price' | 'get-percent-off' }>
export type BasketReward = Extract<Reward, { readonly kind: 'basket-percent-off' | 'basket-amount-off' }>
export type PointsReward = Extract<Reward, { readonly kind: 'bonus-points' | 'points-multiplier' }>

/** An armed offer that may give its reward in this basket. */
export interface Candidate<Kind extends Reward> {
  /** Grows in offer order, and says who comes first in every tie. Numbers may be missing in between. */
  readonly index: number
  readonly armed: ArmedOffer
  readonly reward: Kind
  readonly condition: Condition
  /** Units each of its seats needs for one reward; empty where nothing but the basket's spend is asked. */
  readonly needs: readonly number[]
  readonly seatCount: number
  /** Rewards in this sale at most; Infinity without a limit. */
  readonly limit: number
  /** Money it may still take off in this sale; Infinity without a budget. */
  readonly budgetMinor: number
  /** False when its units serve no other item offer, or it goes with no other basket offer. */
  readonly combinable: boolean
  readonly group: string
  /** True when applying it uses up a coupon. */
  readonly spendsCoupon: boolean
  /** The store's part of its cost; 10000 is all of it. */
  readonly storeShareBasisPoints: number
}

export type ItemCandidate = Candidate<ItemReward>
export type BasketCandidate = Candidate<BasketReward>
export type PointsCandidate = Candidate<PointsReward>

export type AnyCandidate =
  | { readonly layer: 'item'; readonly candidate: ItemCandidate }
  | { readonly layer: 'basket'; readonly candidate: BasketCandidate }
  | { readonly layer: 'points'; readonly candidate: PointsCandidate }

/** An armed offer as a candidate for what it rewards: items, the basket, or points. */
export function candidateOf(index: number, armed: ArmedOffer): AnyCandidate {
  const { reward } = armed.offer
  switch (reward.kind) {
    case 'percent-off':
    case 'amount-off':
    case 'fixed-price':
    case 'price-per-kg':
    case 'n-for-m':
    case 'tiered-percent-off':
    case 'bundle-price':
    case 'get-percent-off':
      return { layer: 'item', candidate: candidate(index, armed, reward) }
    case 'basket-percent-off':
    case 'basket-amount-off':
      return { layer: 'basket', candidate: candidate(index, armed, reward) }
    case 'bonus-points':
    case 'points-multiplier':
      return { layer: 'points', candidate: candidate(index, armed, reward) }
    default:
      return assertNever(reward, 'reward')
  }
}

/** Candidates by stacking group, groups by name: the order in which they work on a price. */
export function byGroup<Kind extends Reward>(candidates: readonly Candidate<Kind>[]): Candidate<Kind>[][] {
  const groups = new Map<string, Candidate<Kind>[]>()
  for (const each of candidates) {
    const members = groups.get(each.group)
    if (members) members.push(each)
    else groups.set(each.group, [each])
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
}

function candidate<Kind extends Reward>(index: number, armed: ArmedOffer, reward: Kind): Candidate<Kind> {
  const { activation, funding, limits, condition, stackingGroup, combinable } = armed.offer
  return {
    index,
    armed,
    reward,
    condition,
    needs: seatNeeds(armed.offer),
    seatCount: seatSets(armed.offer).length,
    limit: Math.min(limits.perTransaction ?? Infinity, armed.remaining?.rewardCount ?? Infinity),
    budgetMinor: armed.remaining?.budgetMinor ?? Infinity,
    combinable: combinable !== false,
    group: stackingGroup,
    spendsCoupon: armed.armedBy === 'coupon' && activation.kind === 'coupon' && activation.singleUse,
    storeShareBasisPoints: funding.by === 'store' ? 10_000 : 10_000 - funding.supplierShareBasisPoints,
  }
}
