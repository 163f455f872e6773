import type { EarnRules } from './earn-rules.ts'

export interface PointsInput {
  /** Paid for the goods after every discount, before added tax. */
  readonly netMinor: number
  readonly earn: EarnRules
  readonly hasMember: boolean
  /** Multipliers that hold, in the order they work; 20000 doubles. */
  readonly factorsBasisPoints: readonly number[]
  /** Bonuses that hold, given as they are: no multiplier touches them. */
  readonly bonuses: readonly number[]
}

export interface PointsWorkedOut {
  readonly earned: number
  /** What each multiplier added, same order. */
  readonly addedByFactor: readonly number[]
}

/**
 * Points of one sale: whole steps of spend times the rate, then multipliers one after another, each rounded
 * down, then bonuses. Nobody to give them to means none at all. A factor below one takes nothing away.
 */
export function workOutPoints({ netMinor, earn, hasMember, factorsBasisPoints, bonuses }: PointsInput): PointsWorkedOut {
  if (!hasMember) return { earned: 0, addedByFactor: factorsBasisPoints.map(() => 0) }
  let points = Math.floor(netMinor / earn.perMinor) * earn.points
  const addedByFactor = factorsBasisPoints.map((factor) => {
    const added = Math.max(0, Math.floor((points * factor) / 10_000) - points)
    points += added
    return added
  })
  return { earned: bonuses.reduce((sum, bonus) => sum + bonus, points), addedByFactor }
}
