import type { ItemCandidate } from './candidate.ts'
import { isSimple, type Component } from './component.ts'
import { unitSaving, useOf, type ItemUse } from './item-reward.ts'
import { serveUnits } from './serve-units.ts'
import type { UnitBound } from './unit-bound.ts'
import { inServingOrder, used, type UnitRun } from './unit-run.ts'

/** Units of one run that more than one offer could have, or that an offer could have or leave. */
export interface Decision {
  readonly count: number
  /** Who may have them, most promising first. */
  readonly options: readonly { readonly chooser: Chooser; readonly slot: number; readonly eachMinor: number }[]
  /** What a unit given to nobody here can still bring. */
  readonly idleMinor: number
  readonly runIndex: number
}

/** An offer of the group and the units it has, or may still get. */
export interface Chooser {
  readonly candidate: ItemCandidate
  readonly runs: UnitRun[]
  readonly runIndexes: number[]
  /** Units of each run: all that may be had before the decision on them, then what was decided. */
  readonly counts: number[]
  use: ItemUse
}

/** One stacking group's offers over the units as earlier groups left them. */
export interface GroupTable {
  readonly runs: readonly UnitRun[]
  readonly choosers: readonly Chooser[]
  readonly decisions: readonly Decision[]
  /** Units each run has left for simple offers, and which offer serves them, by run index. */
  readonly idle: { count: number; readonly best: ItemCandidate | undefined; readonly eachMinor: number }[]
  /** Most that units without a decision can bring, each by itself. */
  readonly settledMinor: number
}

export interface TableInput {
  readonly component: Component
  readonly bound: UnitBound
  readonly groupIndex: number
  readonly runs: readonly UnitRun[]
  /** True to leave every unit's every possibility open, also those that cannot be best. */
  readonly thorough: boolean
}

/**
 * Lays out what is to be decided in one group.
 *
 * Unless thorough: in the last group a unit that only one offer can have goes to it, since more units never save less,
 * and simple offers get what the others leave, each unit the best of them. In earlier groups that holds only for
 * units that no bundle, threshold or limit ever looks at.
 */
export function openGroupTable({ component, bound, groupIndex, runs: unordered, thorough }: TableInput): GroupTable {
  const runs = inServingOrder(unordered)
  const group = component.groups[groupIndex] ?? []
  const isLast = groupIndex === component.groups.length - 1
  const choosers = new Map<ItemCandidate, Chooser>()
  const decisions: Decision[] = []
  const idle: GroupTable['idle'] = []
  let settledMinor = 0
  for (const [runIndex, run] of runs.entries()) {
    const serving = component.serving.get(run.poolIndex) ?? []
    const here = serving.filter((candidate) => group.includes(candidate))
    const settlesSimply = !thorough && (isLast || serving.every((candidate) => isSimple(candidate)))
    const best = settlesSimply ? bestSimple(here, run) : undefined
    const choosing = settlesSimply ? here.filter((candidate) => !isSimple(candidate)) : here
    const eachMinor = best ? unitSaving(best.reward, run.leftMinor) : 0
    const idleMinor = eachMinor + bound.mostOffFrom(groupIndex + 1, run.poolIndex, run.leftMinor - eachMinor)
    const options = choosing.map((candidate) => {
      const off = isLast ? bound.ownPart(candidate, run.leftMinor) : bound.mostOff(candidate, run.leftMinor)
      const laterMinor = isLast ? 0 : bound.mostOffFrom(groupIndex + 1, run.poolIndex, run.leftMinor - off)
      return { ...seat(choosers, candidate, run, runIndex), eachMinor: off + laterMinor }
    })
    const [only] = options
    const isSettled = only === undefined || (settlesSimply && options.length === 1 && best === undefined)
    // Units under decision count as idle only once the decision leaves them over.
    idle.push({ count: only === undefined ? run.count : 0, best, eachMinor })
    if (isSettled) settledMinor += run.count * (only?.eachMinor ?? idleMinor)
    else decisions.push({ runIndex, count: run.count, idleMinor, options: options.sort((a, b) => b.eachMinor - a.eachMinor || a.chooser.candidate.index - b.chooser.candidate.index) })
  }
  for (const chooser of choosers.values()) refresh(chooser)
  decisions.sort((a, b) => b.count * mostEach(b) - a.count * mostEach(a) || a.runIndex - b.runIndex)
  return { runs, choosers: [...choosers.values()], decisions, idle, settledMinor }
}

/** Most that one unit of a decision can bring. */
export function mostEach({ options, idleMinor }: Decision): number {
  return Math.max(options[0]?.eachMinor ?? 0, idleMinor)
}

/** Works out anew what the offer saves with the units it has. */
export function refresh(chooser: Chooser): void {
  chooser.use = useOf(chooser.candidate, chooser.runs, chooser.counts)
}

/** Serves the units as decided: what each offer gave, and every unit after the group. */
export function serveTable({ runs, choosers, idle }: GroupTable): { readonly runs: UnitRun[]; readonly gains: Map<ItemCandidate, number> } {
  const gains = new Map<ItemCandidate, number>()
  const givenCounts = runs.map(() => 0)
  const after = choosers.flatMap((chooser) => {
    const given = chooser.runs.map((run, slot) => ({ ...run, count: chooser.counts[slot] ?? 0 }))
    for (const [slot, runIndex] of chooser.runIndexes.entries()) givenCounts[runIndex] = (givenCounts[runIndex] ?? 0) + (chooser.counts[slot] ?? 0)
    gains.set(chooser.candidate, chooser.use.savingMinor)
    return serveUnits(chooser.candidate, given, chooser.use)
  })
  for (const [runIndex, run] of runs.entries()) {
    const count = run.count - (givenCounts[runIndex] ?? 0)
    const { best, eachMinor } = idle[runIndex] ?? { best: undefined, eachMinor: 0 }
    if (count === 0) continue
    if (best) gains.set(best, (gains.get(best) ?? 0) + count * eachMinor)
    after.push(best ? used(run, count, best, eachMinor) : { ...run, count })
  }
  return { runs: after, gains }
}

/** The simple offer that takes most off a unit; of equals the one that costs the store less, then the first. */
function bestSimple(candidates: readonly ItemCandidate[], { leftMinor }: UnitRun): ItemCandidate | undefined {
  let best: ItemCandidate | undefined
  for (const candidate of candidates) {
    const offMinor = isSimple(candidate) ? unitSaving(candidate.reward, leftMinor) : 0
    const bestMinor = best ? unitSaving(best.reward, leftMinor) : 0
    if (offMinor > bestMinor || (best && offMinor > 0 && offMinor === bestMinor && candidate.storeShareBasisPoints < best.storeShareBasisPoints)) best = candidate
  }
  return best
}

function seat(choosers: Map<ItemCandidate, Chooser>, candidate: ItemCandidate, run: UnitRun, runIndex: number): { chooser: Chooser; slot: number } {
  const chooser = choosers.get(candidate) ?? { candidate, runs: [], runIndexes: [], counts: [], use: { savingMinor: 0, rewardedCount: 0, servedCount: 0 } }
  choosers.set(candidate, chooser)
  chooser.runs.push(run)
  chooser.runIndexes.push(runIndex)
  chooser.counts.push(run.count)
  return { chooser, slot: chooser.runs.length - 1 }
}
