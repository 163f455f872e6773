import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { earnOnMoney } from '../../../src/domain/loyalty/earn-on-money.ts'
import type { RedeemRule } from '../../../src/domain/loyalty/loyalty-rules.ts'
import { sumOfParts, type PointsPart } from '../../../src/domain/loyalty/points-part.ts'
import { mostRedeemable, pointsForAmount } from '../../../src/domain/loyalty/redeem-points.ts'

const rule: RedeemRule = { points: 100, amountMinor: 50, minimumPoints: 300 }

describe('what can be paid with points', () => {
  it.each([
    ['whole steps of what she has', { balance: 799, dueMinor: 5_000 }, { points: 700, amountMinor: 350 }],
    ['no more than is due', { balance: 9_000, dueMinor: 233 }, { points: 400, amountMinor: 200 }],
    ['nothing below the least that is taken', { balance: 299, dueMinor: 5_000 }, undefined],
    ['nothing where less is due than the least', { balance: 9_000, dueMinor: 149 }, undefined],
    ['nothing for who owes points', { balance: -50, dueMinor: 5_000 }, undefined],
  ])('%s', (_, asked, expected) => {
    expect(mostRedeemable(rule, asked)).toEqual(expected)
  })

  it('costs whole steps', () => {
    expect([50, 150, 149, 0].map((amountMinor) => pointsForAmount(rule, amountMinor))).toEqual([100, 300, undefined, undefined])
  })
})

const parts: PointsPart[] = [{ kind: 'base', points: 20 }, { kind: 'tier', points: 10 }, { kind: 'bonus', name: { en: 'Coffee' }, points: 5 }]

describe('what is paid with points earns none', () => {
  it('points for spend shrink with it, rounded down; bonuses for goods stay', () => {
    // A third of 20.00 was paid with points: of 30 points 20 are left.
    expect(earnOnMoney(parts, { dueMinor: 2_000, paidInPointsMinor: 650 })).toEqual([...parts, { kind: 'paid-in-points', points: -10 }])
    expect(sumOfParts(earnOnMoney(parts, { dueMinor: 2_000, paidInPointsMinor: 2_000 }))).toBe(5)
  })

  it('the most of one sale is looked at after that', () => {
    const capped: PointsPart[] = [...parts, { kind: 'cap', points: -5 }]
    expect(sumOfParts(earnOnMoney(capped, { dueMinor: 2_000, paidInPointsMinor: 100 }, 30))).toBe(30)
    expect(sumOfParts(earnOnMoney(capped, { dueMinor: 2_000, paidInPointsMinor: 1_000 }, 30))).toBe(20)
  })

  it('more points paid never earn more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), fc.nat(50_000), fc.nat(50_000), fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }), (dueMinor, some, more, most) => {
        const earned = (paid: number): number => sumOfParts(earnOnMoney(parts, { dueMinor, paidInPointsMinor: Math.min(paid, dueMinor) }, most))
        expect(earned(some + more)).toBeLessThanOrEqual(earned(some))
        expect(earned(some + more)).toBeGreaterThanOrEqual(0)
      }),
      { seed: 71, numRuns: 300 },
    )
  })
})
