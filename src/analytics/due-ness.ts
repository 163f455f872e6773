import type { Habit } from './habit.ts'

/** Below this part of its usual interval a thing was just bought. */
const justBoughtPart = 0.15

/** From this part of its usual interval on a thing may be called due: by the time she comes it will have run low … */
const duePart = 0.6

/** … until so many intervals have gone by without it: then she has stopped, or buys it elsewhere. */
const latePart = 4

/** Days since the last purchase as a part of the usual interval, `aheadDays` from today; stock at home stretches it. */
export function intervalPart(habit: Habit, aheadDays = 0): number | undefined {
  if (habit.everyDays === undefined) return undefined
  return (habit.lastDays + aheadDays) / (habit.everyDays * habit.stock)
}

/**
 * What a habit's frequency is multiplied by, above 0 and up to 1.
 *
 * Rises until one interval has passed, falls again after two. A thing just bought keeps a third.
 * The slope is gentle on purpose: on real histories a steep one ranks worse than none.
 */
export function dueness(habit: Habit): number {
  const part = intervalPart(habit)
  if (part === undefined) return 0.7
  if (part < justBoughtPart) return 0.3
  return Math.min(1, 0.6 + 0.4 * part) * (part > 2 ? Math.max(0.2, 2 / part) : 1)
}

/** True when a shopper would agree that it is time to buy it again, today or `aheadDays` from today. */
export function isDue(habit: Habit, aheadDays = 0): habit is Habit & { readonly everyDays: number } {
  const part = intervalPart(habit, aheadDays)
  return part !== undefined && part >= duePart && part <= latePart
}
