import type { Component } from './component.ts'
import { addGains, openGroupTable, serveTable } from './group-table.ts'
import { tieBreakOf, type ItemChoice } from './item-choice.ts'
import type { StepBudget } from './list-takes.ts'
import { listAllTakes, settleTakes } from './open-group.ts'
import { isBetter, openSharing, type Gained, type UnitSharing, type Way } from './share-units.ts'
import type { StageRange } from './stages.ts'
import type { Take, Takes } from './take.ts'
import { unitBound } from './unit-bound.ts'
import { keyOfLeft, leftBut, type UnitsLeft } from './units-left.ts'

/** Steps for one more sum of an offer and those after it, and for writing one onto the units. */
const sumSteps = 8
const serveSteps = 500

/** A sum of what some offers save, the best way to it, and the units it leaves. */
interface Sum extends Gained {
  readonly left: UnitsLeft
  readonly take: Take | undefined
  readonly after: Sum | undefined
}

/**
 * Every sum within the range that the offers of a single stacking group can save, and the best choice for each.
 *
 * One offer after another, from the last on: for every rest of the units that those so far can leave to the others, each
 * sum is followed once.
 *
 * @returns undefined where there is more than one group, or the steps do not suffice
 */
export function listSums(component: Component, range: Pick<StageRange, 'leastMinor' | 'mostMinor'>, steps: StepBudget): ItemChoice[] | undefined {
  if (component.groups.length > 1) return undefined
  const table = openGroupTable({ component, bound: unitBound(component), groupIndex: 0, runs: component.runs, thorough: true })
  const takes = listAllTakes(table, true, steps)?.reverse()
  const sharing = takes && openSharing(table, takes, false, steps)
  const sums = sharing && sumsOf(takes, sharing, range, steps)
  if (!sums || steps.left < sums.length * serveSteps) return undefined
  steps.left -= sums.length * serveSteps
  return sums.map((sum) => {
    settleTakes(table, takes, takenFor(sum))
    return { savingMinor: sum.gainMinor, tie: tieBreakOf(addGains(table, new Map())), runs: serveTable(table) }
  })
}

/** @param takes last offer first */
function sumsOf(takes: readonly Takes[], sharing: UnitSharing, { leastMinor, mostMinor }: Pick<StageRange, 'leastMinor' | 'mostMinor'>, steps: StepBudget): Sum[] | undefined {
  let sums: readonly Sum[] = [{ gainMinor: 0, couponCount: 0, storeCost: 0, applied: 0, left: sharing.all, take: undefined, after: undefined }]
  for (const [place, { chooser }] of takes.entries()) {
    const next = new Map<string, Sum>()
    const applied = 1 << (takes.length - 1 - place)
    const couponCount = chooser.candidate.spendsCoupon ? 1 : 0
    const add = (sum: Sum): void => {
      const most = sharing.best(place + 1, sum.left)
      if (sum.gainMinor > mostMinor || !most || sum.gainMinor + most.gainMinor < leastMinor) return
      const key = `${keyOfLeft(sum.left)} ${sum.gainMinor}`
      const known = next.get(key)
      if (!known || isBetter(sum, known)) next.set(key, sum)
    }
    for (const before of sums) {
      add({ ...before, left: sharing.within(place + 1, before.left), take: undefined, after: before })
      for (const way of sharing.ways(place, before.left)) {
        steps.left -= sumSteps
        add(afterWay(before, way, { couponCount, applied, left: sharing.within(place + 1, leftBut(before.left, way.units)) }))
      }
      if (steps.left <= 0) return undefined
    }
    sums = [...next.values()]
  }
  return [...sums]
}

function afterWay(before: Sum, { take, gainMinor, storeCost }: Way, { couponCount, applied, left }: Pick<Sum, 'couponCount' | 'applied' | 'left'>): Sum {
  return { gainMinor: before.gainMinor + gainMinor, couponCount: before.couponCount + couponCount, storeCost: before.storeCost + storeCost, applied: before.applied | applied, left, take, after: before }
}

/** By place of the offer, the last offer first. */
function takenFor(last: Sum): (Take | undefined)[] {
  const taken: (Take | undefined)[] = []
  for (let sum = last; sum.after; sum = sum.after) taken.push(sum.take)
  return taken.reverse()
}
