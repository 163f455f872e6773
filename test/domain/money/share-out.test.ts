import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOutAlike } from '../../../src/domain/money/share-out-alike.ts'
import { shareOut } from '../../../src/domain/money/share-out.ts'

const weights = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 }).filter((all) => all.some((weight) => weight > 0))
const amountUpToWeights = weights.chain((all) => fc.record({ all: fc.constant(all), amount: fc.integer({ min: 0, max: all.reduce((sum, weight) => sum + weight, 0) }) }))

describe('sharing an amount over lines', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [1, [5, 5], [1, 0]],
    [10, [99, 1], [10, 0]],
    [500, [1000, 250, 250], [334, 83, 83]],
    [2, [1, 0, 1], [1, 0, 1]],
    [0, [0, 0], [0, 0]],
    [7, [7], [7]],
    [9_007_199_254, [9_007_199_254_740, 1], [9_007_199_254, 0]],
  ])('%i over %j is %j', (amountMinor, over, shares) => {
    expect(shareOut(amountMinor, over)).toEqual(shares)
  })

  it('adds up to the amount, and gives no line more than its worth', () => {
    fc.assert(
      fc.property(amountUpToWeights, ({ all, amount }) => {
        const shares = shareOut(amount, all)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount)
        shares.forEach((share, index) => expect(share).toBeLessThanOrEqual(all[index] ?? 0))
        shares.forEach((share) => expect(share).toBeGreaterThanOrEqual(0))
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  it('strays from the exact share by less than one minor unit', () => {
    fc.assert(
      fc.property(amountUpToWeights, ({ all, amount }) => {
        const total = all.reduce((sum, weight) => sum + weight, 0)
        shareOut(amount, all).forEach((share, index) => expect(Math.abs(share - (amount * (all[index] ?? 0)) / total)).toBeLessThan(1))
      }),
      { seed: 12, numRuns: 300 },
    )
  })

  it('refuses to share over nothing, and to share a negative or broken amount', () => {
    expect(() => shareOut(1, [0, 0])).toThrow('nothing to share over')
    expect(() => shareOut(-1, [1])).toThrow('cannot share out -1')
    expect(() => shareOut(0.5, [1])).toThrow('cannot share out 0.5')
  })
})

describe('sharing an amount over runs of like units', () => {
  it('is the same as sharing it unit by unit', () => {
    const alike = fc.array(fc.record({ weight: fc.integer({ min: 0, max: 5000 }), count: fc.integer({ min: 0, max: 9 }) }), { minLength: 1, maxLength: 6 })
    const withAmount = alike.chain((runs) => fc.record({ runs: fc.constant(runs), amount: fc.integer({ min: 0, max: runs.reduce((sum, { weight, count }) => sum + weight * count, 0) }) }))
    fc.assert(
      fc.property(withAmount, ({ runs, amount }) => {
        const written = shareOutAlike(amount, runs).flatMap(({ eachMinor, oneMoreCount }, index) => Array.from({ length: runs[index]?.count ?? 0 }, (_, unit) => eachMinor + (unit < oneMoreCount ? 1 : 0)))
        expect(written).toEqual(shareOut(amount, runs.flatMap(({ weight, count }) => Array.from({ length: count }, () => weight))))
      }),
      { seed: 13, numRuns: 500 },
    )
  })

  it('refuses more than the units are worth', () => {
    expect(() => shareOutAlike(11, [{ weight: 5, count: 2 }])).toThrow('cannot share out 11')
  })
})
