import type { ItemCandidate } from './candidate.ts'
import type { Chooser } from './group-table.ts'
import { useOf } from './item-reward.ts'
import { total } from './item-use.ts'
import { isSeated } from './seat-reward.ts'
import { listSeatedTakes } from './seated-takes.ts'
import { ownRuns, type OwnRun, type Take, type Takes } from './take.ts'

/** Steps a search may still take, counted down as it goes: one for looking at a take, more for whatever takes longer. */
export interface StepBudget {
  left: number
}

/** Most takes of one offer, and most ways to give it units that are tried for them. */
const takeLimit = 6000
const wayLimit = 30_000

/** Working out what an offer makes of some units takes so many steps. */
const useSteps = 40

/**
 * Lists everything an offer can do with the units it may have.
 *
 * @param isLast true where no later group looks at the units: then only the fewest units for each saving are listed
 * @returns undefined where there is too much
 */
export function listTakes(chooser: Chooser, isLast: boolean, steps: StepBudget): Takes | undefined {
  const runs = ownRuns(chooser)
  const all = isSeated(chooser.candidate) ? listSeatedTakes(chooser, runs, steps, takeLimit) : listPlainTakes(chooser, runs, isLast, steps)
  return steps.left > 0 && all.length <= takeLimit ? { chooser, runs, all } : undefined
}

/** For an offer on one set every way to give it units is tried, up to as many as it has a use for. */
function listPlainTakes({ candidate, seats }: Chooser, runs: readonly OwnRun[], isLast: boolean, steps: StepBudget): Take[] {
  const strides = runs.map((_, place) => wayCount(runs.slice(0, place)))
  const size = wayCount(runs)
  if (size > wayLimit) steps.left = 0
  const savings = new Int32Array(Math.min(size, wayLimit))
  const slots = { runs: runs.map(({ run }) => run), seats, counts: runs.map(() => 0) }
  const gotCounts = runs.map(() => 0)
  const all: Take[] = []
  const isFewest = (way: number, savingMinor: number): boolean => slots.counts.every((count, place) => count === 0 || (savings[way - (strides[place] ?? 0)] ?? 0) < savingMinor)
  const give = (place: number, way: number, left: number): void => {
    if (steps.left <= 0) return
    if (place < runs.length) {
      for (let count = 0; count <= Math.min(left, runs[place]?.run.count ?? 0); count += 1) {
        slots.counts[place] = count
        give(place + 1, way + count * (strides[place] ?? 0), left - count)
      }
      slots.counts[place] = 0
      return
    }
    steps.left -= useSteps
    const { savingMinor, servedCount } = useOf(candidate, slots)
    savings[way] = savingMinor
    if (savingMinor > 0 && (isLast ? isFewest(way, savingMinor) : servedCount === total(slots.counts))) all.push({ savingMinor, counts: [...slots.counts], gotCounts })
  }
  give(0, 0, mostUsed(candidate))
  return all
}

function wayCount(runs: readonly OwnRun[]): number {
  return runs.reduce((ways, { run }) => ways * (run.count + 1), 1)
}

/** Units that an offer on one set has a use for at most. */
function mostUsed({ condition, reward, limit }: ItemCandidate): number {
  if (condition.kind !== 'quantity' || reward.kind === 'tiered-percent-off' || (reward.kind === 'amount-off' && reward.per === 'once')) return Infinity
  const size = reward.kind === 'n-for-m' ? reward.takeCount : reward.kind === 'fixed-price' ? reward.unitCount : 1
  return Math.max(limit * size, condition.unitCount)
}
