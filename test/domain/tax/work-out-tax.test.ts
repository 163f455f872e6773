import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TaxClassId } from '../../../src/domain/ids.ts'
import type { TaxClass } from '../../../src/domain/tax/tax.ts'
import { workOutTax } from '../../../src/domain/tax/work-out-tax.ts'

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

  it.each([
    ['three of 0.10 at 5 % added: half a cent up, three times', 'added', 500, [10, 10, 10], { netMinor: 30, taxMinor: 3 }],
    ['three of 0.33 with 20 % inside: 5.5 cents each', 'included', 2000, [33, 33, 33], { netMinor: 81, taxMinor: 18 }],
    ['two of 0.04 at 10 % added: 0.4 of a cent each is nothing', 'added', 1000, [4, 4], { netMinor: 8, taxMinor: 0 }],
    ['one line is the same either way', 'included', 700, [99], { netMinor: 93, taxMinor: 6 }],
  ] as const)('rounded line by line: %s', (_, kind, rateBasisPoints, nets, row) => {
    const taxClasses = [taxClass('A', kind, rateBasisPoints)]
    expect(workOutTax({ lines: nets.map((net) => of('A', net)), taxClasses, rounding: 'line' })).toEqual([{ taxClassId: 'A', name: 'A', letter: 'A', kind, rateBasisPoints, ...row }])
  })

  it('has a row per class that was sold, in the order of the classes', () => {
    const taxClasses = [taxClass('A', 'included', 2000), taxClass('B', 'added', 700), taxClass('C', 'included', 500)]
    const rows = workOutTax({ lines: [of('C', 105), of('A', 120), of('C', 210)], taxClasses })
    expect(rows.map(({ letter, netMinor, taxMinor }) => [letter, netMinor, taxMinor])).toEqual([
      ['A', 100, 20],
      ['C', 300, 15],
    ])
  })

  it('splits what was paid for a class with included tax without losing a cent, and adds added tax to the cent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1 }), fc.integer({ min: 0, max: 3000 }), fc.constantFrom('receipt', 'line'), fc.constantFrom('included', 'added'), (nets, rate, rounding, kind) => {
        const [row] = workOutTax({ lines: nets.map((net) => of('A', net)), taxClasses: [taxClass('A', kind, rate)], rounding })
        const { netMinor = 0, taxMinor = 0 } = row ?? {}
        const baseMinor = nets.reduce((sum, net) => sum + net, 0)
        expect(kind === 'included' ? netMinor + taxMinor : netMinor).toBe(baseMinor)
        const exact = (baseMinor * rate) / (10_000 + (kind === 'included' ? rate : 0))
        expect(Math.abs(taxMinor - exact)).toBeLessThanOrEqual((rounding === 'line' ? nets.length : 1) / 2 + 1e-6)
      }),
      { seed: 31, numRuns: 300 },
    )
  })

  it('stops at a line whose class nobody knows', () => {
    expect(() => workOutTax({ lines: [of('X', 100)], taxClasses: [taxClass('A', 'added', 500)] })).toThrow('no tax class X')
  })
})
