import { divideHalfUp } from '../money/money.ts'
import type { ItemCandidate } from './candidate.ts'
import { missingFor, type Measure } from './measure.ts'
import { isSeated } from './seat-reward.ts'

/**
 * An item offer as this basket sees it: terms that cannot be reached are taken off. Changes no price; it spares the
 * search from weighing what cannot happen.
 *
 * @param measure what the basket holds of the offer's items
 * @returns undefined where that is too little for the offer
 */
export function narrowCandidate(candidate: ItemCandidate, measure: Measure): ItemCandidate | undefined {
  if (measure.unitCount === 0 || missingFor(candidate, measure, Infinity)) return undefined
  const narrowed = {
    ...candidate,
    limit: candidate.limit >= measure.unitCount ? Infinity : candidate.limit,
    budgetMinor: candidate.budgetMinor >= mostSaved(candidate, measure) ? Infinity : candidate.budgetMinor,
  }
  return measure.unitCount === 1 ? forOneUnit(narrowed) : narrowed
}

/** What an offer cannot save more than, whatever it is given: a budget of so much is none. */
function mostSaved({ reward }: ItemCandidate, { spendMinor, unitCount }: Measure): number {
  if (reward.kind === 'amount-off') return Math.min(spendMinor, reward.per === 'kg' ? spendMinor : reward.amountMinor * (reward.per === 'once' ? 1 : unitCount))
  // Rounding gives every unit at most one minor unit more than its part.
  return reward.kind === 'percent-off' ? Math.min(spendMinor, divideHalfUp(spendMinor * reward.basisPoints, 10_000) + unitCount) : spendMinor
}

/** With a single unit that is enough, there is no condition and no limit left, and once is the same as for each. */
function forOneUnit(candidate: ItemCandidate): ItemCandidate {
  const { reward, condition } = candidate
  if (isSeated(candidate) || condition.kind === 'sets') return candidate
  return {
    ...candidate,
    reward: reward.kind === 'amount-off' && reward.per === 'once' ? { ...reward, per: 'unit' } : reward,
    condition: condition.kind === 'basket' ? condition : { kind: 'quantity', set: condition.set, unitCount: 1 },
  }
}
