import { daysBetween } from '../domain/business-day/business-time.ts'
import type { Purchase } from './purchase.ts'

/** How one member buys one thing: an item, a category, or the visit itself. */
export interface Habit<Key extends string = string> {
  /** Whatever the history was read by: an item id, a category id. */
  readonly key: Key
  /** Different days on which it was bought, at least one. */
  readonly timesBought: number
  /** Days from the last purchase to today; zero when it was bought today. */
  readonly lastDays: number
  /** Usual days between purchases: the median of the latest intervals, at least one. Absent below three purchases. */
  readonly everyDays?: number | undefined
  /** How much longer than usual the last purchase will last: 2 when twice the usual pieces were bought, 1 to 3. */
  readonly stock: number
  /** Every purchase counts one on its day and half of that `halfLifeDays` later. */
  readonly frequency: number
}

/**
 * Days after which a purchase counts half. On Coop loyalty histories anything from 90 to 180 days
 * ranks next baskets equally well, and plain counting far worse (see test/bench/measure-lists.ts).
 */
const halfLifeDays = 120

/** Older intervals describe a household that has changed since. */
const latestIntervals = 6

interface Bought {
  readonly day: string
  readonly daysAgo: number
  unitCount: number
}

/**
 * Reads a history into habits, one per key, in the order the keys first appear.
 * Purchases after `today` are left out; several on one day are one purchase.
 */
export function habitsOf<Key extends string>(history: readonly Purchase[], today: string, keyOf: (purchase: Purchase) => Key): Habit<Key>[] {
  const daysAgo = rememberDays(today)
  const boughtByKey = new Map<Key, Map<string, Bought>>()
  for (const purchase of history) {
    if (purchase.day > today) continue
    const key = keyOf(purchase)
    const days = boughtByKey.get(key) ?? new Map<string, Bought>()
    boughtByKey.set(key, days)
    const sameDay = days.get(purchase.day)
    if (sameDay) sameDay.unitCount += purchase.unitCount
    else days.set(purchase.day, { day: purchase.day, daysAgo: daysAgo(purchase.day), unitCount: purchase.unitCount })
  }
  return [...boughtByKey].map(([key, days]) => habitOf(key, [...days.values()].sort((a, b) => b.daysAgo - a.daysAgo)))
}

/** @param bought oldest first, at least one */
function habitOf<Key extends string>(key: Key, bought: readonly Bought[]): Habit<Key> {
  const last = bought.at(-1)
  const usualUnits = medianOf(bought.map((one) => one.unitCount)) ?? 1
  return {
    key,
    timesBought: bought.length,
    lastDays: last?.daysAgo ?? 0,
    everyDays: bought.length < 3 ? undefined : everyDaysOf(bought),
    stock: Math.min(3, Math.max(1, (last?.unitCount ?? 1) / usualUnits)),
    frequency: bought.reduce((sum, one) => sum + 2 ** (-one.daysAgo / halfLifeDays), 0),
  }
}

function everyDaysOf(bought: readonly Bought[]): number {
  const latest = bought.slice(-latestIntervals - 1)
  const intervals = latest.slice(1).map((one, index) => (latest[index]?.daysAgo ?? one.daysAgo) - one.daysAgo)
  return Math.max(1, Math.round(medianOf(intervals) ?? 1))
}

/** The middle value, or the mean of the middle two; undefined for none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2
}

/** A history names each day many times; reading a date is the slow part. */
function rememberDays(today: string): (day: string) => number {
  const known = new Map<string, number>()
  return (day) => {
    const daysAgo = known.get(day) ?? daysBetween(day, today)
    known.set(day, daysAgo)
    return daysAgo
  }
}
