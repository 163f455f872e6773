import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cashRoundings } from '../../../src/domain/money/cash-rounding.ts'
import type { SaleCommand } from '../../../src/domain/sale/commands.ts'
import { add, anItem, ringUp, type Rung } from '../../support/sale.ts'

const pay: SaleCommand = { kind: 'open-tender' }
const cash = (amountMinor: number): SaleCommand => ({ kind: 'take-tender', tenderKind: 'cash', amountMinor })
const card = (amountMinor: number): SaleCommand => ({ kind: 'take-tender', tenderKind: 'card-confirmed', amountMinor })

function paid(dueMinor: number, tenders: readonly SaleCommand[], country: keyof typeof cashRoundings): Rung {
  return ringUp([add(anItem({ priceMinor: dueMinor })), pay, ...tenders], undefined, { cashRounding: cashRoundings[country] })
}

describe('a store without small coins', () => {
  test.each([
    ['cash for all of it', 1003, [cash(2000)], 'AU', { changeMinor: 995, roundingMinor: 2 }],
    ['the rounded amount', 1002, [cash(1000)], 'AU', { changeMinor: 0, roundingMinor: -2 }],
    ['a card pays to the cent', 1003, [card(1003)], 'AU', { changeMinor: 0 }],
    ['a card, then cash for what it left', 1003, [card(500), cash(1000)], 'AU', { changeMinor: 495, roundingMinor: 2 }],
    ['cash, then a card for what it left', 1003, [cash(500), card(503)], 'AU', { changeMinor: 0 }],
    ['cash in parts: only the last is rounded', 1003, [cash(500), cash(505)], 'AU', { changeMinor: 0, roundingMinor: 2 }],
    ['cash for an amount that needs no rounding', 1005, [cash(1005)], 'AU', { changeMinor: 0 }],
    ['a card that leaves what rounds to nothing', 1002, [card(1000), cash(0)], 'AU', { changeMinor: 0, roundingMinor: -2 }],
    ['half a krone', 9950, [cash(20_000)], 'SE', { changeMinor: 10_000, roundingMinor: 50 }],
  ] as const)('%s', (_what, dueMinor, tenders, country, money) => {
    const { sale, refusals } = paid(dueMinor, tenders, country)
    expect(refusals).toEqual([])
    expect(sale.kind === 'completed' && { changeMinor: sale.completed.changeMinor, roundingMinor: sale.completed.roundingMinor }).toEqual({ roundingMinor: undefined, ...money })
  })

  test('rounding touches neither lines nor totals nor tax', () => {
    const { sale } = paid(1003, [cash(2000)], 'AU')
    expect(sale).toMatchObject({ completed: { lines: [{ grossMinor: 1003 }], priced: { totals: { netMinor: 1003, dueMinor: 1003 } } } })
  })

  test('nothing handed over is no tender', () => {
    const { sale, facts } = paid(2, [cash(0)], 'AU')
    expect(sale).toMatchObject({ kind: 'completed', completed: { tenders: [], roundingMinor: -2 } })
    expect(facts.map((fact) => fact.kind)).not.toContain('tender-taken')
  })

  test.each([
    ['nothing for what rounds to something', 3, cash(0), { refused: 'amount-not-positive' }],
    ['nothing by card', 2, card(0), { refused: 'amount-not-positive' }],
    ['a card for the rounded amount', 1003, card(1005), { refused: 'card-over-due', dueMinor: 1003 }],
  ] as const)('refuses %s', (_what, dueMinor, tender, refusal) => {
    expect(paid(dueMinor, [tender], 'AU').refusals).toEqual([refusal])
  })

  test('whatever is paid with, tenders less change are the total and its rounding', () => {
    const tender = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3000 })).map(([isCash, amount]) => (isCash ? cash(amount) : card(amount)))
    const country = fc.constantFrom(...(Object.keys(cashRoundings) as (keyof typeof cashRoundings)[]))
    fc.assert(
      fc.property(country, fc.integer({ min: 1, max: 5000 }), fc.array(tender, { maxLength: 8 }), (where, dueMinor, tenders) => {
        const { sale } = paid(dueMinor, [...tenders, cash(10_000)], where)
        if (sale.kind !== 'completed') throw new Error('10 000 pays for all')
        const { completed: { tenders: taken, changeMinor, roundingMinor = 0, priced } } = sale
        expect(taken.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - changeMinor).toBe(priced.totals.dueMinor + roundingMinor)
        expect(priced.totals.dueMinor).toBe(dueMinor)
        expect(Math.abs(roundingMinor) * 2).toBeLessThanOrEqual(cashRoundings[where].incrementMinor)
      }),
      { seed: 44, numRuns: 500 },
    )
  })
})
