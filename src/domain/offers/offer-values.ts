import type { UnitRun } from './unit-run.ts'
import { type Chooser, type Decision, type GroupTable } from './group-table.ts'
import { bestSeating, canSeatBest } from './best-seating.ts'
import { useOf } from './item-reward.ts'
import { serveUnits } from './serve-units.ts'

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
  /** True for the decision's last option: what is left then stays idle. */
  readonly endsDecision: boolean
}

/** An offer that is asked about, and what its units bring: worked out once for each way of giving it units. */
export interface AskedOffer {
  readonly chooser: Chooser
  /** In the order in which they are asked. */
  readonly questions: readonly Question[]
  /** Units of each slot that nobody is asked about, or that it may have at most. */
  readonly whole: readonly number[]
  readonly known: Map<number, Value>
  /** The slots of every run it has units of. */
  readonly slotsOfRuns: readonly (readonly number[])[]
  /** True where some units may take several of its seats: it then seats them as it saves most by itself. */
  readonly choosesSeats: boolean
  /** False where it has too many ways to seat them. */
  readonly isCountable: boolean
  /** Most it can bring in any way. */
  readonly most: Value
}

export interface Value {
  /** What the offer saves. */
  readonly ownMinor: number
  /** What later groups may still take off its units, each by itself. */
  readonly laterMinor: number
}

/** What one group's offers can be asked, and what units bring that nobody is asked about. */
export interface Questions {
  readonly all: readonly Question[]
  readonly offers: readonly AskedOffer[]
  /** Saved on units without a decision, and what later groups may still take off them. */
  readonly settled: Value
}

/** What later groups may still take off a unit at most. */
export type LaterOff = (run: UnitRun) => number

/** Values by what an offer sees of its units: later groups meet the same units at the same prices over and over. */
export type KnownValues = Map<string, Map<number, Value>>

export function askQuestions(table: GroupTable, groupIndex: number, laterOff: LaterOff | undefined, knownValues: KnownValues): Questions {
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
  const offers = [...places.keys()].map((chooser, place) => askedOffer(chooser, byOffer[place] ?? [], groupIndex, laterOff, knownValues))
  return { all, offers, settled: settledValue(table, places, laterOff) }
}

function askedOffer(chooser: Chooser, questions: readonly Question[], groupIndex: number, laterOff: LaterOff | undefined, knownValues: KnownValues): AskedOffer {
  const slotsOf = new Map<UnitRun, number[]>()
  for (const [slot, run] of chooser.runs.entries()) slotsOf.set(run, [...(slotsOf.get(run) ?? []), slot])
  const looks = chooser.runs.map((run, slot) => `${run.poolIndex} ${run.leftMinor} ${run.count} ${chooser.seats[slot] ?? 0} ${run.lastUse ? 1 : 0}`)
  const key = `${groupIndex} ${chooser.candidate.index} ${looks.join()} ${questions.map(({ slots }) => slots.join(' ')).join()}`
  const known = knownValues.get(key) ?? new Map<number, Value>()
  knownValues.set(key, known)
  return { chooser, questions, known, whole: [...chooser.counts], slotsOfRuns: [...slotsOf.values()], choosesSeats: slotsOf.size < chooser.runs.length, isCountable: canSeatBest(chooser.candidate, chooser), most: { ownMinor: chooser.use.savingMinor, laterMinor: untouchedLater(chooser, laterOff) } }
}

/** What later groups may take off the units if this offer takes nothing off them. */
function untouchedLater({ runs, counts }: Chooser, laterOff: LaterOff | undefined): number {
  if (!laterOff) return 0
  return runs.reduce((sum, run, slot) => (runs.indexOf(run) === slot ? sum + (counts[slot] ?? 0) * laterOff(run) : sum), 0)
}

function settledValue(table: GroupTable, asked: ReadonlyMap<Chooser, number>, laterOff: LaterOff | undefined): Value {
  let [ownMinor, laterMinor] = [0, 0]
  const open = new Set(table.decisions.map(({ runIndex }) => runIndex))
  for (const [runIndex, run] of table.runs.entries()) {
    const { count, eachMinor } = table.idle[runIndex] ?? { count: 0, eachMinor: 0 }
    if (open.has(runIndex) || count === 0) continue
    ownMinor += count * eachMinor
    if (laterOff) laterMinor += count * laterOff({ ...run, leftMinor: run.leftMinor - eachMinor })
  }
  for (const chooser of table.choosers) {
    if (asked.has(chooser)) continue
    ownMinor += chooser.use.savingMinor
    if (laterOff) laterMinor += laterMinorOf(chooser, laterOff)
  }
  return { ownMinor, laterMinor }
}

function laterMinorOf(chooser: Chooser, laterOff: LaterOff): number {
  return serveUnits(chooser.candidate, chooser, chooser.use).reduce((sum, run) => sum + run.count * laterOff(run), 0)
}

/** What the offer brings with so many units by question. Undefined later off: there is no later group. */
export function valueOf(offer: AskedOffer, counts: readonly number[], laterOff: LaterOff | undefined): Value {
  let key = 0
  for (const [dimension, { decision }] of offer.questions.entries()) key = key * (decision.count + 1) + (counts[dimension] ?? 0)
  const before = offer.known.get(key)
  if (before) return before
  giveUnits(offer, counts)
  const { chooser } = offer
  const ownMinor = chooser.use.savingMinor
  // Seated otherwise it might save less and leave more: then only what is left at most is sure.
  const laterMinor = !laterOff ? 0 : offer.choosesSeats ? mostLeft(offer, counts, laterOff, ownMinor) : laterMinorOf(chooser, laterOff)
  const value = { ownMinor, laterMinor }
  offer.known.set(key, value)
  return value
}

function mostLeft({ chooser, questions }: AskedOffer, counts: readonly number[], laterOff: LaterOff, ownMinor: number): number {
  const asked = new Map(questions.flatMap(({ slots }, dimension) => slots.map((slot) => [slot, counts[dimension] ?? 0] as const)))
  let [laterMinor, leftMinor] = [0, 0]
  for (const [slot, run] of chooser.runs.entries()) {
    if (chooser.runs.indexOf(run) !== slot) continue
    const count = asked.get(slot) ?? run.count
    laterMinor += count * laterOff(run)
    leftMinor += count * run.leftMinor
  }
  return Math.min(laterMinor, leftMinor - ownMinor)
}

/** Gives the offer so many units by question, each in the seat where it helps most. */
export function giveUnits({ chooser, questions, whole, slotsOfRuns, choosesSeats }: AskedOffer, counts: readonly number[]): void {
  for (const [slot, count] of whole.entries()) chooser.counts[slot] = count
  for (const [dimension, { slots }] of questions.entries()) for (const slot of slots) chooser.counts[slot] = counts[dimension] ?? 0
  if (!choosesSeats) {
    chooser.use = useOf(chooser.candidate, chooser)
    return
  }
  const seated = bestSeating(chooser.candidate, chooser, slotsOfRuns)
  for (const [slot, count] of seated.counts.entries()) chooser.counts[slot] = count
  chooser.use = seated.use
}
