import { assertNever } from '../assert.ts'
import { divideHalfUp } from '../money/money.ts'
import type { ItemCandidate, ItemReward } from './candidate.ts'
import { total, type Slots } from './item-use.ts'
import type { PercentTier } from './offer.ts'
import { isByWeight } from './reach.ts'
import type { UnitRun } from './unit-run.ts'

/** True for rewards that every unit gets by itself; the others reward units together and share the saving out. */
export function isPerUnit({ reward, condition }: ItemCandidate): boolean {
  if (condition.kind === 'sets') return false
  return reward.kind === 'percent-off' || reward.kind === 'price-per-kg' || (reward.kind === 'amount-off' && reward.per !== 'once') || (reward.kind === 'fixed-price' && reward.unitCount === 1)
}

/**
 * Off one unit by itself, for a reward that gives each unit its own part. Percentages and weights are rounded half
 * up, per unit. Zero for rewards that look at several units together.
 */
export function unitSaving(reward: ItemReward, { leftMinor, grams }: Pick<UnitRun, 'leftMinor' | 'grams'>): number {
  switch (reward.kind) {
    case 'percent-off':
    case 'get-percent-off':
      return divideHalfUp(leftMinor * reward.basisPoints, 10_000)
    case 'amount-off':
      return Math.min(reward.per === 'kg' ? divideHalfUp(reward.amountMinor * grams, 1000) : reward.amountMinor, leftMinor)
    case 'price-per-kg':
      return grams === 0 ? 0 : Math.max(0, leftMinor - divideHalfUp(reward.priceMinor * grams, 1000))
    case 'fixed-price':
      return Math.max(0, leftMinor - reward.priceMinor)
    case 'n-for-m':
    case 'tiered-percent-off':
    case 'bundle-price':
      return 0
    default:
      return assertNever(reward, 'item reward')
  }
}

/** The units as an offer rewards them: by what they are worth, or for rewards by weight by what each would save. */
export function inRewardOrder({ reward }: ItemCandidate, slots: Slots): Slots {
  if (!isByWeight(reward)) return slots
  const savings = slots.runs.map((run) => unitSaving(reward, run))
  const order = [...slots.runs.keys()].sort((a, b) => (savings[b] ?? 0) - (savings[a] ?? 0) || a - b)
  return { runs: order.flatMap((index) => slots.runs[index] ?? []), seats: order.map(() => 0), counts: order.map((index) => slots.counts[index] ?? 0) }
}

export type TieredReward = Extract<ItemReward, { readonly kind: 'tiered-percent-off' }>

/** The highest tier that units reach together, or undefined below the first. */
export function tierReached({ by, tiers }: TieredReward, runs: readonly UnitRun[], counts: readonly number[]): PercentTier | undefined {
  const have = by === 'units' ? total(counts) : runs.reduce((sum, run, index) => sum + run.unitMinor * (counts[index] ?? 0), 0)
  return tiers.findLast(({ from }) => from <= have)
}
