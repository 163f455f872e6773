import { canSeatBest } from './best-seating.ts'
import type { Chooser, Decision, GroupTable } from './group-table.ts'
import { serveUnits } from './serve-units.ts'
import type { UnitRun } from './unit-run.ts'

/** One thing to decide: how many units of a run this offer gets, of those that earlier ones left. */
export interface Question {
  /** Place among all questions. */
  readonly place: number
  readonly decision: Decision
  /** Place of its decision among the decisions of the table. */
  readonly turn: number
  readonly chooser: Chooser
  /** Where its offer has units of the run: one slot for each seat they may take. */
  readonly slots: readonly number[]
  /** Most that one unit brings with the offer, later groups included. */
  readonly eachMinor: number
  /** Place of its offer among the offers that are asked about. */
  readonly offerPlace: number
  /** Place among the questions about the same offer. */
  readonly dimension: number
  /** True for the decision's last question: what is left then stays idle. */
  readonly endsDecision: boolean
}

/** What units bring: what this group saves on them, and what later groups may still take off them, each by itself. */
export interface Value {
  readonly ownMinor: number
  readonly laterMinor: number
}

/** An offer that is asked about, and what its units bring: worked out once for each way of giving it units. */
export interface AskedOffer {
  readonly chooser: Chooser
  /** In the order in which they are asked. */
  readonly questions: readonly Question[]
  /** Units of each slot that nobody is asked about, or that it may have at most. */
  readonly whole: readonly number[]
  /** The slots of every run it has units of. */
  readonly slotsOfRuns: readonly (readonly number[])[]
  /** True where some units may take several of its seats: it then seats them as it saves most by itself. */
  readonly choosesSeats: boolean
  /** False where it has too many ways to seat them. */
  readonly isCountable: boolean
  /** Most it can bring in any way. */
  readonly most: Value
  /** What it brings, by the answers to its questions read as one number. */
  readonly known: Map<number, Value>
}

/** What one group's offers can be asked, and what units bring that nobody is asked about. */
export interface Questions {
  readonly all: readonly Question[]
  readonly offers: readonly AskedOffer[]
  readonly settled: Value
}

/** What later groups may take off a unit at most; undefined in the last group. */
export type LaterOff = ((run: UnitRun) => number) | undefined

/** Values by what an offer sees of its units: a later group meets the same units at the same prices over and over. */
export type KnownValues = Map<string, Map<number, Value>>

/** Turns a group's decisions into questions, decision after decision. */
export function askQuestions(table: GroupTable, groupIndex: number, laterOff: LaterOff, knownValues: KnownValues): Questions {
  const places = new Map<Chooser, number>()
  const byOffer: Question[][] = []
  const all: Question[] = []
  for (const [turn, decision] of table.decisions.entries()) {
    const choosers = [...new Set(decision.options.map(({ chooser }) => chooser))]
    for (const [position, chooser] of choosers.entries()) {
      const options = decision.options.filter((option) => option.chooser === chooser)
      const offerPlace = places.get(chooser) ?? places.size
      places.set(chooser, offerPlace)
      const own = (byOffer[offerPlace] ??= [])
      const slots = options.map(({ slot }) => slot)
      const question = { place: all.length, decision, turn, chooser, slots, eachMinor: options[0]?.eachMinor ?? 0, offerPlace, dimension: own.length, endsDecision: position === choosers.length - 1 }
      own.push(question)
      all.push(question)
    }
  }
  const offers = [...places.keys()].map((chooser, place) => askedOffer(chooser, byOffer[place] ?? [], { groupIndex, laterOff, knownValues }))
  return { all, offers, settled: settledValue(table, places, laterOff) }
}

interface Asking {
  readonly groupIndex: number
  readonly laterOff: LaterOff
  readonly knownValues: KnownValues
}

function askedOffer(chooser: Chooser, questions: readonly Question[], { groupIndex, laterOff, knownValues }: Asking): AskedOffer {
  const slotsOf = new Map<UnitRun, number[]>()
  for (const [slot, run] of chooser.runs.entries()) slotsOf.set(run, [...(slotsOf.get(run) ?? []), slot])
  const looks = chooser.runs.map((run, slot) => `${run.poolIndex} ${run.leftMinor} ${run.count} ${chooser.seats[slot] ?? 0} ${run.lastUse ? 1 : 0}`)
  const key = `${groupIndex} ${chooser.candidate.index} ${looks.join()} ${questions.map(({ slots }) => slots.join(' ')).join()}`
  const known = knownValues.get(key) ?? new Map<number, Value>()
  knownValues.set(key, known)
  return {
    chooser,
    questions,
    whole: [...chooser.counts],
    slotsOfRuns: [...slotsOf.values()],
    choosesSeats: slotsOf.size < chooser.runs.length,
    isCountable: canSeatBest(chooser.candidate, chooser),
    most: { ownMinor: chooser.use.savingMinor, laterMinor: untouchedLater(chooser, laterOff) },
    known,
  }
}

/** What later groups may take off the units if this offer takes nothing off them. */
function untouchedLater({ runs, counts }: Chooser, laterOff: LaterOff): number {
  if (!laterOff) return 0
  return runs.reduce((sum, run, slot) => (runs.indexOf(run) === slot ? sum + (counts[slot] ?? 0) * laterOff(run) : sum), 0)
}

function settledValue({ decisions, runs, idle, choosers }: GroupTable, asked: ReadonlyMap<Chooser, number>, laterOff: LaterOff): Value {
  let [ownMinor, laterMinor] = [0, 0]
  const open = new Set(decisions.map(({ runIndex }) => runIndex))
  for (const [runIndex, run] of runs.entries()) {
    const { count, eachMinor } = idle[runIndex] ?? { count: 0, eachMinor: 0 }
    if (open.has(runIndex) || count === 0) continue
    ownMinor += count * eachMinor
    laterMinor += laterOff ? count * laterOff({ ...run, leftMinor: run.leftMinor - eachMinor }) : 0
  }
  for (const chooser of choosers) {
    if (asked.has(chooser)) continue
    ownMinor += chooser.use.savingMinor
    laterMinor += laterMinorOf(chooser, laterOff)
  }
  return { ownMinor, laterMinor }
}

/** What later groups may take off the offer's units once it has done with them what it does. */
export function laterMinorOf(chooser: Chooser, laterOff: LaterOff): number {
  if (!laterOff) return 0
  return serveUnits(chooser.candidate, chooser, chooser.use).reduce((sum, run) => sum + run.count * laterOff(run), 0)
}
