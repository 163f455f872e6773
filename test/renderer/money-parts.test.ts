import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeCoins } from '../../renderer/lane/tender/change-coins.ts'
import { noteAmounts, quickAmounts } from '../../renderer/lane/tender/quick-amounts.ts'
import { cashRoundings } from '../../src/domain/money/cash-rounding.ts'
import { displayMoney, displayPrice, splitPrice } from '../../renderer/parts/display-money.ts'

const euro = { code: 'EUR', decimals: 2, symbol: '€' } as const
const yen = { code: 'JPY', decimals: 0, symbol: '¥' } as const
const dinar = { code: 'KWD', decimals: 3, symbol: 'KD' } as const
const yuan = { code: 'CNY', decimals: 2, symbol: '¥' } as const

describe('quick amounts', () => {
  it.each([
    [4669, [4669, 4700, 5000, 6000, 10_000]],
    [5000, [5000, 6000, 10_000]],
    [1, [1, 100, 1000, 2000, 5000]],
    [10_000, [10_000]],
    [1753, [1753, 1800, 2000, 5000, 10_000]],
    [9950, [9950, 10_000]],
    [12_345, [12_345, 12_400, 13_000, 14_000, 15_000]],
  ])('for %i due are the exact amount and the next whole ones, once each', (dueMinor, expected) => {
    expect(quickAmounts(dueMinor, euro)).toEqual(expected)
  })

  it('always cover what is due, rise, and begin with it', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom(euro, yen, dinar), (dueMinor, currency) => {
      const amounts = quickAmounts(dueMinor, currency)
      expect(amounts[0]).toBe(dueMinor)
      expect([...new Set(amounts)].sort((a, b) => a - b)).toEqual(amounts)
    }), { seed: 11 })
  })

  it('offer notes in the currency’s own size', () => {
    expect([noteAmounts(euro), noteAmounts(dinar), noteAmounts(yen)]).toEqual([[500, 1000, 2000, 5000, 10_000], [5000, 10_000, 20_000, 50_000, 100_000], [500, 1000, 2000, 5000, 10_000]])
  })
})

describe('change', () => {
  it('is counted out in the fewest notes and coins', () => {
    expect(changeCoins(331, euro).map(({ valueMinor, kind, count }) => `${count} ${kind} ${valueMinor}`)).toEqual(['1 coin 200', '1 coin 100', '1 coin 20', '1 coin 10', '1 coin 1'])
    expect(changeCoins(1295, euro).map(({ kind }) => kind)).toEqual(['note', 'coin', 'coin', 'coin', 'coin'])
    expect(changeCoins(240, yuan).map(({ valueMinor, count }) => [valueMinor, count])).toEqual([[100, 2], [10, 4]])
    expect(changeCoins(0, euro)).toEqual([])
  })

  it('adds up to what is given back wherever the smallest coin is one minor unit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(euro, yuan, yen), (changeMinor, currency) => {
      expect(changeCoins(changeMinor, currency).reduce((sum, { valueMinor, count }) => sum + valueMinor * count, 0)).toBe(changeMinor)
    }), { seed: 12 })
  })
})

describe('change where cash is rounded', () => {
  it.each([['AUD', 'AU'], ['NZD', 'NZ'], ['CAD', 'CA'], ['MYR', 'MY'], ['CHF', 'CH'], ['SEK', 'SE'], ['NOK', 'NO'], ['DKK', 'DK'], ['EUR', 'FI']] as const)('%s has the pieces for whatever comes back', (code, country) => {
    const { incrementMinor } = cashRoundings[country]
    for (let changeMinor = 0; changeMinor <= 100_000; changeMinor += incrementMinor) {
      const pieces = changeCoins(changeMinor, { code, decimals: 2, symbol: code })
      expect(pieces.reduce((sum, { valueMinor, count }) => sum + valueMinor * count, 0)).toBe(changeMinor)
    }
  })

  it('is counted out in what the country has', () => {
    expect(changeCoins(8850, { code: 'DKK', decimals: 2, symbol: 'kr' }).map(({ valueMinor, kind, count }) => `${count} ${kind} ${valueMinor}`)).toEqual(['1 note 5000', '1 coin 2000', '1 coin 1000', '1 coin 500', '1 coin 200', '1 coin 100', '1 coin 50'])
  })
})

describe('a price on the screen', () => {
  it('has raised cents where the currency has any, and a real minus', () => {
    expect(splitPrice(6669, euro)).toEqual({ symbol: '€', whole: '66', raised: '.69' })
    expect(splitPrice(5, euro)).toEqual({ symbol: '€', whole: '0', raised: '.05' })
    expect(splitPrice(1200, yen)).toEqual({ symbol: '¥', whole: '1200', raised: '' })
    expect(splitPrice(1234, dinar)).toEqual({ symbol: 'KD', whole: '1', raised: '.234' })
    expect([displayMoney(-125, euro), displayPrice(-125, euro), displayPrice(6669, euro)]).toEqual(['−1.25', '−€1.25', '€66.69'])
  })
})
