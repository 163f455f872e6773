import { assertNever } from '../assert.ts'
import { divideHalfUp } from '../money/money.ts'
import { byGroup, type BasketCandidate, type BasketReward } from './candidate.ts'
import { compareTies, joinTies, noChoice, type TieBreak } from './item-choice.ts'

/** A basket offer and what it takes off. */
export interface BasketUse {
  readonly candidate: BasketCandidate
  /** Above zero. */
  readonly amountMinor: number
}

export interface BasketChoice {
  readonly savingMinor: number
  readonly tie: TieBreak
  /** In the order in which they work. */
  readonly uses: readonly BasketUse[]
}

/** Groups in which leaving an offer out is still considered; beyond, each group gives its best. */
const weighedGroupLimit = 10

/**
 * Chooses basket offers for what is left to pay after item offers: at most one per stacking group, groups by name,
 * each working on what the one before left. The greatest saving; ties as for item offers.
 *
 * @param candidates those whose item set's condition holds; a basket spend is looked at here
 * @param leftMinor  left to pay for the discountable lines after item offers; every basket spend is measured on it
 */
export function chooseBasketOffers(candidates: readonly BasketCandidate[], leftMinor: number): BasketChoice {
  const open = candidates.filter(({ condition }) => condition.kind !== 'basket' || leftMinor >= condition.spendMinor)
  const together = chooseFrom(byGroup(open.filter(({ combinable }) => combinable)), 0, leftMinor)
  const alone = open.filter(({ combinable }) => !combinable).map((candidate) => chooseFrom([[candidate]], 0, leftMinor))
  return alone.reduce((best, way) => (isBetter(way, best) ? way : best), together)
}

function chooseFrom(groups: readonly (readonly BasketCandidate[])[], groupIndex: number, leftMinor: number): BasketChoice {
  const group = groups[groupIndex]
  if (!group) return { savingMinor: 0, tie: noChoice.tie, uses: [] }
  const uses = group.map((candidate) => ({ candidate, amountMinor: Math.min(basketSaving(candidate.reward, leftMinor), candidate.budgetMinor) })).filter(({ amountMinor }) => amountMinor > 0)
  if (uses.length === 0) return chooseFrom(groups, groupIndex + 1, leftMinor)
  const considered = groups.length <= weighedGroupLimit ? uses : [uses.reduce((best, use) => (use.amountMinor > best.amountMinor ? use : best))]
  const ways = considered.map((use) => withUse(use, chooseFrom(groups, groupIndex + 1, leftMinor - use.amountMinor)))
  // Leaving the group out never saves more, but may save the same and keep a coupon.
  if (groups.length <= weighedGroupLimit) ways.push(chooseFrom(groups, groupIndex + 1, leftMinor))
  return ways.reduce((best, way) => (isBetter(way, best) ? way : best))
}

function basketSaving(reward: BasketReward, leftMinor: number): number {
  switch (reward.kind) {
    case 'basket-percent-off':
      return divideHalfUp(leftMinor * reward.basisPoints, 10_000)
    case 'basket-amount-off':
      return Math.min(reward.amountMinor, leftMinor)
    default:
      return assertNever(reward, 'basket reward')
  }
}

function withUse(use: BasketUse, rest: BasketChoice): BasketChoice {
  const { candidate, amountMinor } = use
  const own = { couponCount: candidate.spendsCoupon ? 1 : 0, storeCost: amountMinor * candidate.storeShareBasisPoints, applied: [candidate.index] }
  return { savingMinor: amountMinor + rest.savingMinor, tie: joinTies([own, rest.tie]), uses: [use, ...rest.uses] }
}

function isBetter(a: BasketChoice, b: BasketChoice): boolean {
  return a.savingMinor > b.savingMinor || (a.savingMinor === b.savingMinor && compareTies(a.tie, b.tie) < 0)
}
