import type { PricedBasket } from '../../src/domain/offers/priced-basket.ts'
import { price } from './domain-baskets.ts'
import { firstFitSaving } from './domain-oracle-plain.ts'
import type { BasketSize, SmallBasket } from './domain-small-baskets.ts'

/** Too many offers to try everything: by how much they are entangled. Up to fifty of them may be had. */
export const largerSizes: readonly (readonly [title: string, size: BasketSize])[] = [
  ['sixty offers on twelve shelves, one group', { unitCount: 90, itemOfferCount: 58, groupCount: 1, basketOfferCount: 3, shelfCount: 12, isGenerous: true }],
  ['fifty offers on eight shelves, one group', { unitCount: 40, itemOfferCount: 45, groupCount: 1, basketOfferCount: 5, shelfCount: 8, isGenerous: true }],
  ['fifty offers on five shelves, one group', { unitCount: 60, itemOfferCount: 45, groupCount: 1, basketOfferCount: 5, shelfCount: 5, isGenerous: true }],
  ['thirty offers on three shelves, one group', { unitCount: 24, itemOfferCount: 27, groupCount: 1, basketOfferCount: 3, shelfCount: 3, isGenerous: true }],
  ['fifty offers on ten shelves, two groups', { unitCount: 40, itemOfferCount: 45, groupCount: 2, basketOfferCount: 5, shelfCount: 10, isGenerous: true }],
  ['forty offers on twelve shelves, three groups', { unitCount: 30, itemOfferCount: 38, groupCount: 3, basketOfferCount: 2, shelfCount: 12, isGenerous: true }],
]

/** Offers that the basket has enough for: whether they are applied or others save more. */
export function eligibleCount({ lines, offers }: SmallBasket): number {
  return price(lines, offers, { nodeLimit: 0 }).outcomes.filter(({ state: { kind } }) => kind === 'applied' || kind === 'beaten').length
}

/** What is wrong with a priced basket whatever the best price is, or undefined. */
export function faultOf({ lines, offers }: SmallBasket, priced: PricedBasket): string | undefined {
  const { totals, outcomes } = priced
  const total = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0)
  if (totals.discountMinor !== total(outcomes.map(({ state }) => (state.kind === 'applied' ? state.amountMinor : 0)))) return 'offers do not add up'
  if (priced.lines.some(({ discountMinor, discounts }) => discountMinor !== total(discounts.map(({ amountMinor }) => amountMinor)))) return 'discounts do not add up'
  if (totals.discountMinor !== total(priced.lines.map(({ discountMinor }) => discountMinor))) return 'lines do not add up'
  if (priced.lines.some(({ netMinor }) => netMinor < 0)) return 'a price below zero'
  if (totals.discountMinor < firstFitSaving(lines, offers)) return 'below first fit'
  if ((priced.discountAtMostMinor ?? totals.discountMinor) < totals.discountMinor) return 'above its own bound'
  return undefined
}

/** True when the same goods and offers in the opposite order come to the same totals, tax and offers. */
export function isSameBackwards({ lines, offers }: SmallBasket, priced: PricedBasket): boolean {
  const told = ({ totals, tax, outcomes }: PricedBasket): string => JSON.stringify([totals, tax, outcomes.map(({ offerId, state }) => [offerId, state.kind, state.kind === 'applied' ? state.amountMinor : 0])])
  return told(price(lines.toReversed(), offers.toReversed())) === told(priced)
}

/** By how much leaving out one of the offers would save more, which it never should; zero where it would not. */
export function dearerByOneMore({ lines, offers }: SmallBasket, priced: PricedBasket, out: number): number {
  return Math.max(0, price(lines, offers.toSpliced(out % offers.length, 1)).totals.discountMinor - priced.totals.discountMinor)
}
