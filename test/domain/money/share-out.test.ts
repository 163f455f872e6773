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
    [1_000_000_000_000, [3_000_000_000_000, 3_000_000_000_000, 3_000_000_000_000], [333_333_333_334, 333_333_333_333, 333_333_333_333]],
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

  it('gives every line the same in any order, but for odd units between lines that are equally near to one more', () => {
    const shuffled = amountUpToWeights.chain(({ all, amount }) => fc.record({ all: fc.constant(all), amount: fc.constant(amount), order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }) }))
    fc.assert(
      fc.property(shuffled, ({ all, amount, order }) => {
        const total = all.reduce((sum, weight) => sum + weight, 0)
        const shares = shareOut(amount, all)
        const others = shareOut(amount, order.map((index) => all[index] ?? 0))
        const moved = order.filter((index, position) => shares[index] !== others[position])
        expect(new Set(moved.map((index) => (amount * (all[index] ?? 0)) % total)).size).toBeLessThanOrEqual(1)
        for (const index of moved) expect(Math.abs((shares[index] ?? 0) - (others[order.indexOf(index)] ?? 0))).toBe(1)
      }),
      { seed: 14, numRuns: 500 },
    )
  })

  it('gives equal lines the same but for one unit, the earlier ones more, and never less to the dearer line', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 6 }), (all, amount) => {
        const shares = shareOut(Math.min(amount, all.length), all)
        for (const [one, weight] of all.entries()) {
          for (const [other, otherWeight] of all.entries()) {
            if (weight === otherWeight && one < other) expect([0, 1]).toContain((shares[one] ?? 0) - (shares[other] ?? 0))
            if (weight > otherWeight) expect((shares[one] ?? 0) + 1).toBeGreaterThanOrEqual(shares[other] ?? 0)
          }
        }
      }),
      { seed: 15, numRuns: 500 },
    )
  })

  it('refuses to share over nothing, and to share a negative or broken amount', () => {
    expect(() => shareOut(1, [0, 0])).toThrow('nothing to share over')
    expect(() => shareOut(-1, [1])).toThrow('cannot share out -1')
    expect(() => shareOut(0.5, [1])).toThrow('cannot share out 0.5')
  })
})

const runs = fc.array(fc.record({ weight: fc.integer({ min: 0, max: 100_000 }), count: fc.integer({ min: 0, max: 999 }) }), { minLength: 1, maxLength: 8 })
const worthOf = (all: readonly { readonly weight: number; readonly count: number }[]): number => all.reduce((sum, { weight, count }) => sum + weight * count, 0)
const amountUpToRuns = runs.chain((all) => fc.record({ all: fc.constant(all), amount: fc.integer({ min: 0, max: worthOf(all) }) }))

describe('sharing an amount over runs of like units', () => {
  it('adds up, less than one unit from the exact part each, and never more than a unit is worth', () => {
    fc.assert(
      fc.property(amountUpToRuns, ({ all, amount }) => {
        const shares = shareOutAlike(amount, all)
        expect(shares.reduce((sum, { eachMinor, oneMoreCount }, index) => sum + eachMinor * (all[index]?.count ?? 0) + oneMoreCount, 0)).toBe(amount)
        for (const [index, { eachMinor, oneMoreCount }] of shares.entries()) {
          const { weight = 0, count = 0 } = all[index] ?? {}
          const [exact, worth] = [BigInt(amount) * BigInt(weight), BigInt(worthOf(all))]
          expect(oneMoreCount).toBeGreaterThanOrEqual(0)
          expect(oneMoreCount).toBeLessThanOrEqual(count)
          if (count === 0 || amount === 0) continue
          expect(BigInt(eachMinor) === exact / worth).toBe(true)
          if (oneMoreCount > 0) expect([exact % worth > 0n, eachMinor + 1 <= weight]).toEqual([true, true])
        }
      }),
      { seed: 16, numRuns: 500 },
    )
  })

  it('gives every run the same in any order, but for odd units between runs that are equally near to one more', () => {
    const shuffled = amountUpToRuns.chain(({ all, amount }) => fc.record({ all: fc.constant(all), amount: fc.constant(amount), order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }) }))
    fc.assert(
      fc.property(shuffled, ({ all, amount, order }) => {
        const shares = shareOutAlike(amount, all)
        const others = shareOutAlike(amount, order.map((index) => all[index] ?? { weight: 0, count: 0 }))
        const moved = order.filter((index, position) => shares[index]?.oneMoreCount !== others[position]?.oneMoreCount)
        expect(order.every((index, position) => shares[index]?.eachMinor === others[position]?.eachMinor)).toBe(true)
        const remainders = moved.map((index) => (BigInt(amount) * BigInt(all[index]?.weight ?? 0)) % BigInt(worthOf(all)))
        expect(new Set(remainders).size).toBeLessThanOrEqual(1)
      }),
      { seed: 17, numRuns: 500 },
    )
  })

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
