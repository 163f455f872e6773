import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cashRoundingOf, cashRoundings, roundCash, type CashRounding } from '../../../src/domain/money/cash-rounding.ts'
import { settleCash } from '../../../src/domain/money/settle-cash.ts'

/** Every ending there is, from 0: what an amount with that ending comes to in cash. */
const fiveCents = [0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
const tenCents = [0, 0, 0, 0, 0, 0, 10, 10, 10, 10]
const hundredths = (cashOf: (ending: number) => number): number[] => Array.from({ length: 100 }, (_, ending) => cashOf(ending))
const wholeKrone = hundredths((ore) => (ore < 50 ? 0 : 100))
const halfKrone = hundredths((ore) => (ore < 25 ? 0 : ore < 75 ? 50 : 100))

const rule = fc.oneof(fc.constantFrom(...Object.values(cashRoundings)), fc.record({ incrementMinor: fc.integer({ min: 2, max: 1000 }), ties: fc.constantFrom('up', 'down') }))
const farthest = ({ incrementMinor }: CashRounding): number => incrementMinor / 2

describe('amounts paid in cash', () => {
  it.each([
    ['AU', fiveCents],
    ['CA', fiveCents],
    ['CH', fiveCents],
    ['FI', fiveCents],
    ['MY', fiveCents],
    ['NZ', tenCents],
    ['SE', wholeKrone],
    ['NO', wholeKrone],
    ['DK', halfKrone],
  ] as const)('%s: every ending is rounded as the country does', (country, cashOf) => {
    const wholes = [0, 1000, 123_400]
    for (const whole of wholes) expect(cashOf.map((_, ending) => roundCash(whole + ending, cashRoundings[country]))).toEqual(cashOf.map((cash) => whole + cash))
  })

  it('a shop in New Zealand may round the half up', () => {
    expect([994, 995, 996].map((amount) => roundCash(amount, { incrementMinor: 10, ties: 'up' }))).toEqual([990, 1000, 1000])
  })

  it('are to the cent where nobody rounds', () => {
    expect(roundCash(1003, undefined)).toBe(1003)
  })

  it('a store names its country, or says its own rule', () => {
    expect([cashRoundingOf('DK'), cashRoundingOf({ incrementMinor: 25, ties: 'down' }), cashRoundingOf(undefined)]).toEqual([{ incrementMinor: 50, ties: 'up' }, { incrementMinor: 25, ties: 'down' }, undefined])
  })

  it('are multiples of the increment at most half of it away, and the same steps everywhere', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: -1000, max: 1000 }), (rounding, amountMinor, steps) => {
        const cash = roundCash(amountMinor, rounding)
        expect(Math.abs(cash % rounding.incrementMinor)).toBe(0)
        expect(Math.abs(cash - amountMinor)).toBeLessThanOrEqual(farthest(rounding))
        expect(roundCash(cash, rounding)).toBe(cash)
        expect(roundCash(amountMinor + steps * rounding.incrementMinor, rounding)).toBe(cash + steps * rounding.incrementMinor)
        expect(roundCash(amountMinor + 1, rounding)).toBeGreaterThanOrEqual(cash)
      }),
      { seed: 41, numRuns: 1000 },
    )
  })
})

describe('cash that ends a payment', () => {
  it.each([
    ['a note, in Finland', 'FI', 1003, 2000, { changeMinor: 995, roundingMinor: 2 }],
    ['the rounded amount, in Finland', 'FI', 1003, 1005, { changeMinor: 0, roundingMinor: 2 }],
    ['the exact amount, where one-cent coins are still taken', 'FI', 1003, 1003, { changeMinor: 0, roundingMinor: 0 }],
    ['a cent less than that is part of the money', 'FI', 1003, 1002, undefined],
    ['rounded down, to the customer’s good', 'FI', 1002, 1000, { changeMinor: 0, roundingMinor: -2 }],
    ['change rounded by the same rule, from odd coins', 'FI', 1004, 1009, { changeMinor: 5, roundingMinor: 0 }],
    ['the half rounded down, in New Zealand', 'NZ', 1995, 2000, { changeMinor: 10, roundingMinor: -5 }],
    ['the half rounded up, in Sweden', 'SE', 9950, 20_000, { changeMinor: 10_000, roundingMinor: 50 }],
    ['a quarter rounded up, in Denmark', 'DK', 9925, 10_000, { changeMinor: 50, roundingMinor: 25 }],
    ['nothing, where what is left rounds to nothing', 'AU', 2, 0, { changeMinor: 0, roundingMinor: -2 }],
    ['nothing is not enough for three cents', 'AU', 3, 0, undefined],
    ['less than the rounded amount is part of the money', 'NO', 9950, 9900, undefined],
  ] as const)('%s', (_what, country, leftMinor, givenMinor, end) => {
    expect(settleCash({ leftMinor, givenMinor, rounding: cashRoundings[country] })).toEqual(end)
  })

  it('without rounding is change to the cent', () => {
    expect([settleCash({ leftMinor: 1003, givenMinor: 2000, rounding: undefined }), settleCash({ leftMinor: 1003, givenMinor: 1002, rounding: undefined })]).toEqual([{ changeMinor: 997, roundingMinor: 0 }, undefined])
  })

  it('adds up: what was kept is what was left and its rounding, which is at most half an increment', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 1_100_000 }), (rounding, leftMinor, givenMinor) => {
        const end = settleCash({ leftMinor, givenMinor, rounding })
        const isCovered = givenMinor >= Math.min(leftMinor, roundCash(leftMinor, rounding))
        expect(end !== undefined).toBe(isCovered)
        if (!end) return
        expect(givenMinor - end.changeMinor).toBe(leftMinor + end.roundingMinor)
        expect(Math.abs(end.roundingMinor)).toBeLessThanOrEqual(farthest(rounding))
        expect(end.changeMinor).toBeGreaterThanOrEqual(0)
        expect(end.changeMinor % rounding.incrementMinor).toBe(0)
      }),
      { seed: 42, numRuns: 2000 },
    )
  })

  it('makes coins that there are come to the rounded total, whatever note is handed over', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 1000 }), (rounding, leftMinor, steps) => {
        const cashMinor = roundCash(leftMinor, rounding)
        const changeMinor = steps * rounding.incrementMinor
        expect(settleCash({ leftMinor, givenMinor: cashMinor + changeMinor, rounding })).toEqual({ changeMinor, roundingMinor: cashMinor - leftMinor })
      }),
      { seed: 43, numRuns: 1000 },
    )
  })
})
