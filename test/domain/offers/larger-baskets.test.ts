import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { price } from '../../support/domain-baskets.ts'
import { dearerByOneMore, faultOf, isSameBackwards, largerSizes } from '../../support/domain-larger-baskets.ts'
import { greatestSaving } from '../../support/domain-oracle.ts'
import { triedBasket, triedSizes } from '../../support/domain-proof.ts'
import { smallBasket, type SmallBasket } from '../../support/domain-small-baskets.ts'
import { solveAtMost } from '../../support/domain-solver.ts'

/** Minutes on a busy machine, seconds on an idle one. */
const patienceMs = 120_000

/** Larger baskets against a solver of another make, a few; `test/prove/offers.ts` tries a thousand. */
describe('the solver that larger baskets are held against', () => {
  it.each(triedSizes)('never says less than trying everything finds when %s, and the same where nothing is beyond its terms', { timeout: patienceMs }, (_, size) => {
    fc.assert(
      fc.property(triedBasket(size, 1000), (basket) => {
        const [greatestMinor, { atMostMinor, isSolved }] = [greatestSaving(basket.lines, basket.offers), solveAtMost(basket.lines, basket.offers)]
        expect(isSolved).toBe(true)
        expect(atMostMinor).toBeGreaterThanOrEqual(greatestMinor)
        if (size.groupCount === 1 && !asksForSpend(basket)) expect(atMostMinor).toBe(greatestMinor)
      }),
      { seed: 3, numRuns: 17, endOnFailure: true },
    )
  })
})

describe('larger baskets', () => {
  const tried = largerSizes.map(([title, size]) => [title, fc.sample(fc.noBias(smallBasket(size)), { seed: 4, numRuns: 1 })] as const)

  it.each(tried)('add up, are no dearer than at a plain till, and cost the same in any order: %s', { timeout: patienceMs }, (_, baskets) => {
    for (const basket of baskets) {
      const priced = price(basket.lines, basket.offers)
      expect(faultOf(basket, priced)).toBeUndefined()
      expect(isSameBackwards(basket, priced)).toBe(true)
      if (priced.provenBest) expect(dearerByOneMore(basket, priced, 7)).toBe(0)
    }
  })

  it('save all but half a per cent of what the solver says there is, and never more', { timeout: patienceMs }, () => {
    const found = tried.flatMap(([, baskets]) => baskets).map(({ lines, offers }) => ({ savedMinor: price(lines, offers).totals.discountMinor, atMostMinor: solveAtMost(lines, offers).atMostMinor }))
    for (const { savedMinor, atMostMinor } of found) expect(savedMinor).toBeLessThanOrEqual(atMostMinor)
    const together = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0)
    expect(together(found.map(({ savedMinor }) => savedMinor))).toBeGreaterThanOrEqual(0.995 * together(found.map(({ atMostMinor }) => atMostMinor)))
  })
})

function asksForSpend({ offers }: SmallBasket): boolean {
  return offers.some(({ offer: { condition } }) => condition.kind === 'basket' && condition.spendMinor > 0)
}
