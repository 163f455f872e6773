import { assertNever } from '../assert.ts'
import { monthsAfter } from './expiry-day.ts'
import type { LoyaltyRules } from './loyalty-rules.ts'
import type { SyncedPoints } from './member.ts'
import type { PointsEntry } from './points-entry.ts'
import { lotOf, soonestFirst, type PointsLot } from './points-lot.ts'

/** A ledger as it stands on one day. */
export interface ReadLedger {
  /** Soonest to expire first. */
  readonly lots: readonly PointsLot[]
  /** Taken back after they were spent; what is earned next pays for them first. */
  readonly owed: number
  /** Spent, less what was given back. */
  readonly spent: number
  /** The last day on which any were earned or spent. */
  readonly activeOn?: string | undefined
  /** The last day on which a lot can be spent, as things stand; undefined where nothing ends it. */
  readonly lastDayOf: (lot: PointsLot) => string | undefined
}

/** Where reading begins, the facts, and the day up to which they are read. */
export interface LedgerInput {
  readonly entries: readonly PointsEntry[]
  readonly rules: LoyaltyRules
  /** `YYYY-MM-DD`; facts of later days are not looked at. */
  readonly day: string
  readonly opening?: SyncedPoints | undefined
}

/** A spending took these points from this lot. */
interface Taken {
  readonly lot: PointsLot
  points: number
}

interface Reading {
  readonly lots: PointsLot[]
  owed: number
  spent: number
  activeOn: string | undefined
  /** By sale, in the order in which they were taken; what is owed for a spending is no part of it. */
  readonly takenBySale: Map<string, Taken[]>
}

/**
 * Reads a ledger up to a day: every fact in the order of its own time, in whatever order they became known.
 *
 * Spending takes the soonest to expire first. What it takes beyond what there is, and what is taken back after it was
 * spent, is owed; points pay for it on the day they can be spent. Points taken back are those of their own sale first:
 * pending, active or expired. Points given back go where the spending took them.
 */
export function readLedger({ entries, rules, day, opening }: LedgerInput): ReadLedger {
  const reading = begin(opening)
  for (const entry of entries.filter((each) => each.day <= day).sort(inTimeOrder)) {
    settle(reading, rules, entry.day)
    enter(reading, rules, entry)
  }
  settle(reading, rules, day)
  const { lots, owed, spent, activeOn } = reading
  return { lots: lots.toSorted(soonestFirst), owed, spent, activeOn, lastDayOf: lastDays(reading, rules) }
}

function begin(opening: SyncedPoints | undefined): Reading {
  const lots = (opening?.lots ?? []).map(({ points, ...days }, index): PointsLot => ({ lotId: `synced ${String(index).padStart(4, '0')}`, ...days, left: points, expired: 0 }))
  return { lots, owed: opening?.owed ?? 0, spent: 0, activeOn: opening?.activeOn, takenBySale: new Map() }
}

function inTimeOrder(a: PointsEntry, b: PointsEntry): number {
  const [aKey, bKey] = [a, b].map(({ day, at, entryId }) => `${day} ${at} ${entryId}`)
  return (aKey ?? '') < (bKey ?? '') ? -1 : 1
}

/** What the calendar alone has done by the morning of a day: points become active and pay what is owed, points end. */
function settle(reading: Reading, rules: LoyaltyRules, day: string): void {
  const activations = reading.owed === 0 ? [] : reading.lots.filter(({ left, fromDay }) => left > 0 && fromDay < day).map(({ fromDay }) => fromDay)
  for (const morning of [...activations.sort(), day]) {
    expire(reading, rules, morning)
    payOwed(reading, morning)
  }
}

function expire(reading: Reading, rules: LoyaltyRules, morning: string): void {
  const lastDayOf = lastDays(reading, rules)
  for (const lot of reading.lots) {
    const untilDay = lastDayOf(lot)
    if (untilDay === undefined || untilDay >= morning) continue
    lot.expired += lot.left
    lot.left = 0
  }
}

function lastDays({ activeOn }: Reading, { expiry }: LoyaltyRules): ReadLedger['lastDayOf'] {
  const allEnd = expiry?.kind === 'last-activity' && activeOn !== undefined ? monthsAfter(activeOn, expiry.months) : undefined
  return ({ untilDay }) => untilDay ?? allEnd
}

function payOwed(reading: Reading, day: string): void {
  reading.owed -= takeActive(reading, reading.owed, day).reduce((sum, { points }) => sum + points, 0)
}

/** As many points as there are, up to so many, from what can be spent on a day. */
function takeActive({ lots }: Reading, points: number, day: string): Taken[] {
  const taken: Taken[] = []
  let open = points
  for (const lot of open === 0 ? [] : lots.filter(({ fromDay, left }) => fromDay <= day && left > 0).sort(soonestFirst)) {
    const part = Math.min(open, lot.left)
    if (part === 0) break
    lot.left -= part
    open -= part
    taken.push({ lot, points: part })
  }
  return taken
}

function enter(reading: Reading, rules: LoyaltyRules, entry: PointsEntry): void {
  switch (entry.kind) {
    case 'earned':
      reading.lots.push(lotOf(entry, rules))
      reading.activeOn = entry.day
      break
    case 'spent':
      spend(reading, entry)
      reading.activeOn = entry.day
      break
    case 'clawed-back':
      clawBack(reading, entry)
      break
    case 'given-back':
      giveBack(reading, rules, entry)
      break
    default:
      assertNever(entry.kind, 'points entry')
  }
  payOwed(reading, entry.day)
}

function spend(reading: Reading, { saleId, points, day }: PointsEntry): void {
  const taken = takeActive(reading, points, day)
  reading.takenBySale.set(saleId, [...(reading.takenBySale.get(saleId) ?? []), ...taken])
  reading.owed += points - taken.reduce((sum, each) => sum + each.points, 0)
  reading.spent += points
}

/** What has expired unspent is taken back from where it lies: nobody owes it. */
function clawBack(reading: Reading, { saleId, points }: PointsEntry): void {
  let open = points
  for (const lot of reading.lots.filter((each) => each.saleId === saleId)) {
    const fromLeft = Math.min(open, lot.left)
    const fromExpired = Math.min(open - fromLeft, lot.expired)
    lot.left -= fromLeft
    lot.expired -= fromExpired
    open -= fromLeft + fromExpired
  }
  reading.owed += open
}

/** Back to where they were taken last; what is still owed is forgiven before that. */
function giveBack(reading: Reading, rules: LoyaltyRules, entry: PointsEntry): void {
  reading.spent -= entry.points
  const forgiven = Math.min(entry.points, reading.owed)
  reading.owed -= forgiven
  let open = entry.points - forgiven
  for (const each of (reading.takenBySale.get(entry.saleId) ?? []).toReversed()) {
    const part = Math.min(open, each.points)
    each.points -= part
    each.lot.left += part
    open -= part
  }
  // Later points have paid for that spending meanwhile: as many are the member's again from today.
  if (open > 0) reading.lots.push({ ...lotOf({ ...entry, points: open }, rules), fromDay: entry.day })
}
