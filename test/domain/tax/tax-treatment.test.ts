import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '../../../src/domain/basket/line.ts'
import type { TaxClassId } from '../../../src/domain/ids.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { priceReturn, type PricedReturn } from '../../../src/domain/offers/price-return.ts'
import type { PricedBasket } from '../../../src/domain/offers/priced-basket.ts'
import type { TaxClass, TaxRounding } from '../../../src/domain/tax/tax.ts'
import { armed, line, offer, price, sundayMorning, taxA, taxB, unitsOf, type OfferPart } from '../../support/domain-baskets.ts'

/** 20 % inside (A), 7 % on top (B), 5 % inside (C), 10 % on top (D), nothing (Z). */
const taxClasses: readonly TaxClass[] = [
  taxA,
  taxB,
  { taxClassId: 'C' as TaxClassId, name: 'Books', letter: 'C', rateBasisPoints: 500, kind: 'included' },
  { taxClassId: 'D' as TaxClassId, name: 'Levy', letter: 'D', rateBasisPoints: 1000, kind: 'added' },
  { taxClassId: 'Z' as TaxClassId, name: 'Zero', letter: 'Z', rateBasisPoints: 0, kind: 'included' },
]

/** Somebody else pays this discount: the shop still gets the money. */
const maker: OfferPart = { funding: { by: 'supplier', supplierShareBasisPoints: 10_000, reducesTaxBase: false } }
/** A supplier's money for a price of the shop's own. */
const tradeDeal: OfferPart = { funding: { by: 'supplier', supplierShareBasisPoints: 10_000, reducesTaxBase: true } }
const everything: OfferPart = { condition: { kind: 'basket', spendMinor: 0 }, stackingGroup: 'basket' }
const tenPercent = { kind: 'basket-percent-off', basisPoints: 1000 } as const
const half = { kind: 'percent-off', basisPoints: 5000 } as const
const off = (amountMinor: number): Offer['reward'] => ({ kind: 'amount-off', amountMinor, per: 'once' })

const goods = (letter: string, grossMinor: number, id = letter): Line => line(id, id, grossMinor, 1, { taxClassId: letter })
/** A cup for 12.00 with 20 % inside and a book for 10.50 with 5 % inside. */
const cupAndBook = [goods('A', 1200), goods('C', 1050)]
/** 1.50 and 0.50, 7 % on top of each. */
const twoSoaps = [goods('B', 150, 'large'), goods('B', 50, 'small')]
const onLarge = (part: OfferPart = {}): Offer => offer('coupon', off(20), { condition: unitsOf(['large']), ...part })

const letters = ({ tax }: PricedBasket): [string, number, number][] => tax.map(({ letter, netMinor, taxMinor }) => [letter, netMinor, taxMinor])
const paidByOthers = ({ lines }: PricedBasket, offers: readonly Offer[]): number => {
  const others = new Set<string>(offers.filter(({ funding }) => !funding.reducesTaxBase).map(({ offerId }) => offerId))
  return lines.flatMap(({ discounts }) => discounts).reduce((sum, { offerId, amountMinor }) => sum + (others.has(offerId) ? amountMinor : 0), 0)
}
const tableSum = ({ tax }: PricedBasket): number => tax.reduce((sum, { netMinor, taxMinor }) => sum + netMinor + taxMinor, 0)

