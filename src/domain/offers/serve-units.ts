import { shareOutAlike } from '../money/share-out-alike.ts'
import type { ItemCandidate } from './candidate.ts'
import { isPerUnit, unitSaving, type ItemUse } from './item-reward.ts'
import { used, type UnitRun } from './unit-run.ts'

/** Units of one run an offer uses: rewarded ones, and behind them those that only meet its condition. */
interface UsedPart {
  readonly run: UnitRun
  readonly rewardedCount: number
  readonly helpingCount: number
  readonly untouchedCount: number
}

/**
 * Writes an offer's use onto the units it was given.
 *
 * A per-unit reward falls on each rewarded unit; any other saving is shared out over the rewarded units by what is
 * left to pay for them (largest remainder, dearest first).
 *
 * @param runs in serving order, exactly the units the offer was given
 * @param use  what `useOf` worked out for these units
 * @returns the same units, with those it did not need as they were
 */
export function serveUnits(candidate: ItemCandidate, runs: readonly UnitRun[], use: ItemUse): UnitRun[] {
  const parts = usedParts(runs, use)
  const shares = isPerUnit(candidate.reward) ? parts.map(({ run }) => ({ eachMinor: unitSaving(candidate.reward, run.leftMinor), oneMoreCount: 0 })) : sharedSaving(parts, use)
  return parts.flatMap(({ run, rewardedCount, helpingCount, untouchedCount }, index) => {
    const { eachMinor, oneMoreCount } = shares[index] ?? { eachMinor: 0, oneMoreCount: 0 }
    return [
      used(run, oneMoreCount, candidate, eachMinor + 1),
      used(run, rewardedCount - oneMoreCount, candidate, eachMinor),
      used(run, helpingCount, candidate, 0),
      { ...run, count: untouchedCount },
    ].filter(({ count }) => count > 0)
  })
}

function sharedSaving(parts: readonly UsedPart[], { savingMinor }: ItemUse): { eachMinor: number; oneMoreCount: number }[] {
  return shareOutAlike(savingMinor, parts.map(({ run, rewardedCount }) => ({ weight: run.leftMinor, count: rewardedCount })))
}

function usedParts(runs: readonly UnitRun[], { rewardedCount, servedCount }: ItemUse): UsedPart[] {
  let [rewardsLeft, servedLeft] = [rewardedCount, servedCount]
  return runs.map((run) => {
    const rewarded = Math.min(run.count, rewardsLeft)
    const served = Math.min(run.count, servedLeft)
    rewardsLeft -= rewarded
    servedLeft -= served
    return { run, rewardedCount: rewarded, helpingCount: served - rewarded, untouchedCount: run.count - served }
  })
}
