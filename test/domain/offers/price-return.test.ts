import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unitCountOf, type Line } from '../../../src/domain/basket/line.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import type { PricingInput } from '../../../src/domain/offers/price-basket.ts'
import type { ArmedOffer } from '../../../src/domain/offers/priced-basket.ts'
import { priceReturn, type PricedReturn, type RefundedUnits } from '../../../src/domain/offers/price-return.ts'
import { armed, line, offer, price, setOf, sundayMorning, taxA, taxB, unitsOf } from '../../support/domain-baskets.ts'
import { smallBasket } from '../../support/domain-small-baskets.ts'

/** What comes back of a sale that is priced here first: pairs of line position and units. */
function bringBack(lines: readonly Line[], offers: readonly (Offer | ArmedOffer)[], returned: readonly (readonly [number, number])[]): PricedReturn {
  const sold: PricingInput = { lines, armed: offers.map((each) => ('offer' in each ? each : armed(each))), time: sundayMorning, taxClasses: [taxA, taxB], earn: { points: 0, perMinor: 100 }, hasMember: false }
  return priceReturn({ sold, priced: price(lines, sold.armed), returned: returned.map(([lineIndex, unitCount]) => ({ lineIndex, unitCount })) })
}

const refunds = ({ lines }: PricedReturn): number[] => lines.map(({ refundMinor }) => refundMinor)
const toys = [line('1', 'x', 300), line('2', 'y', 200), line('3', 'z', 100)]
const threeForTwo = offer('3for2', { kind: 'n-for-m', takeCount: 3, payCount: 2 })

describe('what a customer gets back for a part of a multi-buy', () => {
  it.each([
    ['the free one brings nothing', toys, [threeForTwo], [[2, 1]], [0]],
    ['the dearest brings what the rest costs less', toys, [threeForTwo], [[0, 1]], [200]],
    ['everything brings everything', toys, [threeForTwo], [[0, 1], [1, 1], [2, 1]], [250, 167, 83]],
    ['two of a line of four for three bring one price', [line('1', 'beer', 150, 4)], [offer('4for3', { kind: 'n-for-m', takeCount: 4, payCount: 3 })], [[0, 2]], [150]],
    ['a weighed line comes back whole', [line('1', 'grapes', 293, 1, {}, 734)], [offer('ten', { kind: 'percent-off', basisPoints: 1000 })], [[0, 1]], [264]],
    ['never more than was paid for it', [line('1', 'x', 1000), line('2', 'y', 800)], [offer('half', { kind: 'percent-off', basisPoints: 5000 }, { limits: { perTransaction: 1 } })], [[0, 1]], [500]],
    ['a gift that comes back leaves what it came with', [line('1', 'shampoo', 450), line('2', 'conditioner', 380)], [offer('pair', { kind: 'get-percent-off', set: setOf(['conditioner']), unitCount: 1, basisPoints: 10_000 }, { condition: unitsOf(['shampoo']) })], [[1, 1]], [0]],
    ['the thing that brought a gift pays for it', [line('1', 'shampoo', 450), line('2', 'conditioner', 380)], [offer('pair', { kind: 'get-percent-off', set: setOf(['conditioner']), unitCount: 1, basisPoints: 10_000 }, { condition: unitsOf(['shampoo']) })], [[0, 1]], [70]],
  ] as const)('%s', (_, lines, offers, returned, expected) => {
    expect(refunds(bringBack(lines, offers, returned))).toEqual(expected)
  })

  it('an offer that lost in the sale does not win in the return', () => {
    const lines = [line('1', 'x', 600), line('2', 'y', 500), line('3', 'z', 400)]
    const { kept, refundMinor } = bringBack(lines, [offer('half', { kind: 'percent-off', basisPoints: 5000 }, { condition: unitsOf(['x']) }), threeForTwo], [[2, 1]])
    expect({ due: kept.totals.dueMinor, refundMinor }).toEqual({ due: 1100, refundMinor: 0 })
  })

  it('tax on top goes back with the goods, tax inside is told', () => {
    const { tax, dueBackMinor } = bringBack([line('1', 'cap', 999, 2, { taxClassId: 'B' }), line('2', 'pan', 1200)], [], [[0, 1], [1, 1]])
    expect(tax.map(({ taxClassId, netMinor, taxMinor }) => ({ taxClassId, netMinor, taxMinor }))).toEqual([{ taxClassId: 'A', netMinor: 1000, taxMinor: 200 }, { taxClassId: 'B', netMinor: 999, taxMinor: 70 }])
    expect(dueBackMinor).toBe(999 + 70 + 1200)
  })

  it.each([
    ['a line that is not there', [[3, 1]]],
    ['more than was sold', [[0, 2]]],
    ['nothing', [[0, 0]]],
    ['one line twice', [[0, 1], [0, 1]]],
  ] as const)('refuses %s as a mistake of the caller', (_, returned) => {
    expect(() => bringBack(toys, [], returned)).toThrow()
  })
})

