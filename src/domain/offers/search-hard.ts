import { mayServe, type Component } from './component.ts'
import { addGains, openGroupTable, serveTable, type GroupTable } from './group-table.ts'
import { tieBreakOf, type Gains, type ItemChoice } from './item-choice.ts'
import { askQuestions, giveUnits, type AskedOffer, type KnownValues, type LaterOff, type Questions } from './offer-values.ts'
import { findRents, openLetting, tableSize, type Letting, type Ranges, type RentBound } from './rent-bound.ts'
import { unitBound } from './unit-bound.ts'
import type { UnitRun } from './unit-run.ts'
import type { NodeBudget } from './walk-choices.ts'
import type { BestChoice } from './search-best.ts'

/** Answers that one offer's table may list, and those of a group together. */
const tableLimit = 4096

const rootSteps = 60
const laterSteps = 12

/**
 * Looks for the best choice of a part of the basket that a first search could not finish.
 *
 * First all of it by bound, group by group: what each offer brings is listed for every number of units it could get, rents
 * for the units show which answers can still be best, and the most promising are followed first. Where the
 * nodes do not suffice for that, a few units at a time are decided anew, the others as they are, for as long as that helps.
 *
 * @param start what is known already; the answer never saves less
 */
export function searchHard(component: Component, start: ItemChoice, budget: NodeBudget): BestChoice {
  if (budget.left <= 0) return { choice: start, provenBest: false, boundMinor: Infinity }
  const bound = unitBound(component)
  const lastGroup = component.groups.length - 1
  const laterOffs = component.groups.map((_, groupIndex): LaterOff | undefined => groupIndex === lastGroup ? undefined : (run) => laterOffOf(run, groupIndex + 1))
  const values: KnownValues = new Map()
  const entered = new Set<string>()
  const laterParts = component.groups.map(() => 1)
  const freeBounds: number[] = []
  let best: ItemChoice | undefined
  let bestAnswers: readonly number[] = []
  let worthMinor = start.savingMinor
  let chose = false
  const wholeCost = Math.ceil(budget.left / 3)
  const windowCost = Math.min(wholeCost, 1500)
  let rootAnswers: number[] = []

  function laterOffOf(run: UnitRun, groupIndex: number): number {
    const seatings = component.serving.get(run.poolIndex)
    if (!seatings?.some(({ candidate }) => mayServe(candidate, run))) return 0
    return bound.mostOffFrom(groupIndex, run.poolIndex, run)
  }

  /** Most that the groups from `groupIndex` on save with the units untouched: whatever earlier groups do, not more. */
  const freeBound = (groupIndex: number): number => {
    if (groupIndex > lastGroup) return 0
    const known = freeBounds[groupIndex]
    if (known !== undefined) return known
    const table = openGroupTable({ component, bound, groupIndex, runs: component.runs, thorough: false })
    const questions = askQuestions(table, groupIndex, laterOffs[groupIndex], values)
    const ranges = wholeRanges(questions)
    let lowest = Infinity
    {
      for (const laterPart of groupIndex === lastGroup ? [1] : [1, 0.5, 0]) {
        const { boundMinor } = findRents(letting(groupIndex, questions, ranges, laterPart), 0, rootSteps)
        const whole = boundMinor + (1 - laterPart) * freeBound(groupIndex + 1)
        if (whole < lowest - 1e-6) [lowest, laterParts[groupIndex]] = [whole, laterPart]
      }
    }
    freeBounds[groupIndex] = lowest
    return lowest
  }

  const letting = (groupIndex: number, questions: Questions, ranges: Ranges, laterPart: number): Letting => {
    const before = costOf(questions)
    const listed = listable(questions, ranges, wholeCost)
    const opened = openLetting(questions, ranges, laterOffs[groupIndex], laterPart, (offer) => listed.has(offer))
    budget.left -= costOf(questions) - before
    return opened
  }

  interface Entry {
    readonly groupIndex: number
    readonly runs: readonly UnitRun[]
    readonly savedMinor: number
    readonly gains: Gains
    readonly ranges?: Ranges
    readonly nodes: number
    readonly steps: number
    readonly startRents?: readonly number[]
  }

  /** True when everything worth it within the ranges was looked at. */
  const enter = ({ groupIndex, runs, savedMinor, gains, ranges: asked, nodes, steps, startRents }: Entry): boolean => {
    const table = openGroupTable({ component, bound, groupIndex, runs, thorough: false })
    const questions = askQuestions(table, groupIndex, laterOffs[groupIndex], values)
    if (groupIndex < lastGroup && questions.offers.some(({ choosesSeats }) => choosesSeats)) chose = true
    const whole = wholeRanges(questions)
    const ranges = asked ?? (fits(questions, whole, groupIndex === 0 ? wholeCost : windowCost) ? whole : narrowed(questions, whole, windowCost))
    let complete = asked !== undefined || ranges === whole
    const laterPart = laterParts[groupIndex] ?? 1
    const laterMinor = laterPart === 1 ? 0 : (1 - laterPart) * freeBound(groupIndex + 1)
    const opened = letting(groupIndex, questions, ranges, laterPart)
    const rent = findRents(opened, worthMinor - savedMinor - laterMinor, steps, startRents)
    budget.left -= 1 + Math.ceil((steps * opened.tables.reduce((sum, table) => sum + (table?.length ?? 0), 0)) / 500)
    const own = { left: Math.min(nodes, budget.left) }
    const given = own.left
    const answers = questions.all.map(() => 0)
    if (groupIndex === 0) rootAnswers = answers
    walkQuestions({ questions, opened, rent, answers, own, isWorth: (boundMinor) => Math.floor(savedMinor + laterMinor + boundMinor + 1e-6) > worthMinor, onCut: () => { complete = false }, onAnswered: () => {
      answer(table, questions, answers)
      const after = addGains(table, gains)
      if (groupIndex === lastGroup) {
        const savingMinor = [...after.values()].reduce((sum, gain) => sum + gain, 0)
        if (savingMinor > worthMinor) {
          best = { savingMinor, tie: tieBreakOf(after), runs: serveTable(table) }
          worthMinor = savingMinor
          bestAnswers = [...rootAnswers]
        }
        return
      }
      const spent = budget.left - (given - own.left)
      const served = serveTable(table)
      const key = stateOf(groupIndex + 1, served)
      if (entered.has(key)) return
      entered.add(key)
      const inner = budget.left
      budget.left = spent
      if (budget.left > 0) { if (!enter({ groupIndex: groupIndex + 1, runs: served, savedMinor: gainsSum(after), gains: after, nodes: 300, steps: laterSteps })) complete = false }
      else complete = false
      const used = spent - budget.left
      own.left -= used
      budget.left = inner
      void used
    } })
    budget.left -= given - own.left
    return complete
  }

  const rootBound = freeBound(0)
  const table = openGroupTable({ component, bound, groupIndex: 0, runs: component.runs, thorough: false })
  const questions = askQuestions(table, 0, laterOffs[0], values)
  const root = { groupIndex: 0, runs: component.runs, savedMinor: 0, gains: new Map() as Gains }
  const isWhole = fits(questions, wholeRanges(questions), wholeCost)
  const complete = enter({ ...root, nodes: isWhole ? Math.ceil(budget.left / 2) : 200, steps: isWhole ? rootSteps : laterSteps })
  if (complete && !chose) {
    const choice: ItemChoice = best ?? start
    return { choice, provenBest: true, boundMinor: choice.savingMinor }
  }

  if (!best) {
    const at = answersOf(start, component, questions)
    worthMinor = -1
    entered.clear()
    enter({ ...root, ranges: { least: at, most: at }, nodes: 200, steps: 1 })
  }
  worthMinor = (best as ItemChoice | undefined)?.savingMinor ?? start.savingMinor
  const turns = table.decisions.length
  let seed = 1
  const draw = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((seed / 0x80000000) * below)
  }
  let [tries, failures] = [0, 0]
  while (best && budget.left > 0 && failures < 60) {
    tries += 1
    failures += 1
    const before = worthMinor
    const open = new Set<number>()
    const wanted = Math.min(turns, 3 + Math.floor(tries / 20))
    let ranges: Ranges | undefined
    while (open.size < wanted) {
      const turn = draw(turns)
      if (open.has(turn)) continue
      open.add(turn)
      const wider = windowRanges(questions, bestAnswers, open)
      if (!fits(questions, wider, windowCost)) break
      ranges = wider
    }
    if (!ranges) continue
    enter({ ...root, ranges, nodes: 300, steps: 8 })
    if (worthMinor > before) failures = 0
  }
  const choice: ItemChoice = best && (best as ItemChoice).savingMinor > start.savingMinor ? best : start
  const boundMinor = Math.floor(rootBound + 1e-6)
  return { choice, provenBest: boundMinor <= choice.savingMinor, boundMinor: Math.max(choice.savingMinor, boundMinor) }
}

