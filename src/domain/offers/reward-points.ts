import { workOutPoints, type PointsInput, type PointsWorkedOut } from '../loyalty/work-out-points.ts'
import type { OfferId } from '../ids.ts'
import { byGroup, type PointsCandidate } from './candidate.ts'

export interface RewardedPoints extends Pick<PointsWorkedOut, 'earned' | 'parts'> {
  /** Points each offer added, by offer place; offers that added none are missing. */
  readonly byOffer: ReadonlyMap<number, number>
}

export interface PointsToReward extends Omit<PointsInput, 'multipliers' | 'bonuses'> {
  /** Those whose condition holds. */
  readonly candidates: readonly PointsCandidate[]
}

/** Points of the sale with its points offers: every bonus counts, of multipliers the largest per stacking group. */
export function rewardPoints({ candidates, ...sale }: PointsToReward): RewardedPoints {
  const multipliers = byGroup(candidates).flatMap((group) => largestMultiplier(group) ?? [])
  const bonuses = candidates.flatMap(({ index, armed, reward }) => (reward.kind === 'bonus-points' ? [{ index, offerId: armed.offer.offerId, points: reward.points }] : []))
  const { earned, parts, addedByMultiplier } = workOutPoints({ ...sale, multipliers, bonuses })
  const added = multipliers.map(({ index }, position) => [index, addedByMultiplier[position] ?? 0] as const)
  const given = bonuses.map(({ index, points }) => [index, sale.hasMember ? points : 0] as const)
  return { earned, parts, byOffer: new Map([...added, ...given].filter(([, points]) => points > 0)) }
}

interface Multiplier {
  readonly index: number
  readonly offerId: OfferId
  readonly factorBasisPoints: number
}

function largestMultiplier(group: readonly PointsCandidate[]): Multiplier | undefined {
  const factors = group.flatMap(({ index, armed, reward }) => (reward.kind === 'points-multiplier' ? [{ index, offerId: armed.offer.offerId, factorBasisPoints: reward.factorBasisPoints }] : []))
  return factors.reduce<Multiplier | undefined>((best, each) => (best && best.factorBasisPoints >= each.factorBasisPoints ? best : each), undefined)
}