describe('the tax of a sale, worked by hand', () => {
  it.each<[string, readonly Line[], readonly Offer[], TaxRounding, [string, number, number][], number]>([
    ['two rates inside: 12.00 ÷ 6 and 10.50 ÷ 21', cupAndBook, [], 'receipt', [['A', 1000, 200], ['C', 1000, 50]], 2250],
    ['10 % off all by the store: 1.20 and 1.05 less of each class', cupAndBook, [offer('all', tenPercent, everything)], 'receipt', [['A', 900, 180], ['C', 900, 45]], 2025],
    ['10 % off all by a maker: the same 20.25 to pay, the tax of 22.50', cupAndBook, [offer('all', tenPercent, { ...everything, ...maker })], 'receipt', [['A', 1000, 200], ['C', 1000, 50]], 2025],
    ['half off by the store, 7 % on top of 50.00', [goods('B', 10_000)], [offer('half', half)], 'receipt', [['B', 5000, 350]], 5350],
    ['half off by a maker, 7 % on top of 100.00', [goods('B', 10_000)], [offer('half', half, maker)], 'receipt', [['B', 10_000, 700]], 5700],
    ['half off with a supplier’s money is still the shop’s own price', [goods('B', 10_000)], [offer('half', half, tradeDeal)], 'receipt', [['B', 5000, 350]], 5350],
    ['a maker’s 10.00 and the store’s half of the rest: 100.00 less 45.00 is taxed', [goods('B', 10_000)], [offer('maker', off(1000), { stackingGroup: 'a', ...maker }), offer('store', half, { stackingGroup: 'b' })], 'receipt', [['B', 5500, 385]], 4885],
    ['what a maker gives away still has its tax to pay', [goods('B', 100)], [offer('free', { kind: 'percent-off', basisPoints: 10_000 }, maker)], 'receipt', [['B', 100, 7]], 7],
    ['what the store gives away has none', [goods('B', 100)], [offer('free', { kind: 'percent-off', basisPoints: 10_000 })], 'receipt', [['B', 0, 0]], 0],
    ['one rate inside, two on top, one of nothing', [goods('A', 120), goods('B', 200), goods('D', 333), goods('Z', 250)], [], 'receipt', [['A', 100, 20], ['B', 200, 14], ['D', 333, 33], ['Z', 250, 0]], 950],
    ['over the receipt 7 % of 2.00', twoSoaps, [], 'receipt', [['B', 200, 14]], 214],
    ['line by line 10.5 and 3.5 cents, both up', twoSoaps, [], 'line', [['B', 200, 15]], 215],
    ['a store’s 0.20, over the receipt: 7 % of 1.80', twoSoaps, [onLarge()], 'receipt', [['B', 180, 13]], 193],
    ['a store’s 0.20, line by line: 9.1 and 3.5 cents', twoSoaps, [onLarge()], 'line', [['B', 180, 13]], 193],
    ['a maker’s 0.20, over the receipt: 7 % of 2.00', twoSoaps, [onLarge(maker)], 'receipt', [['B', 200, 14]], 194],
    ['a maker’s 0.20, line by line: 10.5 and 3.5 cents', twoSoaps, [onLarge(maker)], 'line', [['B', 200, 15]], 195],
    ['20 % inside of 0.99 twice, over the receipt: 33 cents', [goods('A', 99, 'x'), goods('A', 99, 'y')], [], 'receipt', [['A', 165, 33]], 198],
    ['20 % inside of 0.99 twice, line by line: 16.5 cents, both up', [goods('A', 99, 'x'), goods('A', 99, 'y')], [], 'line', [['A', 164, 34]], 198],
  ])('%s', (_, lines, offers, taxRounding, table, dueMinor) => {
    const priced = price(lines, offers, { taxClasses, taxRounding })
    expect({ table: letters(priced), dueMinor: priced.totals.dueMinor }).toEqual({ table, dueMinor })
    expect(tableSum(priced)).toBe(dueMinor + paidByOthers(priced, offers))
  })
})

/** The lines that come back whole. */
function bringBack(lines: readonly Line[], offers: readonly Offer[], taxRounding: TaxRounding, returned: readonly number[]): PricedReturn {
  const sold = { lines, armed: offers.map(armed), time: sundayMorning, taxClasses, taxRounding, earn: { points: 1, perMinor: 100 }, hasMember: false }
  return priceReturn({ sold, priced: price(lines, offers, { taxClasses, taxRounding }), returned: returned.map((lineIndex) => ({ lineIndex, unitCount: lines[lineIndex]?.quantity.kind === 'units' ? lines[lineIndex].quantity.count : 1 })) })
}

describe('tax goes back as it was taken', () => {
  it.each<[string, readonly Offer[], TaxRounding, number[], number]>([
    ['over the receipt: 14 cents less the 4 of 0.50', [], 'receipt', [0], 150 + 10],
    ['line by line: the 11 cents of 1.50', [], 'line', [0], 150 + 11],
    ['line by line: the 4 cents of 0.50', [], 'line', [1], 50 + 4],
    ['a store’s 0.20 off: the 9 cents of 1.30', [onLarge()], 'line', [0], 130 + 9],
    ['a maker’s 0.20 off: the 11 cents of 1.50, though 1.30 was paid', [onLarge(maker)], 'line', [0], 130 + 11],
    ['all of it', [onLarge(maker)], 'line', [0, 1], 195],
  ])('%s', (_, offers, taxRounding, returned, dueBackMinor) => {
    expect(bringBack(twoSoaps, offers, taxRounding, returned).dueBackMinor).toBe(dueBackMinor)
  })
})

