import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workOutPoints } from '../../../src/domain/loyalty/work-out-points.ts'

const perEuro = { points: 1, perMinor: 100 }

describe('points of a sale', () => {
  it.each([
    ['whole euros only', { netMinor: 1999, earn: perEuro }, 19, []],
    ['nothing below a step', { netMinor: 99, earn: perEuro }, 0, []],
    ['five points for every two euros', { netMinor: 1999, earn: { points: 5, perMinor: 200 } }, 45, []],
    ['double points', { netMinor: 1999, earn: perEuro, factorsBasisPoints: [20_000] }, 38, [19]],
    ['one and a half times, rounded down', { netMinor: 1999, earn: perEuro, factorsBasisPoints: [15_000] }, 28, [9]],
    ['two multipliers work one after another', { netMinor: 1000, earn: perEuro, factorsBasisPoints: [20_000, 15_000] }, 30, [10, 10]],
    ['a bonus is not multiplied', { netMinor: 1000, earn: perEuro, factorsBasisPoints: [20_000], bonuses: [50] }, 70, [10]],
    ['a factor below one takes nothing away', { netMinor: 1000, earn: perEuro, factorsBasisPoints: [5000] }, 10, [0]],
    ['a bonus without spend', { netMinor: 0, earn: perEuro, bonuses: [50, 25] }, 75, []],
  ])('%s', (_, input, earned, addedByFactor) => {
    expect(workOutPoints({ hasMember: true, factorsBasisPoints: [], bonuses: [], ...input })).toEqual({ earned, addedByFactor })
  })

  it('are nobody’s without a member', () => {
    expect(workOutPoints({ netMinor: 5000, earn: perEuro, hasMember: false, factorsBasisPoints: [20_000], bonuses: [100] })).toEqual({ earned: 0, addedByFactor: [0] })
  })

  it('never fall when more is paid', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(10_000), fc.array(fc.integer({ min: 0, max: 50_000 }), { maxLength: 3 }), (netMinor, moreMinor, factorsBasisPoints) => {
        const points = (net: number): number => workOutPoints({ netMinor: net, earn: perEuro, hasMember: true, factorsBasisPoints, bonuses: [] }).earned
        expect(points(netMinor + moreMinor)).toBeGreaterThanOrEqual(points(netMinor))
      }),
      { seed: 41, numRuns: 300 },
    )
  })
})
