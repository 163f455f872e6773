import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/domain/business-day/business-time.ts'
import type { LoyaltyRules } from '../../../src/domain/loyalty/loyalty-rules.ts'
import { signedPoints, type PointsEntry } from '../../../src/domain/loyalty/points-entry.ts'
import { pointsStanding, syncedPoints, type PointsStanding } from '../../../src/domain/loyalty/points-standing.ts'
import { entry } from '../../support/domain-points.ts'

const monthEnd: LoyaltyRules = { pendingDays: 14, expiry: { kind: 'month-end', months: 3 } }
const lastActivity: LoyaltyRules = { expiry: { kind: 'last-activity', months: 6 } }

function standing(entries: readonly PointsEntry[], day: string, rules: LoyaltyRules = {}): PointsStanding {
  return pointsStanding({ entries, rules, day })
}

/** [pending, active, spent, expired, negative, balance] */
function states(entries: readonly PointsEntry[], day: string, rules: LoyaltyRules = {}): number[] {
  const { pending, active, spent, expired, negative, balance } = standing(entries, day, rules)
  return [pending, active, spent, expired, negative, balance]
}

describe('points once earned', () => {
  const sale = [entry('earned', 50, '2026-01-10')]
  it.each([
    ['wait for the time in which goods come back', '2026-01-23', [50, 0, 0, 0, 0, 0]],
    ['can be spent when it is over', '2026-01-24', [0, 50, 0, 0, 0, 50]],
    ['live to the end of the month so many months on', '2026-04-30', [0, 50, 0, 0, 0, 50]],
    ['and then they have ended', '2026-05-01', [0, 0, 0, 50, 0, 0]],
    ['before the sale there are none', '2026-01-09', [0, 0, 0, 0, 0, 0]],
  ])('%s', (_, day, expected) => {
    expect(states(sale, day, monthEnd)).toEqual(expected)
  })

  it('say which of them end next', () => {
    const entries = [...sale, entry('earned', 7, '2026-01-31'), entry('earned', 20, '2026-02-01')]
    expect(standing(entries, '2026-03-01', monthEnd).expiring).toEqual({ untilDay: '2026-04-30', points: 57 })
    expect(standing(entries, '2026-05-01', monthEnd).expiring).toEqual({ untilDay: '2026-05-31', points: 20 })
  })

  it('may live on as long as the member comes', () => {
    const entries = [entry('earned', 50, '2026-01-10'), entry('earned', 5, '2026-06-30'), entry('spent', 1, '2026-12-30')]
    expect(['2026-12-30', '2027-06-30', '2027-07-01'].map((day) => states(entries, day, lastActivity)[5])).toEqual([54, 54, 0])
    expect(states(entries.slice(0, 2), '2026-12-31', lastActivity)).toEqual([0, 0, 0, 55, 0, 0])
  })
})

describe('spending', () => {
  it('takes the soonest to expire first', () => {
    const entries = [entry('earned', 30, '2026-02-05'), entry('earned', 50, '2026-01-10'), entry('spent', 60, '2026-03-01')]
    // 50 of January are gone; of February's 30 there are 20 left when they end on 31 May.
    expect(states(entries, '2026-05-31', monthEnd)).toEqual([0, 20, 60, 0, 0, 20])
    expect(states(entries, '2026-06-01', monthEnd)).toEqual([0, 0, 60, 20, 0, 0])
  })

  it('beyond what there is, on lanes that could not see each other, is owed; what is earned next pays for it once it is active', () => {
    const entries = [entry('earned', 50, '2026-01-10'), entry('spent', 40, '2026-02-01', 'lane-1'), entry('spent', 40, '2026-02-01', 'lane-2'), entry('earned', 100, '2026-02-10')]
    expect(states(entries, '2026-02-10', monthEnd)).toEqual([100, 0, 80, 0, 30, -30])
    expect(states(entries, '2026-02-24', monthEnd)).toEqual([0, 70, 80, 0, 0, 70])
  })
})

describe('points that are taken back', () => {
  it('are those of the sale itself, pending ones too', () => {
    const entries = [entry('earned', 50, '2026-01-10', 'a'), entry('earned', 30, '2026-01-11', 'b'), entry('clawed-back', 50, '2026-01-12', 'a')]
    expect(states(entries, '2026-01-12', monthEnd)).toEqual([30, 0, 0, 0, 0, 0])
  })

  it('are owed when they were spent', () => {
    const entries = [entry('earned', 50, '2026-01-10', 'a'), entry('spent', 45, '2026-01-11', 'b'), entry('clawed-back', 50, '2026-01-12', 'a')]
    expect(states(entries, '2026-01-12')).toEqual([0, 0, 45, 0, 45, -45])
  })

  it('come out of other points where there are any', () => {
    const entries = [entry('earned', 50, '2026-01-10', 'a'), entry('earned', 100, '2026-01-10', 'c'), entry('spent', 50, '2026-01-11', 'b'), entry('clawed-back', 50, '2026-01-12', 'a')]
    expect(states(entries, '2026-01-12')).toEqual([0, 50, 50, 0, 0, 50])
  })

  it('are owed by nobody when they had ended unspent', () => {
    const entries = [entry('earned', 50, '2026-01-10', 'a'), entry('clawed-back', 50, '2026-05-02', 'a')]
    expect(states(entries, '2026-05-02', monthEnd)).toEqual([0, 0, 0, 0, 0, 0])
  })
})

