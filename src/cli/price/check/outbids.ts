import type { Condition, Offer, OfferWindow, Reward } from '../../../domain/offers/offer.ts'

/**
 * True when the first offer is there whenever the second is, competes for the same units, asks no more and always
 * gives more. Only rewards of one kind are compared; what is not sure is no.
 */
export function outbids(winner: Offer, loser: Offer): boolean {
  const isAlwaysThere = winner.activation.kind === 'automatic' && Object.values(winner.limits).every((limit) => limit === undefined) && covers(winner.window, loser.window)
  return isAlwaysThere && winner.stackingGroup === loser.stackingGroup && winner.combinable !== false && asksNoMore(winner.condition, loser.condition) && givesMore(winner.reward, loser.reward)
}

function covers(wide: OfferWindow, narrow: OfferWindow): boolean {
  const days = wide.fromDay <= narrow.fromDay && wide.untilDay >= narrow.untilDay
  const weekdays = wide.weekdays === undefined || (narrow.weekdays?.every((weekday) => wide.weekdays?.includes(weekday)) ?? false)
  const [outer, inner] = [wide.minutes ?? { from: 0, until: 1440 }, narrow.minutes ?? { from: 0, until: 1440 }]
  return days && weekdays && outer.from <= inner.from && outer.until >= inner.until
}

function asksNoMore(little: Condition, much: Condition): boolean {
  if (little.kind === 'quantity' && much.kind === 'quantity') return sameSet(little.set, much.set) && little.unitCount <= much.unitCount
  if (little.kind === 'spend' && much.kind === 'spend') return sameSet(little.set, much.set) && little.spendMinor <= much.spendMinor
  if (little.kind === 'basket' && much.kind === 'basket') return little.spendMinor <= much.spendMinor
  return JSON.stringify(little) === JSON.stringify(much)
}

function sameSet(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function givesMore(more: Reward, less: Reward): boolean {
  if (more.kind === 'percent-off' && less.kind === 'percent-off') return more.basisPoints > less.basisPoints
  if (more.kind === 'basket-percent-off' && less.kind === 'basket-percent-off') return more.basisPoints > less.basisPoints
  if (more.kind === 'amount-off' && less.kind === 'amount-off') return more.per === less.per && more.amountMinor > less.amountMinor
  if (more.kind === 'basket-amount-off' && less.kind === 'basket-amount-off') return more.amountMinor > less.amountMinor
  if (more.kind === 'fixed-price' && less.kind === 'fixed-price') return more.unitCount === less.unitCount && more.priceMinor < less.priceMinor
  if (more.kind === 'price-per-kg' && less.kind === 'price-per-kg') return more.priceMinor < less.priceMinor
  if (more.kind === 'bundle-price' && less.kind === 'bundle-price') return more.priceMinor < less.priceMinor
  if (more.kind === 'points-multiplier' && less.kind === 'points-multiplier') return more.factorBasisPoints > less.factorBasisPoints
  return false
}
