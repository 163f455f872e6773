import { addDays } from '../business-day/business-time.ts'
import type { Wording } from '../wording.ts'
import type { NextTier } from './member.ts'

/**
 * How members rise: by what they spent, or how often they came, in the last `windowDays` days, today included.
 *
 * Up at once. A tier once held stays for `keepDays` more days after the window last held enough for it: 0 ends it at
 * once, `windowDays` lets it run for a whole window more.
 */
export interface TierRules {
  readonly by: 'spend' | 'visits'
  readonly windowDays: number
  readonly keepDays: number
  /** Ascending; the first from 0, where everybody begins. */
  readonly steps: readonly TierStep[]
}

export interface TierStep {
  readonly tier: string
  readonly name: Wording
  /** Minor units, or visits. */
  readonly from: number
}

/** One visit: what was paid for the goods; below zero where goods came back. */
export interface Visit {
  readonly day: string
  readonly netMinor: number
}

export interface TierStanding {
  readonly tier: string
  readonly next?: NextTier | undefined
  /** The last day on which the tier holds when nothing more is bought; absent where it cannot fall. */
  readonly untilDay?: string | undefined
}

/** A member's tier on a day, what the next one takes, and how long this one holds. Later visits are not looked at; their order does not matter. */
export function tierOn(rules: TierRules, visits: readonly Visit[], day: string): TierStanding {
  const reached = reachedByDay(rules, visits.filter((visit) => visit.day <= day))
  const level = heldLevel(rules, reached, day)
  const next = rules.steps[level + 1]
  const untilDay = level === 0 ? undefined : lastDayOf(rules, reached, { level, day })
  return {
    tier: rules.steps[level]?.tier ?? '',
    ...(next ? { next: { tier: next.tier, by: rules.by, missing: next.from - reachedOn(reached, day) } } : {}),
    ...(untilDay === undefined ? {} : { untilDay }),
  }
}

/** What the window holds, from a day on until the next of these. */
interface Reached {
  readonly day: string
  readonly amount: number
}

/** What the window holds changes when a visit comes in and when it goes out. Ascending. */
function reachedByDay({ by, windowDays }: TierRules, visits: readonly Visit[]): Reached[] {
  const changes = new Map<string, number>()
  const change = (day: string, amount: number): void => void changes.set(day, (changes.get(day) ?? 0) + amount)
  for (const { day, netMinor } of visits) {
    const counted = by === 'spend' ? netMinor : netMinor > 0 ? 1 : 0
    change(day, counted)
    change(addDays(day, windowDays), -counted)
  }
  let amount = 0
  return [...changes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, changed]) => ({ day, amount: (amount += changed) }))
}

function reachedOn(reached: readonly Reached[], day: string): number {
  return reached.findLast((each) => each.day <= day)?.amount ?? 0
}

/** The highest step the window reached on the day, or on one of the days for which a tier is kept. */
function heldLevel(rules: TierRules, reached: readonly Reached[], day: string): number {
  const firstDay = addDays(day, -rules.keepDays)
  const amounts = reached.filter((each) => each.day > firstDay && each.day <= day).map(({ amount }) => amount)
  return Math.max(...[reachedOn(reached, firstDay), ...amounts].map((amount) => Math.max(0, rules.steps.findLastIndex(({ from }) => from <= amount))))
}

/** A tier falls only so many days after the window has lost something. */
function lastDayOf(rules: TierRules, reached: readonly Reached[], { level, day }: { readonly level: number; readonly day: string }): string | undefined {
  const fallDay = reached.map((each) => addDays(each.day, rules.keepDays)).find((each) => each > day && heldLevel(rules, reached, each) < level)
  return fallDay === undefined ? undefined : addDays(fallDay, -1)
}
