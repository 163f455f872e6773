import type { ItemCandidate } from './candidate.ts'
import { isSimple, mayServe, type Component } from './component.ts'
import type { Gains } from './item-choice.ts'
import { useOf } from './item-reward.ts'
import { noUse, type ItemUse, type Slots } from './item-use.ts'
import type { Seat } from './seats.ts'
import { serveUnits } from './serve-units.ts'
import type { Seating } from './unit-pool.ts'
import { unitSaving } from './unit-saving.ts'
import type { UnitBound } from './unit-bound.ts'
import { inServingOrder, used, type UnitRun } from './unit-run.ts'

/** Units of one run that more than one offer could have, or that an offer could have or leave. */
export interface Decision {
  readonly count: number
  /** Who may have them, most promising first. */
  readonly options: readonly Option[]
  /** What a unit given to nobody here can still bring. */
  readonly idleMinor: number
  /** Of that, what a simple offer of this group takes off. */
  readonly idleOwnMinor: number
  /** What later groups alone can take off one. */
  readonly laterMinor: number
  readonly runIndex: number
}

/** An offer, and the seat of it, that units of a run may get. */
export interface Option {
  readonly chooser: Chooser
  readonly slot: number
  /** A unit's part in what the offer saves, at most. */
  readonly offMinor: number
  /** The same with what later groups can still take off. */
  readonly eachMinor: number
}

/** An offer of the group and the units it has, or may still get, slot by slot. */
export interface Chooser extends Slots {
  readonly candidate: ItemCandidate
  readonly runs: UnitRun[]
  readonly seats: Seat[]
  readonly runIndexes: number[]
  /** All that may be had before the decision on them, then what was decided. */
  readonly counts: number[]
  use: ItemUse
}

/** One stacking group's offers over the units as earlier groups left them. */
export interface GroupTable {
  readonly runs: readonly UnitRun[]
  readonly choosers: readonly Chooser[]
  readonly decisions: readonly Decision[]
  /** Units each run has, or may still have, left for simple offers, and which offer serves them, by run index. */
  readonly idle: { count: number; readonly best: ItemCandidate | undefined; readonly eachMinor: number }[]
  /** Most that units without a decision can bring, each by itself. */
  readonly settledMinor: number
  /** Those units: they go to the only option, or to none. */
  readonly settled: readonly { readonly count: number; readonly option: Option | undefined; readonly idleMinor: number; readonly laterMinor: number }[]
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
  const seats = runs.map((run) => {
    const serving = component.serving.get(run.poolIndex) ?? []
    const here = serving.filter(({ candidate }) => group.includes(candidate) && mayServe(candidate, run))
    const settlesSimply = !thorough && (isLast || serving.every(({ candidate }) => isSimple(candidate)))
    return { settlesSimply, best: settlesSimply ? bestSimple(here, run) : undefined, choosing: settlesSimply ? here.filter(({ candidate }) => !isSimple(candidate)) : here }
  })
  const choosers = seatChoosers(runs, seats)
  const decisions: Decision[] = []
  const idle: GroupTable['idle'] = []
  const settled: GroupTable['settled'][number][] = []
  for (const [runIndex, run] of runs.entries()) {
    const { settlesSimply, best, choosing } = seats[runIndex] ?? { settlesSimply: true, best: undefined, choosing: [] }
    const simpleMinor = best ? unitSaving(best.reward, run) : 0
    const laterMinor = (offMinor: number): number => bound.mostOffFrom(groupIndex + 1, run.poolIndex, { leftMinor: run.leftMinor - offMinor, grams: run.grams })
    const idleMinor = simpleMinor + laterMinor(simpleMinor)
    const options = choosing.flatMap((seating) => {
      const chooser = choosers.get(seating.candidate)
      if (!chooser) return []
      const off = Math.min(isLast ? bound.ownPart(seating, run) : bound.mostOff(seating, run), chooser.use.savingMinor)
      return [{ chooser, slot: chooser.runIndexes.findIndex((index, slot) => index === runIndex && chooser.seats[slot] === seating.seat), offMinor: off, eachMinor: off + laterMinor(off) }]
    })
    const [only] = options
    const isSettled = only === undefined || (settlesSimply && options.length === 1 && best === undefined)
    idle.push({ count: isSettled && only ? 0 : run.count, best, eachMinor: simpleMinor })
    if (isSettled) settled.push({ count: run.count, option: only, idleMinor, laterMinor: laterMinor(0) })
    else decisions.push({ runIndex, count: run.count, idleMinor, idleOwnMinor: simpleMinor, laterMinor: laterMinor(0), options: options.sort((a, b) => b.eachMinor - a.eachMinor || a.chooser.candidate.index - b.chooser.candidate.index || a.slot - b.slot) })
  }
  decisions.sort((a, b) => b.count * mostEach(b) - a.count * mostEach(a) || a.runIndex - b.runIndex)
  const settledMinor = settled.reduce((sum, { count, option, idleMinor }) => sum + count * (option?.eachMinor ?? idleMinor), 0)
  return { runs, choosers: [...choosers.values()], decisions, idle, settledMinor, settled }
}

