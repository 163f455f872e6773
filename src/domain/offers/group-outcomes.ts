import type { Component } from './component.ts'
import type { GroupTable } from './group-table.ts'
import type { StepBudget } from './list-takes.ts'
import type { OpenGroup, TakenByOffer } from './open-group.ts'
import { serveUnits } from './serve-units.ts'
import { giveTake, takenOf, type Take, type Takes } from './take.ts'
import { leftBut, type UnitsLeft } from './units-left.ts'
import { inServingOrder, used, type UnitRun } from './unit-run.ts'
import { laterAlone } from './walk-choices.ts'

/** A way in which a group can leave the units to the next. */
export interface Outcome {
  readonly taken: TakenByOffer
  readonly runs: readonly UnitRun[]
  /** By this group and those before. */
  readonly savedMinor: number
  /** Nothing that is built on it saves more in all. */
  readonly boundMinor: number
}

export interface OutcomesAsked {
  readonly component: Component
  readonly groupIndex: number
  /** By earlier groups. */
  readonly savedMinor: number
  /** Most that later groups save. */
  readonly laterMinor: number
  /** Only what can come to more than this in all is asked for. */
  readonly moreThanMinor: number
}

/** Outcomes of a group that are kept at most. */
const outcomeLimit = 4000

/** Steps for a choice that is only looked at, and for writing one onto the units and asking later offers about it. */
const lookSteps = 5
const serveSteps = 500

/** Every way in which the group can leave the units to the next, the most promising first; undefined where there are too many. */
export function outcomesOf({ table, takes, sharing }: OpenGroup, { component, groupIndex, savedMinor, laterMinor, moreThanMinor }: OutcomesAsked, steps: StepBudget): Outcome[] | undefined {
  const outcomes = new Map<string, Outcome>()
  const taken: (Take | undefined)[] = []
  const served = servedTakes(takes)
  const startMinor = savedMinor + sharing.idleMinor
  /** @returns false where the steps ended */
  const choose = (place: number, left: UnitsLeft, gainMinor: number): boolean => {
    steps.left -= lookSteps
    const most = sharing.best(place, left)
    if (!most || steps.left <= 0 || outcomes.size > outcomeLimit) return false
    const ownMinor = startMinor + gainMinor + most.gainMinor
    if (ownMinor + laterMinor <= moreThanMinor) return true
    if (place === takes.length || taken[place - 1]) {
      steps.left -= serveSteps
      const runs = inServingOrder(serveTaken(table, takes, taken.slice(0, place), served))
      const boundMinor = ownMinor + Math.min(laterMinor, laterAlone(component, groupIndex, runs))
      if (boundMinor <= moreThanMinor) return true
      if (place === takes.length) {
        keep({ taken: [...taken], runs, savedMinor: ownMinor, boundMinor })
        return true
      }
    }
    for (const { take, units, gainMinor: ownGain } of [noWay, ...sharing.ways(place, left)]) {
      taken[place] = take
      if (!choose(place + 1, leftBut(left, units), gainMinor + ownGain)) return false
    }
    return true
  }
  const keep = (outcome: Outcome): void => {
    const key = stateOf(component, groupIndex, outcome.runs)
    if (outcome.savedMinor > (outcomes.get(key)?.savedMinor ?? -1)) outcomes.set(key, outcome)
  }
  return choose(0, sharing.all, 0) ? [...outcomes.values()].sort((a, b) => b.boundMinor - a.boundMinor) : undefined
}

const noWay = { take: undefined, units: { low: 0, high: 0 }, gainMinor: 0 }

type ServedTakes = (place: number, take: Take) => readonly UnitRun[]

/** What a take does to its units, worked out once. */
function servedTakes(takes: readonly Takes[]): ServedTakes {
  const known = new Map<Take, readonly UnitRun[]>()
  return (place, take) => {
    const own = takes[place]
    const before = known.get(take)
    if (before || !own) return before ?? []
    giveTake(own, take)
    const served = serveUnits(own.chooser.candidate, own.chooser, own.chooser.use)
    known.set(take, served)
    return served
  }
}

/** The units after the group. */
function serveTaken({ runs, idle }: GroupTable, takes: readonly Takes[], taken: TakenByOffer, served: ServedTakes): UnitRun[] {
  const left = runs.map(({ count }) => count)
  const after: UnitRun[] = []
  for (const [place, take] of taken.entries()) {
    if (!take) continue
    after.push(...served(place, take))
    for (const [at, { runIndex }] of (takes[place]?.runs ?? []).entries()) left[runIndex] = (left[runIndex] ?? 0) - takenOf(take, at)
  }
  for (const [runIndex, run] of runs.entries()) {
    const count = left[runIndex] ?? 0
    const simple = idle[runIndex]
    if (count > 0) after.push(simple?.best ? used(run, count, simple.best, simple.eachMinor) : { ...run, count })
  }
  return after
}

/** What later groups can tell two ways to serve the units apart by: units out of their reach are not in it. */
function stateOf({ groups, serving }: Component, groupIndex: number, runs: readonly UnitRun[]): string {
  const later = new Set(groups.slice(groupIndex + 1).flat())
  const counts = new Map<string, number>()
  for (const { poolIndex, leftMinor, lastUse, count } of runs) {
    const askers = (serving.get(poolIndex) ?? []).filter(({ candidate }) => later.has(candidate))
    if (askers.length === 0 || lastUse?.candidate.combinable === false) continue
    const key = `${poolIndex} ${leftMinor} ${lastUse && askers.some(({ candidate }) => !candidate.combinable) ? 1 : 0}`
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return [...counts].map(([key, count]) => `${key} ${count}`).sort().join()
}
