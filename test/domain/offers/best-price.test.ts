import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { line, offer, price, setOf } from '../../support/domain-baskets.ts'
import { prove, triedBasket, triedSizes } from '../../support/domain-proof.ts'

/** Pricing against trying everything, some of each kind; `test/prove/offers.ts` tries ten thousand. */
describe('the greatest saving for the customer', () => {
  it.each(triedSizes)('is found and proven when %s', (_, size) => {
    fc.assert(
      fc.property(triedBasket(size, 2000), (basket) => {
        const { savedMinor, greatestMinor, isProven } = prove(basket)
        expect([savedMinor, isProven]).toEqual([greatestMinor, true])
      }),
      { seed: 1, numRuns: 60, endOnFailure: true },
    )
  })

  it('gives the set that is got what the spend on the other does not need', () => {
    const dates = [line('1', 'dates', 29, 1, {}, 88), line('2', 'dates', 734, 1, {}, 734)]
    const got = offer('o', { kind: 'get-percent-off', set: setOf(['dates']), unitCount: 2, basisPoints: 1000 }, { condition: { kind: 'spend', set: setOf(['dates']), spendMinor: 100 } })
    expect(price(dates, [got]).totals.discountMinor).toBe(3)
  })

  it('asks for three sets as many units as they need together', () => {
    const parts = [{ set: setOf(['apple', 'jam']), unitCount: 2 }, { set: setOf(['bread']), unitCount: 1 }, { set: setOf(['bread', 'milk']), unitCount: 1 }]
    const basketOff = offer('o', { kind: 'basket-percent-off', basisPoints: 1000 }, { condition: { kind: 'sets', parts } })
    const threeApples = line('1', 'apple', 100, 3)
    expect(price([threeApples, line('2', 'bread', 100)], [basketOff])).toMatchObject({ totals: { discountMinor: 0 }, outcomes: [{ state: { kind: 'not-met', missingUnits: 1 } }] })
    expect(price([threeApples, line('2', 'bread', 100, 2)], [basketOff]).totals.discountMinor).toBe(50)
  })

  it('leaves a percentage as it is under a budget that is not used up, and shares out what one cuts off', () => {
    const goods = [line('1', 'apple', 150), line('2', 'jam', 50)]
    const within = (budgetMinor: number): number[] => price(goods, [{ offer: offer('o', { kind: 'percent-off', basisPoints: 1000 }), armedBy: 'automatic', remaining: { budgetMinor } }]).lines.map(({ discountMinor }) => discountMinor)
    expect([within(20), within(8)]).toEqual([[15, 5], [6, 2]])
  })
})
