import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemId, OfferId } from '../../../src/domain/ids.ts'
import type { EarnRules } from '../../../src/domain/loyalty/earn-rules.ts'
import { sumOfParts } from '../../../src/domain/loyalty/points-part.ts'
import { workOutPoints, type EarningLine, type PointsInput } from '../../../src/domain/loyalty/work-out-points.ts'

const perEuro = { points: 1, perMinor: 100 }
const offerId = (name: string): OfferId => name as OfferId

function line(netMinor: number, part: Partial<EarningLine['item']> = {}, unitCount = 1): EarningLine {
  return { item: { itemId: 'any' as ItemId, categoryId: 'grocery', departmentId: 'food', tags: [], ...part }, netMinor, unitCount }
}

type Asked = Partial<Omit<PointsInput, 'multipliers'>> & { readonly netMinor?: number; readonly factors?: readonly number[] }

function points({ netMinor = 0, factors = [], ...asked }: Asked): ReturnType<typeof workOutPoints> {
  const multipliers = factors.map((factorBasisPoints, index) => ({ offerId: offerId(`factor-${index}`), factorBasisPoints }))
  return workOutPoints({ lines: [line(netMinor)], earn: perEuro, hasMember: true, day: '2026-11-22', bonuses: [], multipliers, ...asked })
}

const fifty = { offerId: offerId('bonus'), points: 50 }

describe('points of a sale', () => {
  it.each<[string, Asked, number, number[]]>([
    ['whole euros only', { netMinor: 1999 }, 19, []],
    ['nothing below a step', { netMinor: 99 }, 0, []],
    ['five points for every two euros', { netMinor: 1999, earn: { points: 5, perMinor: 200 } }, 45, []],
    ['double points', { netMinor: 1999, factors: [20_000] }, 38, [19]],
    ['one and a half times, rounded down', { netMinor: 1999, factors: [15_000] }, 28, [9]],
    ['two multipliers work one after another', { netMinor: 1000, factors: [20_000, 15_000] }, 30, [10, 10]],
    ['a bonus is not multiplied', { netMinor: 1000, factors: [20_000], bonuses: [fifty] }, 70, [10]],
    ['a factor below one takes nothing away', { netMinor: 1000, factors: [5000] }, 10, [0]],
    ['a bonus without spend', { bonuses: [fifty, { ...fifty, points: 25 }] }, 75, []],
  ])('%s', (_, asked, earned, addedByMultiplier) => {
    expect(points(asked)).toMatchObject({ earned, addedByMultiplier })
  })

  it('are nobody’s without a member', () => {
    expect(points({ netMinor: 5000, hasMember: false, factors: [20_000], bonuses: [fifty] })).toEqual({ earned: 0, parts: [], addedByMultiplier: [0] })
  })
})

const rules: EarnRules = {
  ...perEuro,
  excluded: [{ categoryIds: ['tobacco'] }],
  rates: [{ name: { en: 'Fresh' }, set: { departmentIds: ['fresh'] }, points: 3, perMinor: 100 }, { name: { en: 'Fruit' }, set: { categoryIds: ['fruit'] }, points: 9, perMinor: 100 }],
  tierFactors: { gold: 15_000 },
  membershipFactors: { paid: 12_000 },
  birthday: { daysBefore: 3, daysAfter: 3, factorBasisPoints: 20_000 },
  bonuses: [{ name: { en: 'Coffee' }, set: { categoryIds: ['coffee'] }, unitCount: 2, points: 25 }],
}
const gold = { tier: 'gold', birthday: '11-24', paidUntilDay: '2026-11-22' }

describe('the earn rules of a store', () => {
  it('work in one order: base, rates of sets, factors one after another rounded down, bonuses', () => {
    const lines = [line(999), line(250, { departmentId: 'fresh', categoryId: 'fruit' }), line(500, { categoryId: 'coffee' }, 5), line(9000, { categoryId: 'tobacco' })]
    expect(points({ lines, earn: rules, member: gold, factors: [11_000], bonuses: [fifty] })).toEqual({
      // 14 for 14.99 and 6 for 2.50 fresh are 20; gold 30; paid 36; birthday 72; the offer 79.2, so 79; coffee twice over two.
      earned: 179,
      parts: [
        { kind: 'base', points: 14 }, { kind: 'rate', name: { en: 'Fresh' }, points: 6 },
        { kind: 'tier', points: 10 }, { kind: 'membership', points: 6 }, { kind: 'birthday', points: 36 },
        { kind: 'multiplier', offerId: 'factor-0', points: 7 },
        { kind: 'bonus', name: { en: 'Coffee' }, points: 50 }, { kind: 'bonus-offer', offerId: 'bonus', points: 50 },
      ],
      addedByMultiplier: [7],
    })
  })

  it('give no more than the most of one sale, and say what went beyond it', () => {
    expect(points({ netMinor: 9000, earn: { ...perEuro, mostPerSale: 60 }, bonuses: [fifty] })).toMatchObject({ earned: 60, parts: [{ points: 90 }, { points: 50 }, { kind: 'cap', points: -80 }] })
  })

  it('know a paid membership by its last day', () => {
    const earned = (day: string): number => points({ netMinor: 1000, earn: rules, member: { tier: 'basic', paidUntilDay: '2026-11-22' }, day }).earned
    expect([earned('2026-11-22'), earned('2026-11-23')]).toEqual([12, 10])
  })

  it('multiply nothing for a member of whom only is known that she is one', () => {
    expect(points({ netMinor: 1000, earn: rules }).earned).toBe(10)
  })
})

describe('what always holds', () => {
  const anyLine = fc.record({ netMinor: fc.nat(20_000), category: fc.constantFrom('grocery', 'coffee', 'tobacco', 'fruit'), department: fc.constantFrom('food', 'fresh'), unitCount: fc.integer({ min: 1, max: 9 }) })
    .map(({ netMinor, category, department, unitCount }) => line(netMinor, { categoryId: category, departmentId: department }, unitCount))
  const factors = fc.array(fc.integer({ min: 0, max: 50_000 }), { maxLength: 3 })

  it('the parts add up, whatever the order of lines', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 8 }), factors, fc.option(fc.integer({ min: 1, max: 300 })), (lines, factorsOfOffers, most) => {
        const earn = most === null ? rules : { ...rules, mostPerSale: most }
        const { earned, parts } = points({ lines, earn, member: gold, factors: factorsOfOffers, bonuses: [fifty] })
        expect(sumOfParts(parts)).toBe(earned)
        expect(earned).toBeGreaterThanOrEqual(0)
        expect(parts.every((part) => part.points !== 0)).toBe(true)
        expect(points({ lines: lines.toReversed(), earn, member: gold, factors: factorsOfOffers, bonuses: [fifty] }).parts).toEqual(parts)
      }),
      { seed: 41, numRuns: 300 },
    )
  })

  it('points never fall when more is paid', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(10_000), factors, (netMinor, moreMinor, factorsOfOffers) => {
        const earned = (net: number): number => points({ netMinor: net, earn: rules, member: gold, factors: factorsOfOffers }).earned
        expect(earned(netMinor + moreMinor)).toBeGreaterThanOrEqual(earned(netMinor))
      }),
      { seed: 41, numRuns: 300 },
    )
  })
})
