import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideHalfUp, formatMinor, parseMinor } from '../../../src/domain/money/money.ts'

const euro = { code: 'EUR', decimals: 2, symbol: '€' } as const
const yen = { code: 'JPY', decimals: 0, symbol: '¥' } as const
const dinar = { code: 'KWD', decimals: 3, symbol: 'KD' } as const

describe('reading a price', () => {
  it.each([
    ['3.99', euro, 399],
    ['4', euro, 400],
    ['0.5', euro, 50],
    ['-0.05', euro, -5],
    ['-0', euro, 0],
    ['1.1', yen, undefined],
    ['110', yen, 110],
    ['1.234', dinar, 1234],
    ['1.234', euro, undefined],
    ['', euro, undefined],
    ['1,50', euro, undefined],
    ['1e3', euro, undefined],
    ['.5', euro, undefined],
    ['9999999999999', euro, undefined],
  ] as const)('"%s" in %j is %s', (text, currency, minor) => {
    expect(parseMinor(text, currency)).toBe(minor)
  })
})

describe('writing a price', () => {
  it.each([
    [1234, euro, '12.34'],
    [5, euro, '0.05'],
    [-5, euro, '-0.05'],
    [0, euro, '0.00'],
    [120, yen, '120'],
    [7, dinar, '0.007'],
  ] as const)('%i in %j is "%s"', (minor, currency, text) => {
    expect(formatMinor(minor, currency)).toBe(text)
  })

  it('is read back as the same price', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.constantFrom(euro, yen, dinar), (minor, currency) => {
        expect(parseMinor(formatMinor(minor, currency), currency)).toBe(minor)
      }),
      { seed: 21, numRuns: 500 },
    )
  })

  it('refuses a broken amount', () => {
    expect(() => formatMinor(0.5, euro)).toThrow('money is a whole number of minor units, got 0.5')
  })
})

describe('rounding', () => {
  it.each([
    [5, 10, 1],
    [4, 10, 0],
    [-5, 10, -1],
    [-4, 10, 0],
    [15, 10, 2],
    [249, 100, 2],
    [0, 7, 0],
  ])('%i / %i is %i, half away from zero', (numerator, denominator, quotient) => {
    expect(divideHalfUp(numerator, denominator)).toBe(quotient)
  })

  it('never strays further than half a unit', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1_000_000 }), (numerator, denominator) => {
        expect(Math.abs(divideHalfUp(numerator, denominator) * denominator - numerator) * 2).toBeLessThanOrEqual(denominator)
      }),
      { seed: 22, numRuns: 500 },
    )
  })

  it('refuses to divide by nothing or to lose digits', () => {
    expect(() => divideHalfUp(1, 0)).toThrow('cannot divide 1 by 0')
    expect(() => divideHalfUp(2 ** 53, 3)).toThrow('cannot divide')
  })
})
