import type { Seat } from './seats.ts'
import type { UnitRun } from './unit-run.ts'

/** The units an offer has: so many of each run, for a seat. Runs in serving order; one may come once for every seat. */
export interface Slots {
  readonly runs: readonly UnitRun[]
  readonly seats: readonly Seat[]
  readonly counts: readonly number[]
}

/**
 * What an offer does with the units given to it.
 *
 * With one seat the first `rewardedCount` units (see `inRewardOrder`) carry the saving, the next ones up to
 * `servedCount` only meet the condition. With several seats `rewardedCount` counts rewards, and `placesOf` says where
 * they lie.
 */
export interface ItemUse {
  readonly savingMinor: number
  readonly rewardedCount: number
  readonly servedCount: number
}

export const noUse: ItemUse = { savingMinor: 0, rewardedCount: 0, servedCount: 0 }

/** Fewest units from the front worth at least so much together, or undefined when all of them are worth less. */
export function unitsWorth(amountMinor: number, runs: readonly UnitRun[], counts: readonly number[], valueMinor: (run: UnitRun) => number): number | undefined {
  let [missingMinor, count] = [amountMinor, 0]
  for (const [index, run] of runs.entries()) {
    const each = valueMinor(run)
    const available = counts[index] ?? 0
    if (each > 0 && each * available >= missingMinor) return count + Math.ceil(missingMinor / each)
    missingMinor -= each * available
    count += available
  }
  return undefined
}

export function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