/** Gives every offer all units it may have; one that saves nothing even so is left out. */
function seatChoosers(runs: readonly UnitRun[], seats: readonly { readonly choosing: readonly Seating[] }[]): Map<ItemCandidate, Chooser> {
  const choosers = new Map<ItemCandidate, Chooser>()
  for (const [runIndex, run] of runs.entries()) {
    for (const { candidate, seat } of seats[runIndex]?.choosing ?? []) {
      const chooser = choosers.get(candidate) ?? { candidate, runs: [], seats: [], runIndexes: [], counts: [], use: noUse }
      choosers.set(candidate, chooser)
      chooser.runs.push(run)
      chooser.seats.push(seat)
      chooser.runIndexes.push(runIndex)
      chooser.counts.push(run.count)
    }
  }
  for (const chooser of choosers.values()) {
    chooser.use = useOf(chooser.candidate, chooser)
    if (chooser.use.savingMinor === 0) choosers.delete(chooser.candidate)
  }
  return choosers
}

/** Most that the group's offers save together if each had every unit it may still get: exact once all is decided. */
export function togetherMinor({ choosers, idle }: GroupTable): number {
  return choosers.reduce((sum, { use }) => sum + use.savingMinor, idle.reduce((sum, { count, eachMinor }) => sum + count * eachMinor, 0))
}

/** Most that one unit of a decision can bring. */
export function mostEach({ options, idleMinor }: Decision): number {
  return Math.max(options[0]?.eachMinor ?? 0, idleMinor)
}

/** Gives the offer so many units of a run; answers by how much its saving changes. */
export function give(chooser: Chooser, slot: number, count: number): number {
  const before = chooser.use.savingMinor
  chooser.counts[slot] = count
  chooser.use = useOf(chooser.candidate, chooser)
  return chooser.use.savingMinor - before
}

/** Adds what each offer of the group gives, as decided, to what offers of earlier groups gave. */
export function addGains({ choosers, idle }: GroupTable, before: Gains): Gains {
  const gains = new Map(before)
  for (const { candidate, use } of choosers) if (use.savingMinor > 0) gains.set(candidate, use.savingMinor)
  for (const { best, count, eachMinor } of idle) if (best && count > 0) gains.set(best, (gains.get(best) ?? 0) + count * eachMinor)
  return gains
}

/** Serves the units as decided: every unit after the group. */
export function serveTable({ runs, choosers, idle }: GroupTable): UnitRun[] {
  const served = choosers.flatMap((chooser) => serveUnits(chooser.candidate, chooser, chooser.use))
  for (const [runIndex, run] of runs.entries()) {
    const { count, best, eachMinor } = idle[runIndex] ?? { count: 0, best: undefined, eachMinor: 0 }
    if (count > 0) served.push(best ? used(run, count, best, eachMinor) : { ...run, count })
  }
  return served
}

/** The simple offer that takes most off a unit; of equals the one that costs the store less, then the first. */
function bestSimple(seatings: readonly Seating[], run: UnitRun): ItemCandidate | undefined {
  let best: ItemCandidate | undefined
  for (const { candidate } of seatings) {
    const offMinor = isSimple(candidate) ? unitSaving(candidate.reward, run) : 0
    const bestMinor = best ? unitSaving(best.reward, run) : 0
    if (offMinor > bestMinor || (best && offMinor > 0 && offMinor === bestMinor && candidate.storeShareBasisPoints < best.storeShareBasisPoints)) best = candidate
  }
  return best
}
