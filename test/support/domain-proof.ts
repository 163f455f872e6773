import { price } from './domain-baskets.ts'
import { greatestSaving } from './domain-oracle.ts'
import { firstFitSaving } from './domain-oracle-plain.ts'
import { smallBasket, type BasketSize, type SmallBasket } from './domain-small-baskets.ts'

/** Kinds of baskets that are tried to the end: by what makes them hard. Twenty offers at most. */
export const triedSizes: readonly (readonly [title: string, size: BasketSize])[] = [
  ['offers of one group compete for the same units', { unitCount: 6, itemOfferCount: 3, groupCount: 1, basketOfferCount: 0 }],
  ['offers of two groups work on the same units', { unitCount: 4, itemOfferCount: 4, groupCount: 2, basketOfferCount: 0 }],
  ['basket offers ask for a spend that item offers can undo', { unitCount: 6, itemOfferCount: 2, groupCount: 1, basketOfferCount: 3 }],
  ['three groups and the basket work on each other', { unitCount: 4, itemOfferCount: 5, groupCount: 3, basketOfferCount: 2 }],
  ['twenty offers compete for a few units', { unitCount: 5, itemOfferCount: 17, groupCount: 1, basketOfferCount: 3, isGenerous: true }],
  ['twenty offers stand on several shelves', { unitCount: 20, itemOfferCount: 17, groupCount: 2, basketOfferCount: 3, shelfCount: 7, isGenerous: true }],
]

/**
 * Baskets of a size, small enough to be tried to the end.
 * @param mostWays ways to give units to offers that may be tried for one basket
 */
export function triedBasket(size: BasketSize, mostWays = 20_000): ReturnType<typeof smallBasket> {
  return smallBasket({ ...size, mostWays })
}

/** What we save, and what else there is to save. All in minor units. */
export interface Proof {
  readonly savedMinor: number
  readonly greatestMinor: number
  readonly firstFitMinor: number
  readonly isProven: boolean
  /** No choice saves more, as we say. */
  readonly atMostMinor: number
}

export function prove({ lines, offers }: SmallBasket): Proof {
  const { totals, provenBest, discountAtMostMinor } = price(lines, offers)
  return { savedMinor: totals.discountMinor, greatestMinor: greatestSaving(lines, offers), firstFitMinor: firstFitSaving(lines, offers), isProven: provenBest, atMostMinor: discountAtMostMinor ?? totals.discountMinor }
}
