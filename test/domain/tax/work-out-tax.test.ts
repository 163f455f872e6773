import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TaxClassId } from '../../../src/domain/ids.ts'
import type { TaxClass } from '../../../src/domain/tax/tax.ts'
import { workOutTax } from '../../../src/domain/tax/work-out-tax.ts'
import { line, offer, price } from '../../support/domain-baskets.ts'

function taxClass(id: string, kind: TaxClass['kind'], rateBasisPoints: number): TaxClass {
  return { taxClassId: id as TaxClassId, name: id, letter: id, kind, rateBasisPoints }
}

function of(taxClassId: string, netMinor: number): { taxClassId: TaxClassId; netMinor: number } {
  return { taxClassId: taxClassId as TaxClassId, netMinor }
}

describe('the tax table', () => {
  it.each([
    ['included 19 % of 119.00', 'included', 1900, [11_900], { netMinor: 10_000, taxMinor: 1900 }],
    ['included 7 % of 0.99', 'included', 700, [99], { netMinor: 93, taxMinor: 6 }],
    ['included 20 % of 0.03, half a cent rounded up', 'included', 2000, [3], { netMinor: 2, taxMinor: 1 }],
    ['added 8.875 % on 100.00 is out of reach of basis points, 8.88 % is not', 'added', 888, [10_000], { netMinor: 10_000, taxMinor: 888 }],
    ['added 5 % on 0.10, half a cent rounded up', 'added', 500, [10], { netMinor: 10, taxMinor: 1 }],
    ['three lines of 0.10 at 5 % added together before rounding', 'added', 500, [10, 10, 10], { netMinor: 30, taxMinor: 2 }],
    ['three lines of 0.33 with 20 % inside, rounded once', 'included', 2000, [33, 33, 33], { netMinor: 82, taxMinor: 17 }],
    ['nothing at 0 %', 'included', 0, [250], { netMinor: 250, taxMinor: 0 }],
    ['a line given away', 'included', 2000, [0], { netMinor: 0, taxMinor: 0 }],
  ] as const)('%s', (_, kind, rateBasisPoints, nets, row) => {
    const taxClasses = [taxClass('A', kind, rateBasisPoints)]
    expect(workOutTax({ lines: nets.map((net) => of('A', net)), taxClasses })).toEqual([{ taxClassId: 'A', name: 'A', letter: 'A', kind, rateBasisPoints, ...row }])
  })

  it('has a row per class that was sold, in the order of the classes', () => {
    const taxClasses = [taxClass('A', 'included', 2000), taxClass('B', 'added', 700), taxClass('C', 'included', 500)]
    const rows = workOutTax({ lines: [of('C', 105), of('A', 120), of('C', 210)], taxClasses })
    expect(rows.map(({ letter, netMinor, taxMinor }) => [letter, netMinor, taxMinor])).toEqual([
      ['A', 100, 20],
      ['C', 300, 15],
    ])
  })

  it('splits what was paid for a class with included tax without losing a cent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1 }), fc.integer({ min: 0, max: 3000 }), (nets, rate) => {
        const [row] = workOutTax({ lines: nets.map((net) => of('A', net)), taxClasses: [taxClass('A', 'included', rate)] })
        expect((row?.netMinor ?? 0) + (row?.taxMinor ?? 0)).toBe(nets.reduce((sum, net) => sum + net, 0))
      }),
      { seed: 31, numRuns: 300 },
    )
  })

  it('stops at a line whose class nobody knows', () => {
    expect(() => workOutTax({ lines: [of('X', 100)], taxClasses: [taxClass('A', 'added', 500)] })).toThrow('no tax class X')
  })
})

describe('who pays the discount decides the tax', () => {
  const half = { kind: 'percent-off', basisPoints: 5000 } as const
  const lines = [line('1', 'soap', 10_000, 1, { taxClassId: 'B' })]

  it('a store coupon makes the goods cheaper, so less is taxed', () => {
    const priced = price(lines, [offer('store', half)])
    expect(priced.tax).toMatchObject([{ netMinor: 5000, taxMinor: 350 }])
    expect(priced.totals).toMatchObject({ netMinor: 5000, taxAddedMinor: 350, dueMinor: 5350 })
  })

  it('a manufacturer pays part of the same price, so all of it is taxed', () => {
    const priced = price(lines, [offer('maker', half, { funding: { by: 'supplier', supplierShareBasisPoints: 10_000, reducesTaxBase: false } })])
    expect(priced.tax).toMatchObject([{ netMinor: 10_000, taxMinor: 700 }])
    expect(priced.totals).toMatchObject({ netMinor: 5000, taxAddedMinor: 700, dueMinor: 5700 })
  })

  it('counts only the manufacturer part of a line that both discount', () => {
    const maker = offer('maker', { kind: 'amount-off', amountMinor: 1000, per: 'unit' }, { stackingGroup: 'a', funding: { reducesTaxBase: false } })
    const store = offer('store', half, { stackingGroup: 'b' })
    const priced = price(lines, [maker, store])
    expect(priced.totals).toMatchObject({ netMinor: 4500, taxAddedMinor: 385 })
  })
})
