import { addDays, daysBetween } from '../../../domain/business-day/business-time.ts'
import type { Item } from '../../../domain/catalog/item.ts'
import type { Offer } from '../../../domain/offers/offer.ts'
import { isByWeight } from '../../../domain/offers/reach.ts'
import { priceAtStart, setFields, type Shelf } from './shelf.ts'

/** What is wrong with one field of an offer. */
export type Problem = { readonly field: string; readonly problem: string; readonly advice: string }

/** Why one offer by itself can never do anything. Sets and prices are looked at only where there are items. */
export function findDead(offer: Offer, shelf: Shelf, day: string): Problem[] {
  return [...windowProblems(offer, day), ...limitProblems(offer), ...rewardProblems(offer), ...(shelf.items.length > 0 ? [...setProblems(offer, shelf), ...priceProblems(offer, shelf)] : [])]
}

function windowProblems({ window }: Offer, day: string): Problem[] {
  if (window.untilDay < day) return [{ field: 'window.untilDay', problem: `was over on ${window.untilDay}`, advice: 'take the offer out, or give it a later last day' }]
  const dayCount = Math.min(7, daysBetween(window.fromDay, window.untilDay) + 1)
  const weekdays = Array.from({ length: dayCount }, (_, index) => weekdayOf(addDays(window.fromDay, index)))
  if (window.weekdays && !window.weekdays.some((weekday) => weekdays.includes(weekday))) return [{ field: 'window.weekdays', problem: 'none of these weekdays lies between the first and the last day', advice: 'name a weekday of that time, or make the time longer' }]
  return []
}

function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** A smaller circle's limit that is above the larger one's is never reached; money for less than one reward never gives a whole one. */
function limitProblems({ limits, reward }: Offer): Problem[] {
  const circles = ['perTransaction', 'perMemberDay', 'perMember', 'total'] as const
  const outOfReach = circles.flatMap((inner, index) => {
    const outer = circles.slice(index + 1).find((each) => (limits[each] ?? Infinity) < (limits[inner] ?? 0))
    return outer ? [{ field: `limits.${inner}`, problem: `can never be reached: ${outer} is ${limits[outer] ?? 0}`, advice: `lower it to ${limits[outer] ?? 0} or less, or raise ${outer}` }] : []
  })
  const oneReward = (reward.kind === 'amount-off' && reward.per !== 'kg') || reward.kind === 'basket-amount-off' ? reward.amountMinor : 0
  const tooSmall = limits.budgetMinor !== undefined && limits.budgetMinor < oneReward
  return tooSmall ? [...outOfReach, { field: 'limits.budgetMinor', problem: `is less than one reward of ${oneReward}`, advice: 'raise the budget above one reward' }] : outOfReach
}

/** A tier that the condition skips, and points that are multiplied by one or less. */
function rewardProblems({ reward, condition }: Offer): Problem[] {
  if (reward.kind === 'points-multiplier' && reward.factorBasisPoints <= 10_000) return [{ field: 'reward.factorBasisPoints', problem: 'adds no points', advice: 'give a factor above 10000' }]
  if (reward.kind !== 'tiered-percent-off') return []
  const asked = reward.by === 'units' && condition.kind === 'quantity' ? condition.unitCount : reward.by === 'spend' && condition.kind === 'spend' ? condition.spendMinor : 0
  return reward.tiers.flatMap((_, index) => {
    const next = reward.tiers[index + 1]
    return next && next.from <= asked ? [{ field: `reward.tiers[${index}]`, problem: `is never the highest: the condition asks for ${asked}, and the next tier begins at ${next.from}`, advice: 'take the tier out, or ask for less' }] : []
  })
}

function setProblems(offer: Offer, shelf: Shelf): Problem[] {
  const byWeight = isByWeight(offer.reward) || offer.condition.kind === 'weight'
  return setFields(offer).flatMap(({ field, set }): Problem[] => {
    const items = shelf.itemsOf(set)
    if (items.length === 0) return [{ field, problem: 'no item is in this set', advice: 'correct the names in the set' }]
    if (!items.some(({ discountable }) => discountable)) return [{ field, problem: 'nothing may be taken off any item of this set', advice: 'name items that may be discounted' }]
    if (byWeight && field === 'condition.set' && !items.some(({ soldBy }) => soldBy === 'weight')) return [{ field, problem: 'no item of this set is sold by weight', advice: 'name weighed items, or reward by unit' }]
    return []
  })
}

/** Prices that no basket is above. */
function priceProblems(offer: Offer, shelf: Shelf): Problem[] {
  const { reward } = offer
  const dearest = setFields(offer).map(({ set }) => dearestOf(shelf.itemsOf(set), offer))
  const first = dearest[0] ?? Infinity
  const never = (field: string, most: number): Problem[] => [{ field, problem: `never saves anything: the goods cost ${most} at most`, advice: 'lower the price below the shelf price' }]
  switch (reward.kind) {
    case 'fixed-price':
      return reward.priceMinor >= first * reward.unitCount ? never('reward.priceMinor', first * reward.unitCount) : []
    case 'price-per-kg':
      return reward.priceMinor >= first ? never('reward.priceMinor', first) : []
    case 'bundle-price': {
      const counts = offer.condition.kind === 'sets' ? offer.condition.parts.map(({ unitCount }) => unitCount) : []
      const most = dearest.reduce((sum, price, index) => sum + price * (counts[index] ?? 1), 0)
      return reward.priceMinor >= most ? never('reward.priceMinor', most) : []
    }
    default:
      return []
  }
}

/** Weighed items have no price of their own per unit: a line of them may cost anything, so nothing is said of them in a bundle. */
function dearestOf(items: readonly Item[], offer: Offer): number {
  if (items.length === 0) return Infinity
  const perUnit = offer.reward.kind !== 'price-per-kg'
  return Math.max(...items.map((item) => (perUnit && item.soldBy === 'weight' ? Infinity : priceAtStart(item, offer))))
}
