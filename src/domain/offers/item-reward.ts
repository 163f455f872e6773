import { assertNever } from '../assert.ts'
import { divideHalfUp } from '../money/money.ts'
import type { ItemCandidate, ItemReward } from './candidate.ts'
import type { UnitRun } from './unit-run.ts'

/**
 * What an offer does with the units given to it, in serving order.
 * The first `rewardedCount` units carry the saving, the next ones up to `servedCount` only meet the condition.
 */
export interface ItemUse {
  readonly savingMinor: number
  readonly rewardedCount: number
  readonly servedCount: number
}

const noUse: ItemUse = { savingMinor: 0, rewardedCount: 0, servedCount: 0 }

/**
 * Rewards the units given to an offer. Taking them dearest first is best for the customer: no other choice among the
 * same units, and no other way of putting them into bundles, saves more.
 *
 * @param runs   in serving order
 * @param counts how many units of each run the offer has, same order
 */
export function useOf(candidate: ItemCandidate, runs: readonly UnitRun[], counts: readonly number[]): ItemUse {
  const neededCount = unitsNeeded(candidate, runs, counts)
  if (neededCount === undefined) return noUse
  const { savingMinor, rewardedCount } = reward(candidate, runs, counts, neededCount)
  return savingMinor === 0 ? noUse : { savingMinor, rewardedCount, servedCount: Math.max(rewardedCount, neededCount) }
}

/** True for rewards that every unit gets by itself; the others reward units together and share the saving out. */
export function isPerUnit(reward: ItemReward): boolean {
  return reward.kind === 'percent-off' || (reward.kind === 'amount-off' && reward.per === 'unit') || (reward.kind === 'fixed-price' && reward.unitCount === 1)
}

/** Off one unit with `leftMinor` to pay, for a reward that is per unit. A percentage is rounded half up per unit. */
export function unitSaving(reward: ItemReward, leftMinor: number): number {
  switch (reward.kind) {
    case 'percent-off':
      return divideHalfUp(leftMinor * reward.basisPoints, 10_000)
    case 'amount-off':
      return Math.min(reward.amountMinor, leftMinor)
    case 'fixed-price':
      return Math.max(0, leftMinor - reward.priceMinor)
    case 'n-for-m':
      return 0
    default:
      return assertNever(reward, 'item reward')
  }
}

/** Units from the front that meet the condition together, or undefined when all of them do not. */
function unitsNeeded({ condition }: ItemCandidate, runs: readonly UnitRun[], counts: readonly number[]): number | undefined {
  switch (condition.kind) {
    case 'quantity':
      return total(counts) >= condition.unitCount ? condition.unitCount : undefined
    case 'spend':
      return unitsWorth(condition.spendMinor, runs, counts, (run) => run.unitMinor)
    case 'basket':
      return 0
    default:
      return assertNever(condition, 'condition')
  }
}

function reward(candidate: ItemCandidate, runs: readonly UnitRun[], counts: readonly number[], neededCount: number): { savingMinor: number; rewardedCount: number } {
  const { reward, limit } = candidate
  if (isPerUnit(reward)) return eachUnit(reward, limit, runs, counts)
  switch (reward.kind) {
    case 'amount-off':
      return once(reward.amountMinor, runs, counts, neededCount)
    case 'fixed-price':
      return bundles(reward.unitCount, reward.priceMinor, limit, runs, counts)
    case 'n-for-m':
      return cheapestFree(reward.takeCount, Math.max(0, reward.takeCount - reward.payCount), limit, runs, counts)
    case 'percent-off':
      return { savingMinor: 0, rewardedCount: 0 }
    default:
      return assertNever(reward, 'item reward')
  }
}

function eachUnit(reward: ItemReward, limit: number, runs: readonly UnitRun[], counts: readonly number[]): { savingMinor: number; rewardedCount: number } {
  let [savingMinor, rewardedCount] = [0, 0]
  for (const [index, run] of runs.entries()) {
    const count = Math.min(counts[index] ?? 0, limit - rewardedCount)
    const eachMinor = count > 0 ? unitSaving(reward, run.leftMinor) : 0
    if (eachMinor === 0) continue
    savingMinor += eachMinor * count
    rewardedCount += count
  }
  return { savingMinor, rewardedCount }
}

/** One amount off as many units as it takes to use it up, and at least off those that meet the condition. */
function once(amountMinor: number, runs: readonly UnitRun[], counts: readonly number[], neededCount: number): { savingMinor: number; rewardedCount: number } {
  const enough = unitsWorth(amountMinor, runs, counts, (run) => run.leftMinor)
  if (enough !== undefined) return { savingMinor: amountMinor, rewardedCount: Math.max(enough, neededCount) }
  return { savingMinor: runs.reduce((sum, run, index) => sum + run.leftMinor * (counts[index] ?? 0), 0), rewardedCount: total(counts) }
}

/** Bundles of `size` units for one price, dearest together, for as long as the bundle costs more than its price. */
function bundles(size: number, priceMinor: number, limit: number, runs: readonly UnitRun[], counts: readonly number[]): { savingMinor: number; rewardedCount: number } {
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

/** Of every `takeCount` units, dearest together, the `freeCount` cheapest are free. */
function cheapestFree(takeCount: number, freeCount: number, limit: number, runs: readonly UnitRun[], counts: readonly number[]): { savingMinor: number; rewardedCount: number } {
  const rewardedCount = Math.min(Math.floor(total(counts) / takeCount), limit) * takeCount
  const freeBefore = (position: number): number => Math.floor(position / takeCount) * freeCount + Math.max(0, (position % takeCount) - (takeCount - freeCount))
  let [savingMinor, position] = [0, 0]
  for (const [index, run] of runs.entries()) {
    const end = Math.min(position + (counts[index] ?? 0), rewardedCount)
    savingMinor += (freeBefore(end) - freeBefore(position)) * run.leftMinor
    position = end
  }
  return { savingMinor, rewardedCount }
}

/** Fewest units from the front worth at least so much together, or undefined when all of them are worth less. */
function unitsWorth(amountMinor: number, runs: readonly UnitRun[], counts: readonly number[], valueMinor: (run: UnitRun) => number): number | undefined {
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

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