/** Seating units anew costs more than adding up. */
function costOf({ offers }: Questions): number {
  return offers.reduce((sum, { known, choosesSeats }) => sum + known.size * (choosesSeats ? 4 : 1), 0)
}

function gainsSum(gains: Gains): number {
  return [...gains.values()].reduce((sum, gain) => sum + gain, 0)
}

function wholeRanges({ all }: Questions): Ranges {
  return { least: all.map(() => 0), most: all.map(({ decision }) => decision.count) }
}

function fits({ offers }: Questions, ranges: Ranges, most: number): boolean {
  let sum = 0
  for (const offer of offers) {
    const size = tableSize(offer, ranges)
    sum += size * (offer.choosesSeats ? 4 : 1)
    if (size > tableLimit || sum > most || !offer.isCountable) return false
  }
  return true
}

function listable({ offers }: Questions, ranges: Ranges, most: number): Set<AskedOffer> {
  let sum = 0
  const listed = new Set<AskedOffer>()
  for (const offer of offers.toSorted((a, b) => tableSize(a, ranges) - tableSize(b, ranges))) {
    const size = tableSize(offer, ranges)
    sum += size * (offer.choosesSeats ? 4 : 1)
    if (size > tableLimit || sum > most || !offer.isCountable) continue
    listed.add(offer)
  }
  return listed
}

