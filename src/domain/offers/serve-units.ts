import { shareOutAlike, type AlikeShare } from '../money/share-out-alike.ts'
import type { ItemCandidate, ItemReward } from './candidate.ts'
import type { ItemUse, Slots } from './item-use.ts'
import { isPerRewardedUnit, isSeated, placesOf, type SlotPlace } from './seat-reward.ts'
import { inRewardOrder, isPerUnit, tierReached, unitSaving } from './unit-saving.ts'
import { used, type UnitRun } from './unit-run.ts'

/**
 * Writes an offer's use onto the units it was given.
 *
 * A per-unit reward falls on each rewarded unit, unless a budget cuts it off; any other saving is shared out over the
 * rewarded units by what is left to pay for them (largest remainder, in serving order).
 *
 * @param given exactly the units the offer was given
 * @param use   what `useOf` worked out for these units
 * @returns the same units, with those it did not need as they were
 */
export function serveUnits(candidate: ItemCandidate, given: Slots, use: ItemUse): UnitRun[] {
  const slots = inRewardOrder(candidate, given)
  const places = isSeated(candidate) ? placesOf(candidate, slots, use) : frontPlaces(slots, use)
  const shares = ownSavings(candidate, slots, places, use) ?? sharedSaving(slots, places, use)
  return slots.runs.flatMap((run, index) => {
    const { rewardedCount, helpingCount } = places[index] ?? { rewardedCount: 0, helpingCount: 0 }
    const { eachMinor, oneMoreCount } = shares[index] ?? { eachMinor: 0, oneMoreCount: 0 }
    return [
      used(run, oneMoreCount, candidate, eachMinor + 1),
      used(run, rewardedCount - oneMoreCount, candidate, eachMinor),
      used(run, helpingCount, candidate, 0, false),
      { ...run, count: (slots.counts[index] ?? 0) - rewardedCount - helpingCount },
    ].filter(({ count }) => count > 0)
  })
}

/** What every rewarded unit gets by itself, or undefined where the saving is shared out: by its kind, or cut off by a budget. */
function ownSavings(candidate: ItemCandidate, slots: Slots, places: readonly SlotPlace[], { savingMinor }: ItemUse): AlikeShare[] | undefined {
  const reward = rewardOfEach(candidate, slots)
  if (!reward) return undefined
  const shares = slots.runs.map((run) => ({ eachMinor: unitSaving(reward, run), oneMoreCount: 0 }))
  const wholeMinor = shares.reduce((sum, { eachMinor }, index) => sum + eachMinor * (places[index]?.rewardedCount ?? 0), 0)
  return wholeMinor === savingMinor ? shares : undefined
}

function rewardOfEach(candidate: ItemCandidate, { runs, counts }: Slots): ItemReward | undefined {
  const { reward } = candidate
  if (isSeated(candidate)) return isPerRewardedUnit(candidate) ? reward : undefined
  if (reward.kind !== 'tiered-percent-off') return isPerUnit(candidate) ? reward : undefined
  const tier = tierReached(reward, runs, counts)
  return tier && { kind: 'percent-off', basisPoints: tier.basisPoints }
}

function sharedSaving({ runs }: Slots, places: readonly SlotPlace[], { savingMinor }: ItemUse): AlikeShare[] {
  return shareOutAlike(savingMinor, runs.map((run, index) => ({ weight: run.leftMinor, count: places[index]?.rewardedCount ?? 0 })))
}

/** The first units carry the saving, the next ones only meet the condition. */
function frontPlaces({ counts }: Slots, { rewardedCount, servedCount }: ItemUse): SlotPlace[] {
  let [rewardsLeft, servedLeft] = [rewardedCount, servedCount]
  return counts.map((count) => {
    const rewarded = Math.min(count, rewardsLeft)
    const served = Math.min(count, servedLeft)
    rewardsLeft -= rewarded
    servedLeft -= served
    return { rewardedCount: rewarded, helpingCount: served - rewarded }
  })
}
