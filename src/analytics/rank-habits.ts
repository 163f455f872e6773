import type { ItemId } from '../domain/ids.ts'
import { compareIds } from './catalogue.ts'
import { dueness } from './due-ness.ts'
import { type Habit, habitsOf } from './habit.ts'
import type { Purchase } from './purchase.ts'

/** Everything the member has bought up to `today`, most wanted on a list first: how often, times how due. */
export function rankHabits(history: readonly Purchase[], today: string): Habit<ItemId>[] {
  const scored = habitsOf(history, today, (purchase) => purchase.itemId).map((habit) => ({ habit, score: habit.frequency * dueness(habit) }))
  scored.sort((a, b) => b.score - a.score || compareIds(a.habit.key, b.habit.key))
  return scored.map(({ habit }) => habit)
}
