import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { price } from '../../support/domain-baskets.ts'
import { greatestSaving } from '../../support/domain-oracle.ts'
import { smallBasket } from '../../support/domain-small-baskets.ts'

/** Pricing against trying everything: the basket sizes an exhaustive search can bear, some hundred of each kind. */
describe('the greatest saving for the customer', () => {
  it.each([
    ['offers of one group compete for the same units', { unitCount: 6, itemOfferCount: 3, groupCount: 1, basketOfferCount: 0 }, 200, 1],
    ['offers of two groups work on the same units', { unitCount: 4, itemOfferCount: 3, groupCount: 2, basketOfferCount: 0 }, 150, 2],
    ['basket offers ask for a spend that item offers can undo', { unitCount: 6, itemOfferCount: 2, groupCount: 1, basketOfferCount: 3 }, 200, 3],
    ['everything at once', { unitCount: 4, itemOfferCount: 3, groupCount: 2, basketOfferCount: 2 }, 150, 4],
  ])('is found when %s', (_, size, numRuns, seed) => {
    fc.assert(
      fc.property(smallBasket(size), ({ lines, offers }) => {
        const priced = price(lines, offers)
        expect(priced.totals.discountMinor).toBe(greatestSaving(lines, offers.map((each) => ({ offer: each, armedBy: 'automatic' }))))
        expect(priced.provenBest).toBe(true)
      }),
      { seed, numRuns },
    )
  })
})
