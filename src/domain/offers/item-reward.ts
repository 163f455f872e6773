import { assertNever } from '../assert.ts'
import { divideHalfUp } from '../money/money.ts'
import type { ItemCandidate, ItemReward } from './candidate.ts'
import { noUse, total, unitsWorth, type ItemUse, type Slots } from './item-use.ts'
import { isSeated, useOfSeats } from './seat-reward.ts'
import { inRewardOrder, tierReached, unitSaving, type TieredReward } from './unit-saving.ts'
import type { UnitRun } from './unit-run.ts'

/**
 * Rewards the units given to an offer. Taking them dearest first is best for the customer: no other choice among the
 * same units, and no other way of putting them into bundles, saves more. More units never save less.
 */
export function useOf(candidate: ItemCandidate, slots: Slots): ItemUse {
  if (isSeated(candidate)) return useOfSeats(candidate, slots)
  const { runs, counts } = inRewardOrder(candidate, slots)
  const neededCount = unitsNeeded(candidate, runs, counts)
  if (neededCount === undefined) return noUse
  const { savingMinor, rewardedCount, tierCount = 0 } = reward(candidate, runs, counts, neededCount)
  if (savingMinor === 0) return noUse
  return { savingMinor: Math.min(savingMinor, candidate.budgetMinor), rewardedCount, servedCount: Math.max(rewardedCount, neededCount, tierCount) }
}

/** Units from the front that meet the condition together, or undefined when all of them do not. */
function unitsNeeded({ condition }: ItemCandidate, runs: readonly UnitRun[], counts: readonly number[]): number | undefined {
  switch (condition.kind) {
    case 'quantity':
      return total(counts) >= condition.unitCount ? condition.unitCount : undefined
    case 'weight':
      return unitsWorth(condition.grams, runs, counts, (run) => run.grams)
    case 'spend':
      return unitsWorth(condition.spendMinor, runs, counts, (run) => run.unitMinor)
    case 'basket':
    case 'sets':
      return 0
    default:
      return assertNever(condition, 'condition')
  }
}

interface Rewarded {
  readonly savingMinor: number
  readonly rewardedCount: number
  /** Units that reach the tier, where there are tiers. */
  readonly tierCount?: number
}

function reward({ reward, limit }: ItemCandidate, runs: readonly UnitRun[], counts: readonly number[], neededCount: number): Rewarded {
  switch (reward.kind) {
    case 'percent-off':
    case 'price-per-kg':
      return eachUnit(reward, limit, runs, counts)
    case 'amount-off':
      return reward.per === 'once' ? once(reward.amountMinor, runs, counts, neededCount) : eachUnit(reward, limit, runs, counts)
    case 'fixed-price':
      return reward.unitCount === 1 ? eachUnit(reward, limit, runs, counts) : bundles(reward.unitCount, reward.priceMinor, limit, runs, counts)
    case 'n-for-m':
      return cheapestOff(reward, limit, runs, counts)
    case 'tiered-percent-off':
      return tiered(reward, limit, runs, counts)
    // These work on seats: see `useOfSeats`.
    case 'bundle-price':
    case 'get-percent-off':
      return { savingMinor: 0, rewardedCount: 0 }
    default:
      return assertNever(reward, 'item reward')
  }
}

function tiered(reward: TieredReward, limit: number, runs: readonly UnitRun[], counts: readonly number[]): Rewarded {
  const tier = tierReached(reward, runs, counts)
  if (!tier) return { savingMinor: 0, rewardedCount: 0 }
  const tierCount = reward.by === 'units' ? tier.from : unitsWorth(tier.from, runs, counts, (run) => run.unitMinor)
  return { ...eachUnit({ kind: 'percent-off', basisPoints: tier.basisPoints }, limit, runs, counts), tierCount: tierCount ?? 0 }
}

function eachUnit(reward: ItemReward, limit: number, runs: readonly UnitRun[], counts: readonly number[]): Rewarded {
  let [savingMinor, rewardedCount] = [0, 0]
  for (const [index, run] of runs.entries()) {
    const count = Math.min(counts[index] ?? 0, limit - rewardedCount)
    const eachMinor = count > 0 ? unitSaving(reward, run) : 0
    if (eachMinor === 0) continue
    savingMinor += eachMinor * count
    rewardedCount += count
  }
  return { savingMinor, rewardedCount }
}

/** One amount off as many units as it takes to use it up, and at least off those that meet the condition. */
function once(amountMinor: number, runs: readonly UnitRun[], counts: readonly number[], neededCount: number): Rewarded {
  const enough = unitsWorth(amountMinor, runs, counts, (run) => run.leftMinor)
  if (enough !== undefined) return { savingMinor: amountMinor, rewardedCount: Math.max(enough, neededCount) }
  return { savingMinor: runs.reduce((sum, run, index) => sum + run.leftMinor * (counts[index] ?? 0), 0), rewardedCount: total(counts) }
}

/** Bundles of `size` units for one price, dearest together, for as long as the bundle costs more than its price. */
function bundles(size: number, priceMinor: number, limit: number, runs: readonly UnitRun[], counts: readonly number[]): Rewarded {
  let [savingMinor, bundleCount, openCount, openMinor] = [0, 0, 0, 0]
  for (const [index, run] of runs.entries()) {
    let left = counts[index] ?? 0
    while (left > 0) {
      // Whole bundles of one price are taken in one step: 999 units must not mean 999 steps in every node of a search.
      const alike = openCount === 0 ? Math.max(1, Math.min(Math.floor(left / size), limit - bundleCount)) : 1
      const taken = openCount === 0 && left >= size ? size : Math.min(left, size - openCount)
      openCount += taken
      openMinor += taken * run.leftMinor
      left -= taken * alike
      if (openCount < size) continue
      if (openMinor <= priceMinor) return { savingMinor, rewardedCount: bundleCount * size }
      savingMinor += (openMinor - priceMinor) * alike
      bundleCount += alike
      if (bundleCount >= limit) return { savingMinor, rewardedCount: bundleCount * size }
      openCount = openMinor = 0
    }
  }
  return { savingMinor, rewardedCount: bundleCount * size }
}

/** Of every `takeCount` units, dearest together, a percentage off the cheapest, rounded half up per unit. */
function cheapestOff({ takeCount, payCount, basisPoints = 10_000 }: Extract<ItemReward, { kind: 'n-for-m' }>, limit: number, runs: readonly UnitRun[], counts: readonly number[]): Rewarded {
  const offCount = Math.max(0, takeCount - payCount)
  const rewardedCount = Math.min(Math.floor(total(counts) / takeCount), limit) * takeCount
  const offBefore = (position: number): number => Math.floor(position / takeCount) * offCount + Math.max(0, (position % takeCount) - (takeCount - offCount))
  let [savingMinor, position] = [0, 0]
  for (const [index, run] of runs.entries()) {
    const end = Math.min(position + (counts[index] ?? 0), rewardedCount)
    savingMinor += (offBefore(end) - offBefore(position)) * divideHalfUp(run.leftMinor * basisPoints, 10_000)
    position = end
  }
  return { savingMinor, rewardedCount }
}
