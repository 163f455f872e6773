import { divideHalfUp } from '../money/money.ts'
import type { ItemCandidate } from './candidate.ts'
import { missingFor, type Measure } from './measure.ts'
import { isSeated } from './seat-reward.ts'

/**
 * Item offers as this basket sees them: those it has too little for are left out, and terms it cannot reach are taken
 * off the others. Changes no price; it spares the search from weighing what cannot happen.
 *
 * @param measures what the basket holds of each offer's items, by place
 */
export function narrowCandidates(candidates: readonly ItemCandidate[], measures: readonly Measure[]): ItemCandidate[] {
  return candidates.flatMap((candidate) => {
    const measure = measures[candidate.index]
    if (!measure || measure.unitCount === 0 || missingFor(candidate, measure, Infinity)) return []
    const narrowed = {
      ...candidate,
      limit: candidate.limit >= measure.unitCount ? Infinity : candidate.limit,
      budgetMinor: candidate.budgetMinor >= mostSaved(candidate, measure) ? Infinity : candidate.budgetMinor,
    }
    return [measure.unitCount === 1 ? forOneUnit(narrowed) : narrowed]
  })
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
