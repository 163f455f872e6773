import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/domain/business-day/business-time.ts'
import { tierOn, type TierRules, type Visit } from '../../../src/domain/loyalty/tier-on.ts'

const steps = [{ tier: 'classic', name: { en: 'Classic' }, from: 0 }, { tier: 'silver', name: { en: 'Silver' }, from: 5_000 }, { tier: 'gold', name: { en: 'Gold' }, from: 10_000 }]
const bySpend: TierRules = { by: 'spend', windowDays: 30, keepDays: 0, steps }
const kept: TierRules = { ...bySpend, keepDays: 10 }
const byVisits: TierRules = { by: 'visits', windowDays: 7, keepDays: 0, steps: steps.map((step, index) => ({ ...step, from: index * 2 })) }

const visit = (day: string, netMinor: number): Visit => ({ day, netMinor })
const january = [visit('2026-01-01', 4_000), visit('2026-01-11', 5_790)]

describe('a tier by spend', () => {
  it('rises at once, and says what the next one takes', () => {
    expect(tierOn(bySpend, january, '2026-01-10')).toEqual({ tier: 'classic', next: { tier: 'silver', by: 'spend', missing: 1_000 } })
    expect(tierOn(bySpend, january, '2026-01-11')).toEqual({ tier: 'silver', next: { tier: 'gold', by: 'spend', missing: 210 }, untilDay: '2026-02-09' })
  })

  it('falls when the window holds too little, and says until when it holds by itself', () => {
    expect(tierOn(bySpend, january, '2026-02-09')).toMatchObject({ tier: 'silver', untilDay: '2026-02-09' })
    expect(tierOn(bySpend, january, '2026-02-10')).toMatchObject({ tier: 'classic', next: { missing: 5_000 } })
  })

  it('is kept for a while where the store keeps it', () => {
    expect(tierOn(kept, january, '2026-02-19')).toMatchObject({ tier: 'silver', untilDay: '2026-02-19' })
    expect(tierOn(kept, january, '2026-02-20').tier).toBe('classic')
  })

  it('the top one has nothing above it', () => {
    expect(tierOn(bySpend, [visit('2026-01-01', 12_000)], '2026-01-02')).toEqual({ tier: 'gold', untilDay: '2026-01-30' })
  })

  it('goods that come back are spend that never was', () => {
    expect(tierOn(bySpend, [...january, visit('2026-01-12', -5_790)], '2026-01-12')).toMatchObject({ tier: 'classic', next: { missing: 1_000 } })
  })
})

it('a tier by visits counts them, whatever they came to', () => {
  const visits = ['2026-01-01', '2026-01-03', '2026-01-05'].map((day) => visit(day, 99))
  expect(tierOn(byVisits, visits, '2026-01-05')).toEqual({ tier: 'silver', next: { tier: 'gold', by: 'visits', missing: 1 }, untilDay: '2026-01-09' })
})

describe('what always holds of tiers', () => {
  const anyVisits = fc.array(fc.record({ after: fc.nat(200), netMinor: fc.integer({ min: -3_000, max: 6_000 }) }).map(({ after, netMinor }) => visit(addDays('2026-01-01', after), netMinor)), { maxLength: 20 })
  const anyRules = fc.record({ by: fc.constantFrom('spend' as const, 'visits' as const), windowDays: fc.integer({ min: 1, max: 60 }), keepDays: fc.nat(60) }).map((part): TierRules => ({ ...part, steps: part.by === 'spend' ? steps : byVisits.steps }))

  it('the order of visits does not matter, and the last day is the last day', () => {
    fc.assert(
      fc.property(anyVisits, anyRules, fc.nat(250), (visits, rules, after) => {
        const day = addDays('2026-01-01', after)
        const standing = tierOn(rules, visits, day)
        expect(tierOn(rules, visits.toReversed(), day)).toEqual(standing)
        const level = (tier: string): number => rules.steps.findIndex((step) => step.tier === tier)
        const past = visits.filter((each) => each.day <= day)
        const laterLevels = Array.from({ length: 130 }, (_, index) => level(tierOn(rules, past, addDays(day, index + 1)).tier))
        const falls = laterLevels.findIndex((each) => each < level(standing.tier))
        expect(standing.untilDay).toBe(falls < 0 ? undefined : addDays(day, falls))
      }),
      { seed: 61, numRuns: 120 },
    )
  })

  it('a purchase never lowers a tier', () => {
    fc.assert(
      fc.property(anyVisits, anyRules, fc.nat(250), fc.nat(5_000), (visits, rules, after, netMinor) => {
        const day = addDays('2026-01-01', after)
        const level = (of: readonly Visit[]): number => rules.steps.findIndex(({ tier }) => tier === tierOn(rules, of, day).tier)
        expect(level([...visits, visit(day, netMinor)])).toBeGreaterThanOrEqual(level(visits))
      }),
      { seed: 62, numRuns: 200 },
    )
  })
})