describe('the tax of any sale', () => {
  const someGoods = fc.record({ letter: fc.constantFrom('A', 'B', 'C', 'D', 'Z'), id: fc.constantFrom('1', '2', '3'), unitMinor: fc.integer({ min: 0, max: 3000 }), count: fc.integer({ min: 1, max: 3 }) })
  const someLines = fc.array(someGoods, { minLength: 1, maxLength: 8 }).map((all) => all.map(({ letter, id, unitMinor, count }, index) => line(String(index), `${letter}${id}`, unitMinor, count, { taxClassId: letter })))
  const reward = fc.oneof(
    fc.record({ kind: fc.constant('percent-off' as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ kind: fc.constant('amount-off' as const), amountMinor: fc.integer({ min: 1, max: 999 }), per: fc.constantFrom('unit' as const, 'once' as const) }),
    fc.record({ kind: fc.constant('basket-percent-off' as const), basisPoints: fc.integer({ min: 1, max: 3000 }) }),
    fc.record({ kind: fc.constant('basket-amount-off' as const), amountMinor: fc.integer({ min: 1, max: 2000 }) }),
  )
  const someOffers = fc.array(fc.tuple(reward, fc.boolean()), { maxLength: 3 }).map((all) =>
    all.map(([each, isMakers], index) => offer(`o${index}`, each, { ...(each.kind.startsWith('basket') ? { ...everything, stackingGroup: `basket ${index}` } : { stackingGroup: `item ${index}` }), ...(isMakers ? maker : {}) })),
  )
  const rounding = fc.constantFrom<TaxRounding>('receipt', 'line')

  it('adds up: the table is what the customer pays, and what others pay for her', () => {
    fc.assert(
      fc.property(someLines, someOffers, rounding, (lines, offers, taxRounding) => {
        const priced = price(lines, offers, { taxClasses, taxRounding })
        expect(tableSum(priced)).toBe(priced.totals.dueMinor + paidByOthers(priced, offers))
        expect(priced.totals.dueMinor - priced.totals.netMinor).toBe(priced.totals.taxAddedMinor)
      }),
      { seed: 32, numRuns: 300 },
    )
  })

  it('does not depend on the order of scanning', () => {
    const shuffled = someLines.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length })))
    fc.assert(
      fc.property(shuffled, someOffers, rounding, ([lines, others], offers, taxRounding) => {
        const [one, two] = [price(lines, offers, { taxClasses, taxRounding }), price(others, offers, { taxClasses, taxRounding })]
        expect({ tax: two.tax, totals: two.totals }).toEqual({ tax: one.tax, totals: one.totals })
      }),
      { seed: 33, numRuns: 200 },
    )
  })

  it('goes back whole when everything comes back', () => {
    fc.assert(
      fc.property(someLines, someOffers, rounding, (lines, offers, taxRounding) => {
        const priced = price(lines, offers, { taxClasses, taxRounding })
        const back = bringBack(lines, offers, taxRounding, [...lines.keys()])
        expect({ tax: back.tax, dueBackMinor: back.dueBackMinor }).toEqual({ tax: priced.tax, dueBackMinor: priced.totals.dueMinor })
      }),
      { seed: 35, numRuns: 200 },
    )
  })

  it('is never less for a maker’s discount than for the same one of the store’s own', () => {
    fc.assert(
      fc.property(someLines, reward, rounding, (lines, each, taxRounding) => {
        const part = each.kind.startsWith('basket') ? everything : {}
        const taxOf = (more: OfferPart): number => price(lines, [offer('o', each, { ...part, ...more })], { taxClasses, taxRounding }).tax.reduce((sum, { taxMinor }) => sum + taxMinor, 0)
        expect(taxOf(maker)).toBeGreaterThanOrEqual(taxOf({}))
        expect(taxOf(maker)).toBe(price(lines, [], { taxClasses, taxRounding }).tax.reduce((sum, { taxMinor }) => sum + taxMinor, 0))
      }),
      { seed: 34, numRuns: 200 },
    )
  })
})
