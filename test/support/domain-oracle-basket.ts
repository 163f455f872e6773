import type { Line } from '../../src/domain/basket/line.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import type { ArmedOffer } from '../../src/domain/offers/priced-basket.ts'
import { contains, part, sum } from './domain-oracle-offer.ts'

/** Basket offers that the goods themselves allow, whoever serves them; a basket's spend is still to be looked at. */
export function openBasketOffers(lines: readonly Line[], armed: readonly ArmedOffer[]): ArmedOffer[] {
  const open = lines.filter(({ item }) => item.discountable)
  return armed.filter(({ offer }) => (offer.reward.kind === 'basket-percent-off' || offer.reward.kind === 'basket-amount-off') && holds(offer, open))
}

/** The most that basket offers take off, in every combination: one of a group at most, groups by name. */
export function bestBasket(basketOffers: readonly ArmedOffer[], leftToPay: number): number {
  const open = basketOffers.filter(({ offer: { condition } }) => condition.kind !== 'basket' || leftToPay >= condition.spendMinor)
  const together = open.filter(({ offer }) => offer.combinable !== false)
  const groups = [...new Set(together.map(({ offer }) => offer.stackingGroup))].sort()
  const tryFrom = (index: number, left: number): number => {
    const group = groups[index]
    if (group === undefined) return leftToPay - left
    const members = together.filter(({ offer }) => offer.stackingGroup === group)
    return Math.max(tryFrom(index + 1, left), ...members.map((member) => tryFrom(index + 1, left - offBasket(member, left))))
  }
  return Math.max(tryFrom(0, leftToPay), ...open.map((alone) => offBasket(alone, leftToPay)))
}

export function offBasket({ offer: { reward }, remaining }: ArmedOffer, left: number): number {
  const off = reward.kind === 'basket-percent-off' ? part(left, reward.basisPoints) : reward.kind === 'basket-amount-off' ? Math.min(left, reward.amountMinor) : 0
  return Math.min(off, remaining?.budgetMinor ?? Infinity)
}

function holds({ condition }: Offer, open: readonly Line[]): boolean {
  switch (condition.kind) {
    case 'quantity':
      return sum(open.filter((line) => contains(condition.set, line)).map(countOf)) >= condition.unitCount
    case 'weight':
      return sum(open.filter((line) => contains(condition.set, line)).map(({ quantity }) => (quantity.kind === 'weight' ? quantity.grams : 0))) >= condition.grams
    case 'spend':
      return sum(open.filter((line) => contains(condition.set, line)).map(({ grossMinor }) => grossMinor)) >= condition.spendMinor
    case 'basket':
      return true
    case 'sets': {
      const wanted = condition.parts.flatMap(({ set, unitCount }) => Array.from({ length: unitCount }, () => set))
      const units = open.flatMap((line) => Array.from({ length: countOf(line) }, () => line))
      const seat = (turn: number, free: readonly Line[]): boolean => {
        const set = wanted[turn]
        return set === undefined || [...free.keys()].some((index) => contains(set, free[index] as Line) && seat(turn + 1, free.toSpliced(index, 1)))
      }
      return seat(0, units)
    }
  }
}

function countOf({ quantity }: Line): number {
  return quantity.kind === 'units' ? quantity.count : 1
}
