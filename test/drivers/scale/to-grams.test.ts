import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textToGrams, toGrams, type WeightUnit } from '../../../drivers/scale/to-grams.ts'

describe('a weight becomes whole grams', () => {
  it.each<[string, WeightUnit, number | undefined]>([
    ['01.235', 'kg', 1235],
    ['0.0005', 'kg', 1],
    ['0.0004', 'kg', 0],
    ['-0.0005', 'kg', -1],
    ['750', 'g', 750],
    ['750.5', 'g', 751],
    ['750.4', 'g', 750],
    ['1500', 'mg', 2],
    // 453.59237 g and 28.349523125 g, exactly.
    ['1', 'lb', 454],
    ['2.20', 'lb', 998],
    ['100', 'lb', 45_359],
    ['1', 'oz', 28],
    ['16', 'oz', 454],
    ['0.5', 'oz', 14],
    ['', 'kg', undefined],
    ['.5', 'kg', undefined],
    ['1.', 'kg', undefined],
    ['1.2.3', 'kg', undefined],
    ['1e3', 'kg', undefined],
    [' 1', 'kg', undefined],
    ['1234567890', 'g', undefined],
  ])('"%s" %s is %s g', (text, unit, grams) => {
    expect(textToGrams(text, unit)).toBe(grams)
  })

  it.each([
    [1235, 0, 'g', 1235],
    [12, 2, 'g', 1200],
    [12, -1, 'oz', 34],
    [4, -1, 'oz', 11],
    [1, 10, 'kg', undefined],
    [1.5, 0, 'g', undefined],
    [Number.NaN, 0, 'g', undefined],
  ] as const)('%s times ten to the %s %s is %s g', (digits, exponent, unit, grams) => {
    expect(toGrams(digits, exponent, unit)).toBe(grams)
  })

  it('half a gram goes up, in whatever unit the scale writes the same weight', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999 }), (milligrams) => {
      const wanted = Math.floor((milligrams + 500) / 1000)
      expect(toGrams(milligrams, 0, 'mg')).toBe(wanted)
      expect(toGrams(milligrams, -3, 'g')).toBe(wanted)
      expect(toGrams(milligrams, -6, 'kg')).toBe(wanted)
    }), { seed: 3, numRuns: 300 })
  })

  it('sixteen ounces are one pound, to the gram', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999 }), (thousandthsOfPounds) => {
      expect(toGrams(thousandthsOfPounds * 16, -3, 'oz')).toBe(toGrams(thousandthsOfPounds, -3, 'lb'))
    }), { seed: 3, numRuns: 300 })
  })
})
