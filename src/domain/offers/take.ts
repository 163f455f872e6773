import { seatAll } from './best-seating.ts'
import type { Chooser } from './group-table.ts'
import { useOf } from './item-reward.ts'
import { total } from './item-use.ts'
import type { UnitRun } from './unit-run.ts'

/** Some units an offer may be given, and what it then saves. It uses every one of them. */
export interface Take {
  readonly savingMinor: number
  /** Units by place among the offer's runs, but for those that are got as another set. */
  readonly counts: readonly number[]
  readonly gotCounts: readonly number[]
}

/** Everything an offer of a group can do with the units there are. */
export interface Takes {
  readonly chooser: Chooser
  readonly runs: readonly OwnRun[]
  readonly all: readonly Take[]
}

/** A run that an offer may have units of. */
export interface OwnRun {
  readonly run: UnitRun
  /** Place in the table of the group. */
  readonly runIndex: number
  /** The offer's slots for them: one for each seat. */
  readonly slots: readonly number[]
}

export function ownRuns({ runs, runIndexes }: Chooser): OwnRun[] {
  const slots = new Map<number, number[]>()
  for (const [slot, runIndex] of runIndexes.entries()) slots.set(runIndex, [...(slots.get(runIndex) ?? []), slot])
  return [...slots].flatMap(([runIndex, own]) => {
    const run = runs[own[0] ?? 0]
    return run ? [{ run, runIndex, slots: own }] : []
  })
}

/** Units of the run at a place that a take takes. */
export function takenOf({ counts, gotCounts }: Take, place: number): number {
  return (counts[place] ?? 0) + (gotCounts[place] ?? 0)
}

/** Gives the offer the units of a take, each in a seat where it is needed, and nothing else; nothing at all without a take. */
export function giveTake({ chooser, runs }: Takes, take: Take | undefined): void {
  const counts = take ? slotCounts(chooser, runs, take) : []
  for (const slot of chooser.counts.keys()) chooser.counts[slot] = counts[slot] ?? 0
  chooser.use = useOf(chooser.candidate, chooser)
}

/** Units of a take by slot: those that may take several seats are seated where they are needed. */
export function slotCounts({ candidate: { needs, reward }, seats }: Chooser, runs: readonly OwnRun[], { counts, gotCounts }: Pick<Take, 'counts' | 'gotCounts'>): number[] {
  const given = seats.map(() => 0)
  const gotSeat = reward.kind === 'get-percent-off' ? needs.length - 1 : undefined
  const open: { readonly run: UnitRun; readonly slots: readonly number[] }[] = []
  for (const [place, { run, slots }] of runs.entries()) {
    for (const slot of slots) if (seats[slot] === gotSeat) given[slot] = gotCounts[place] ?? 0
    const asking = slots.filter((slot) => seats[slot] !== gotSeat)
    if (asking.length === 1) given[asking[0] ?? 0] = counts[place] ?? 0
    else for (let left = counts[place] ?? 0; left > 0; left -= 1) open.push({ run, slots: asking })
  }
  if (open.length === 0) return given
  const asked = needs.slice(0, gotSeat)
  const times = total(counts) / total(asked)
  const room = asked.map((need, seat) => need * times - given.reduce((sum, count, slot) => sum + (seats[slot] === seat ? count : 0), 0))
  for (const slot of seatAll(open, { seats }, room) ?? []) if (slot !== undefined) given[slot] = (given[slot] ?? 0) + 1
  return given
}