it('points given back are where they were: they end when they would have ended', () => {
  const entries = [entry('earned', 50, '2026-01-10'), entry('earned', 50, '2026-03-10'), entry('spent', 60, '2026-04-01', 's'), entry('given-back', 60, '2026-04-03', 's')]
  expect(states(entries, '2026-04-30', monthEnd)).toEqual([0, 100, 0, 0, 0, 100])
  expect(states(entries, '2026-05-01', monthEnd)).toEqual([0, 50, 0, 50, 0, 50])
})

const firstDay = '2026-01-01'
const anyRules = fc.record({ pendingDays: fc.integer({ min: 0, max: 20 }), expiry: fc.option(fc.record({ kind: fc.constantFrom('month-end' as const, 'last-activity' as const), months: fc.integer({ min: 1, max: 4 }) }), { nil: undefined }) })
const anyEntries = fc
  .array(fc.record({ kind: fc.constantFrom('earned' as const, 'earned' as const, 'spent' as const, 'clawed-back' as const, 'given-back' as const), points: fc.integer({ min: 1, max: 200 }), after: fc.nat(300), sale: fc.nat(12) }), { maxLength: 25 })
  .map((facts) => facts.map(({ kind, points, after, sale }, index) => entry(kind, points, addDays(firstDay, after), `sale-${sale}`, `${addDays(firstDay, after)}T10:00:${String(index).padStart(2, '0')}.000Z`)))

describe('what always holds of a ledger', () => {
  it('facts that arrive in any order make the same standing, on every day', () => {
    fc.assert(
      fc.property(anyEntries, anyRules, fc.nat(400), fc.infiniteStream(fc.nat()), (entries, rules, after, keys) => {
        const day = addDays(firstDay, after)
        const shuffled = entries.map((each) => ({ each, key: keys.next().value })).sort((a, b) => a.key - b.key).map(({ each }) => each)
        expect(standing(shuffled, day, rules)).toEqual(standing(entries, day, rules))
      }),
      { seed: 52, numRuns: 300 },
    )
  })

  it('no state is below zero, and together they are what was earned', () => {
    fc.assert(
      fc.property(anyEntries, anyRules, fc.nat(400), (entries, rules, after) => {
        const day = addDays(firstDay, after)
        const { pending, active, spent, expired, negative, balance } = standing(entries, day, rules)
        const moved = entries.filter((each) => each.day <= day).reduce((sum, each) => sum + signedPoints(each), 0)
        for (const state of [pending, active, expired, negative]) expect(state).toBeGreaterThanOrEqual(0)
        expect(pending + active + expired - negative).toBe(moved)
        expect(balance).toBe(active - negative)
        expect(spent).toBe(entries.filter((each) => each.day <= day).reduce((sum, { kind, points }) => sum + (kind === 'spent' ? points : kind === 'given-back' ? -points : 0), 0))
      }),
      { seed: 53, numRuns: 300 },
    )
  })

  it('a lane that got the ledger on one day reads it on any later day as head office does', () => {
    fc.assert(
      fc.property(anyEntries, anyRules, fc.nat(350), fc.nat(100), (entries, rules, until, later) => {
        const day = addDays(firstDay, until)
        const known = entries.filter((each) => each.day <= day)
        const onLaterDay = addDays(day, later)
        const { expired: _expired, spent: _spent, ...here } = pointsStanding({ entries: [], rules, day: onLaterDay, opening: syncedPoints({ entries: known, rules, day }) })
        expect(here).toEqual((({ expired: _e, spent: _s, ...rest }) => rest)(standing(known, onLaterDay, rules)))
      }),
      { seed: 54, numRuns: 300 },
    )
  })

  it('a lane that adds its own sales since comes to what head office will come to', () => {
    fc.assert(
      fc.property(anyEntries, anyRules, fc.nat(250), fc.nat(150), (entries, rules, until, later) => {
        const day = addDays(firstDay, until)
        const known = entries.filter((each) => each.day <= day)
        // Points that can be spent are told by their days and not by their sales: which of them is taken back matters only where they end.
        const isKnownHere = ({ kind }: PointsEntry): boolean => kind === 'earned' || kind === 'spent' || (kind === 'clawed-back' && rules.expiry === undefined)
        const since = entries.filter((each) => each.day > day && isKnownHere(each))
        const last = addDays(day, later)
        const lane = pointsStanding({ entries: since, rules, day: last, opening: syncedPoints({ entries: known, rules, day }) })
        const office = standing([...known, ...since], last, rules)
        expect([lane.balance, lane.pending]).toEqual([office.balance, office.pending])
      }),
      { seed: 55, numRuns: 300 },
    )
  })
})
