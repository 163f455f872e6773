import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noChoice } from '../../../src/domain/offers/item-choice.ts'
import { searchStates } from '../../../src/domain/offers/search-states.ts'
import { price } from '../../support/domain-baskets.ts'
import { partsOf } from '../../support/domain-parts.ts'
import { triedBasket, triedSizes } from '../../support/domain-proof.ts'
import { smallBasket, type BasketSize } from '../../support/domain-small-baskets.ts'

/** Minutes on a busy machine, seconds on an idle one. */
const patienceMs = 120_000

const plenty = 20_000_000

describe('looking at every rest of the units', () => {
  it.each(triedSizes)('comes to what the walk through all choices proves when %s', { timeout: patienceMs }, (_, size) => {
    fc.assert(
      fc.property(triedBasket(size, 2000), (basket) => {
        for (const { component, best } of partsOf(basket)) {
          const found = searchStates(component, { ...noChoice, runs: component.runs }, { left: plenty })
          expect([found?.choice.savingMinor, found?.provenBest]).toEqual([best.choice.savingMinor, best.provenBest])
          expect(found?.choice.tie.couponCount).toBe(best.choice.tie.couponCount)
        }
      }),
      { seed: 5, numRuns: 40, endOnFailure: true },
    )
  })

  it('says nothing where the steps do not suffice, and nothing less than what is known', () => {
    const [basket] = fc.sample(fc.noBias(smallBasket({ unitCount: 12, itemOfferCount: 9, groupCount: 2, basketOfferCount: 0, isGenerous: true })), { seed: 1, numRuns: 1 })
    const [part] = basket ? partsOf(basket) : []
    if (!part) throw new Error('a basket of one shelf has a part')
    const { component, best } = part
    expect(searchStates(component, noChoice, { left: 5000 })).toBeUndefined()
    expect(searchStates(component, best.choice, { left: plenty })?.choice.savingMinor).toBe(best.choice.savingMinor)
  })
})

/** Offers that stand in each other's way on a few shelves, as in a leaflet week. Twenty at most. */
const crowded: readonly (readonly [title: string, size: BasketSize, leastProven: number])[] = [
  ['one group on two shelves', { unitCount: 16, itemOfferCount: 17, groupCount: 1, basketOfferCount: 0, shelfCount: 2 }, 60],
  ['two groups on four shelves', { unitCount: 20, itemOfferCount: 15, groupCount: 2, basketOfferCount: 0, shelfCount: 4 }, 59],
]

describe('up to twenty offers that stand in each other\'s way', () => {
  it.each(crowded)('are chosen from with proof in all but a few of sixty baskets: %s', { timeout: patienceMs }, (_, size, leastProven) => {
    const baskets = fc.sample(fc.noBias(smallBasket(size)), { seed: 11, numRuns: 60 })
    expect(baskets.filter(({ lines, offers }) => price(lines, offers).provenBest).length).toBeGreaterThanOrEqual(leastProven)
  })
})