function narrowed(questions: Questions, { least, most }: Ranges, cost: number): Ranges {
  const kept = most.map(() => 0)
  const order = questions.all.toSorted((a, b) => b.eachMinor * b.decision.count - a.eachMinor * a.decision.count || a.place - b.place)
  for (const { place } of order) {
    kept[place] = most[place] ?? 0
    if (!fits(questions, { least, most: kept }, cost)) kept[place] = 0
  }
  return { least, most: kept }
}

function windowRanges({ all }: Questions, answers: readonly number[], open: ReadonlySet<number>): Ranges {
  return {
    least: all.map(({ turn, place }) => (open.has(turn) ? 0 : (answers[place] ?? 0))),
    most: all.map(({ turn, place, decision }) => (open.has(turn) ? decision.count : (answers[place] ?? 0))),
  }
}

function answersOf({ runs }: ItemChoice, component: Component, { all }: Questions): number[] {
  const first = component.groups[0] ?? []
  const left = new Map<string, number>()
  for (const run of runs) {
    for (let use = run.lastUse; use; use = use.before) {
      if (!first.includes(use.candidate)) continue
      const key = `${run.poolIndex} ${use.candidate.index}`
      left.set(key, (left.get(key) ?? 0) + run.count)
    }
  }
  const rooms = new Map<number, number>()
  return all.map(({ chooser, slots, turn, decision }) => {
    const run = chooser.runs[slots[0] ?? 0]
    const key = `${run?.poolIndex ?? 0} ${chooser.candidate.index}`
    const room = rooms.get(turn) ?? decision.count
    const count = Math.min(room, left.get(key) ?? 0)
    rooms.set(turn, room - count)
    left.set(key, (left.get(key) ?? 0) - count)
    return count
  })
}

function answer(table: GroupTable, { offers }: Questions, answers: readonly number[]): void {
  for (const offer of offers) giveUnits(offer, offer.questions.map(({ place }) => answers[place] ?? 0))
  const left = table.runs.map(({ count }) => count)
  for (const { runIndexes, counts } of table.choosers) for (const [slot, runIndex] of runIndexes.entries()) left[runIndex] = (left[runIndex] ?? 0) - (counts[slot] ?? 0)
  for (const [runIndex, count] of left.entries()) {
    const entry = table.idle[runIndex]
    if (entry) entry.count = count
  }
}

function stateOf(groupIndex: number, runs: readonly UnitRun[]): string {
  const counts = new Map<string, number>()
  for (const { poolIndex, leftMinor, lastUse, count } of runs) {
    const key = `${poolIndex} ${leftMinor} ${lastUse ? (lastUse.candidate.combinable ? 1 : 2) : 0}`
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return `${groupIndex} ${[...counts].map(([key, count]) => `${key} ${count}`).sort().join()}`
}

interface QuestionWalk {
  readonly questions: Questions
  readonly opened: Letting
  readonly rent: RentBound
  readonly answers: number[]
  readonly own: NodeBudget
  readonly isWorth: (boundMinor: number) => boolean
  readonly onAnswered: () => void
  readonly onCut: () => void
}

function walkQuestions({ questions: { all, offers }, opened, rent, answers, own, isWorth, onAnswered, onCut }: QuestionWalk): void {
  const indexes = offers.map(() => 0)
  const { least, most } = opened.ranges
  const ask = (place: number, left: number, boundMinor: number): void => {
    const question = all[place]
    if (!question) return onAnswered()
    if (own.left <= 0) return onCut()
    own.left -= 1
    const { offerPlace, dimension, turn, endsDecision } = question
    const room = dimension === 0 || all[place - 1]?.turn !== turn ? left : left
    const kept = rent.kept[offerPlace]
    const index = indexes[offerPlace] ?? 0
    const from = least[place] ?? 0
    const width = (most[place] ?? 0) - from + 1
    const rentMinor = rent.rents[turn] ?? 0
    const before = kept?.[dimension]?.[index] ?? 0
    const ways: { count: number; boundMinor: number }[] = []
    for (let count = from; count <= Math.min(most[place] ?? 0, room); count += 1) {
      let after = boundMinor - before + (kept?.[dimension + 1]?.[index * width + count - from] ?? 0) - rentMinor * count
      if (endsDecision) after += (room - count) * ((opened.idleMinor[turn] ?? 0) - rentMinor)
      if (isWorth(after)) ways.push({ count, boundMinor: after })
    }
    ways.sort((a, b) => b.boundMinor - a.boundMinor || b.count - a.count)
    for (const way of ways) {
      if (!isWorth(way.boundMinor)) break
      answers[place] = way.count
      indexes[offerPlace] = index * width + way.count - from
      const next = all[place + 1]
      ask(place + 1, endsDecision ? (next?.decision.count ?? 0) : room - way.count, way.boundMinor)
    }
    answers[place] = 0
    indexes[offerPlace] = index
  }
  if (isWorth(rent.boundMinor)) ask(0, all[0]?.decision.count ?? 0, rent.boundMinor)
}
