import type { GroupTable } from './group-table.ts'
import { listTakes, type StepBudget } from './list-takes.ts'
import { fieldsOf, openSharing, type UnitSharing } from './share-units.ts'
import { giveTake, type Take, type Takes } from './take.ts'

/** A stacking group laid out, with everything its offers can do. */
export interface OpenGroup {
  readonly table: GroupTable
  /** By offer of the table that can do anything, in offer order. */
  readonly takes: readonly Takes[]
  readonly sharing: UnitSharing
}

/** What each offer takes, by place of the offer; nothing where undefined. */
export type TakenByOffer = readonly (Take | undefined)[]

/**
 * @param isLast true where no later group looks at the units
 * @returns undefined where there is too much to list
 */
export function openGroup(table: GroupTable, isLast: boolean, steps: StepBudget): OpenGroup | undefined {
  const takes = fieldsOf(table) && listAllTakes(table, isLast, steps)
  const sharing = takes && openSharing(table, takes, isLast, steps)
  return sharing && { table, takes, sharing }
}

/** What every offer of the group can do, in offer order. */
export function listAllTakes({ choosers }: GroupTable, isLast: boolean, steps: StepBudget): Takes[] | undefined {
  const takes: Takes[] = []
  for (const chooser of choosers.toSorted((a, b) => a.candidate.index - b.candidate.index)) {
    const own = listTakes(chooser, isLast, steps)
    if (!own) return undefined
    takes.push(own)
  }
  return takes
}

/** Gives the offers what they take; what no offer takes stays idle. */
export function settleTakes({ runs, choosers, idle }: GroupTable, takes: readonly Takes[], taken: TakenByOffer): void {
  for (const [place, own] of takes.entries()) giveTake(own, taken[place])
  const left = runs.map(({ count }) => count)
  for (const { runIndexes, counts } of choosers) for (const [slot, runIndex] of runIndexes.entries()) left[runIndex] = (left[runIndex] ?? 0) - (counts[slot] ?? 0)
  for (const [runIndex, each] of idle.entries()) each.count = left[runIndex] ?? 0
}
