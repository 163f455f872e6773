import { assert } from '../assert.ts'
import type { Component } from './component.ts'
import { outcomesOf } from './group-outcomes.ts'
import { addGains, openGroupTable, serveTable, togetherMinor, type GroupTable } from './group-table.ts'
import { tieBreakOf, type Gains, type ItemChoice } from './item-choice.ts'
import type { StepBudget } from './list-takes.ts'
import { mixedBound } from './mixed-bound.ts'
import { openGroup, settleTakes, type OpenGroup, type TakenByOffer } from './open-group.ts'
import type { BestChoice } from './search-best.ts'
import type { Shared } from './share-units.ts'
import type { Take } from './take.ts'
import { unitBound } from './unit-bound.ts'
import type { UnitRun } from './unit-run.ts'

/** Steps for laying a group out. */
const tableSteps = 3000

/** Sums of parts that are not whole may be off by so much. */
const tolerance = 1e-6

/**
 * The best choice of a part of the basket, proven, where units and offers are few enough to look at every rest of the
 * units that its offers can leave each other. Group after group: each way in which one can leave the units to the next
 * is followed once, unless later offers could not even save enough if none of them stood in another's way.
 *
 * @param start what is known already; the answer never saves less
 * @returns undefined where the steps do not suffice
 */
export function searchStates(component: Component, start: ItemChoice, steps: StepBudget): BestChoice | undefined {
  const bound = unitBound(component)
  const last = component.groups.length - 1
  let best = start

  const layOut = (groupIndex: number, runs: readonly UnitRun[]): GroupTable => {
    steps.left -= tableSteps
    return openGroupTable({ component, bound, groupIndex, runs, thorough: false })
  }
  /** Most that the groups from this on save with the units untouched: whatever earlier groups do, not more. */
  const freeMost = (groupIndex: number, runs: readonly UnitRun[]): number | undefined => {
    if (groupIndex > last) return 0
    const group = openGroup(layOut(groupIndex, runs), groupIndex === last, steps)
    const own = group?.sharing.best(0, group.sharing.all)
    const laterMinor = own && freeMost(groupIndex + 1, runs)
    return group && own && laterMinor !== undefined ? group.sharing.idleMinor + own.gainMinor + laterMinor : undefined
  }
  /** @returns false where the steps ended */
  const enter = (groupIndex: number, runs: readonly UnitRun[], before: Gains, savedMinor: number): boolean => {
    const table = layOut(groupIndex, runs)
    if (groupIndex === last && last > 0 && Math.floor(savedMinor + mixedBound(table).wholeMinor + tolerance) <= best.savingMinor) return true
    const group = openGroup(table, groupIndex === last, steps)
    if (!group) return false
    if (groupIndex === last) return finish(group, before, savedMinor)
    const laterMinor = freeMost(groupIndex + 1, runs)
    const outcomes = laterMinor === undefined ? undefined : outcomesOf(group, { component, groupIndex, savedMinor, laterMinor, moreThanMinor: best.savingMinor }, steps)
    return outcomes?.every((outcome) => {
      if (outcome.boundMinor <= best.savingMinor) return true
      settleTakes(group.table, group.takes, outcome.taken)
      return enter(groupIndex + 1, outcome.runs, addGains(group.table, before), outcome.savedMinor)
    }) ?? false
  }
  const finish = (group: OpenGroup, before: Gains, savedMinor: number): boolean => {
    const found = group.sharing.best(0, group.sharing.all)
    if (!found) return false
    const savingMinor = savedMinor + group.sharing.idleMinor + found.gainMinor
    // Between equals of several groups a walk that looks at ties decides.
    if (last > 0 ? savingMinor <= best.savingMinor : savingMinor < best.savingMinor) return true
    settleTakes(group.table, group.takes, takenIn(found))
    assert(savedMinor + togetherMinor(group.table) === savingMinor, 'offers save what their takes say')
    best = { savingMinor, tie: tieBreakOf(addGains(group.table, before)), runs: serveTable(group.table) }
    return true
  }
  return enter(0, component.runs, new Map(), 0) ? { choice: best, provenBest: true, boundMinor: best.savingMinor } : undefined
}

function takenIn(found: Shared): TakenByOffer {
  const taken: (Take | undefined)[] = []
  for (let shared = found; shared.rest; shared = shared.rest) taken.push(shared.take)
  return taken
}
