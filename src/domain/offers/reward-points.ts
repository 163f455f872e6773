import type { EarnRules } from '../loyalty/earn-rules.ts'
import { workOutPoints } from '../loyalty/work-out-points.ts'
import { byGroup, type PointsCandidate } from './candidate.ts'

export interface RewardedPoints {
  readonly earned: number
  /** Points each offer added, by offer place; offers that added none are missing. */
  readonly byOffer: ReadonlyMap<number, number>
}

export interface PointsToReward {
  /** Those whose condition holds. */
  readonly candidates: readonly PointsCandidate[]
  readonly netMinor: number
  readonly earn: EarnRules
  readonly hasMember: boolean
}

/** Points of the sale with its points offers: every bonus counts, of multipliers the largest per stacking group. */
export function rewardPoints({ candidates, netMinor, earn, hasMember }: PointsToReward): RewardedPoints {
  const multipliers = byGroup(candidates).flatMap((group) => largestMultiplier(group) ?? [])
  const bonuses = candidates.flatMap(({ index, reward }) => (reward.kind === 'bonus-points' ? [{ index, points: reward.points }] : []))
  const { earned, addedByFactor } = workOutPoints({ netMinor, earn, hasMember, factorsBasisPoints: multipliers.map(({ factor }) => factor), bonuses: bonuses.map(({ points }) => points) })
  const added = multipliers.map(({ index }, position) => [index, addedByFactor[position] ?? 0] as const)
  const given = bonuses.map(({ index, points }) => [index, hasMember ? points : 0] as const)
  return { earned, byOffer: new Map([...added, ...given].filter(([, points]) => points > 0)) }
}

function largestMultiplier(group: readonly PointsCandidate[]): { readonly index: number; readonly factor: number } | undefined {
  const factors = group.flatMap(({ index, reward }) => (reward.kind === 'points-multiplier' ? [{ index, factor: reward.factorBasisPoints }] : []))
  return factors.reduce<(typeof factors)[number] | undefined>((best, each) => (best && best.factor >= each.factor ? best : each), undefined)
}