describe('whatever was bought and whatever comes back', () => {
  const anyReturn = smallBasket({ unitCount: 5, itemOfferCount: 3, groupCount: 2, basketOfferCount: 1 }).chain(({ lines, offers }) =>
    fc.tuple(...lines.map(({ quantity }) => fc.integer({ min: 0, max: unitCountOf(quantity) }))).map((counts) => ({ lines, offers, returned: counts.flatMap((count, index) => (count > 0 ? [[index, count] as const] : [])) })),
  )

  it('nothing is refunded beyond what was paid, nothing is charged, and the parts add up', () => {
    fc.assert(
      fc.property(anyReturn, ({ lines, offers, returned }) => {
        const back = bringBack(lines, offers, returned)
        expect(back.lines.every(({ refundMinor, paidMinor }) => refundMinor >= 0 && refundMinor <= paidMinor)).toBe(true)
        expect(back.refundMinor).toBe(refunds(back).reduce((sum, each) => sum + each, 0))
        expect(back.dueBackMinor).toBeGreaterThanOrEqual(back.refundMinor)
        expect(back.dueBackMinor).toBeLessThanOrEqual(price(lines, offers).totals.dueMinor)
      }),
      { seed: 5, numRuns: 150 },
    )
  })

  it('all of it brings back all that was paid, to the cent and with its tax', () => {
    fc.assert(
      fc.property(smallBasket({ unitCount: 5, itemOfferCount: 3, groupCount: 2, basketOfferCount: 1 }), ({ lines, offers }) => {
        const { totals } = price(lines, offers)
        expect(bringBack(lines, offers, lines.map(({ quantity }, index) => [index, unitCountOf(quantity)])).dueBackMinor).toBe(totals.dueMinor)
      }),
      { seed: 6, numRuns: 100 },
    )
  })

  it('any number of returns brings back all that was paid, line by line and with its tax, and never more on the way', () => {
    const inTwoOrThree = smallBasket({ unitCount: 5, itemOfferCount: 3, groupCount: 2, basketOfferCount: 1 }).chain(({ lines, offers }) =>
      fc.tuple(...lines.map(({ quantity }) => fc.array(fc.nat({ max: 2 }), { minLength: unitCountOf(quantity), maxLength: unitCountOf(quantity) }))).map((goes) => ({ lines, offers, goes })),
    )
    fc.assert(
      fc.property(inTwoOrThree, ({ lines, offers, goes }) => {
        const priced = price(lines, offers)
        const sold: PricingInput = { lines, armed: offers, time: sundayMorning, taxClasses: [taxA, taxB], earn: { points: 0, perMinor: 100 }, hasMember: false }
        const before = new Map<number, RefundedUnits>()
        const taxBack = new Map<string, number>()
        let dueBackMinor = 0
        for (const go of [0, 1, 2]) {
          const returned = goes.flatMap((units, lineIndex) => (units.includes(go) ? [{ lineIndex, unitCount: units.filter((each) => each === go).length }] : []))
          if (returned.length === 0) continue
          const back = priceReturn({ sold, priced, returned, before: [...before.values()] })
          for (const { lineId, unitCount, refundMinor } of back.lines) {
            expect(refundMinor).toBeGreaterThanOrEqual(0)
            const lineIndex = lines.findIndex((each) => each.lineId === lineId)
            const known = before.get(lineIndex)
            before.set(lineIndex, { lineIndex, unitCount: unitCount + (known?.unitCount ?? 0), refundMinor: refundMinor + (known?.refundMinor ?? 0) })
          }
          for (const row of back.tax) {
            expect(row.taxMinor).toBeGreaterThanOrEqual(0)
            taxBack.set(row.taxClassId, row.taxMinor + (taxBack.get(row.taxClassId) ?? 0))
          }
          dueBackMinor += back.dueBackMinor
          expect(dueBackMinor).toBeLessThanOrEqual(priced.totals.dueMinor)
        }
        expect(dueBackMinor).toBe(priced.totals.dueMinor)
        expect(lines.map((_, index) => before.get(index)?.refundMinor)).toEqual(priced.lines.map(({ netMinor }) => netMinor))
        expect(Object.fromEntries(taxBack)).toEqual(Object.fromEntries(priced.tax.map(({ taxClassId, taxMinor }) => [taxClassId, taxMinor])))
      }),
      { seed: 8, numRuns: 150 },
    )
  })
})
