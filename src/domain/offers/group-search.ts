import { askQuestions, type KnownValues, type LaterOff, type Questions } from './ask-questions.ts'
import { mayServe, type Component } from './component.ts'
import { findRents } from './find-rents.ts'
import { addGains, openGroupTable, serveTable, type GroupTable } from './group-table.ts'
import { tieBreakOf, type Gains, type ItemChoice } from './item-choice.ts'
import { openLetting, type Letting } from './open-letting.ts'
import { canList, listable, listingCost, narrowRanges, wholeRanges, type Ranges } from './ranges.ts'
import { unitBound } from './unit-bound.ts'
import { giveUnits } from './value-of.ts'
import type { NodeBudget } from './walk-choices.ts'
import { walkQuestions } from './walk-questions.ts'
import { keyOfRuns, type UnitRun } from './unit-run.ts'

/** The best choice a search has come to. */
export interface Found {
  readonly choice: ItemChoice
  /** What was answered in the first group, by place of the question. */
  readonly answers: readonly number[]
}

/** What one search of a component shares between the groups it goes through. */
export interface GroupSearch {
  readonly budget: NodeBudget
  /** Questions about the first group. */
  readonly questions: Questions
  /** Nothing saves more than this. */
  readonly boundMinor: number
  /** True where everything about the first group can be listed within what may be spent on that. */
  readonly canListAll: boolean
  /** Nodes that listing a few decisions may take. */
  readonly fewCost: number
  /**
   * Looks for what saves more than `moreThanMinor`, within ranges of answers for the first group or all of them. `isAll`
   * is true when everything that could was looked at.
   */
  readonly look: (moreThanMinor: number, nodes: number, ranges?: Ranges) => { readonly found: Found | undefined; readonly isAll: boolean }
}

/** Most nodes that listing a few decisions may take. */
const fewCostLimit = 1500

/** Steps to find rents that all of a search rests on, and those for a few decisions or a later group. */
const wholeSteps = 60
const fewSteps = 10

/** Nodes for what a later group makes of one way to serve the groups before. */
const laterNodes = 300

/** Numbers of a table that are gone through in the time of one node. */
const numbersPerNode = 500

/** Questions that are asked anew in the time of one node. */
const questionsPerNode = 10

interface State {
  readonly component: Component
  readonly budget: NodeBudget
  readonly laterOffs: readonly LaterOff[]
  readonly open: (groupIndex: number, runs: readonly UnitRun[]) => { readonly table: GroupTable; readonly questions: Questions }
  readonly wholeCost: number
  readonly fewCost: number
  /** How much of what later groups may take off counts unit by unit, by group, and what the rest may bring at most. */
  readonly laterParts: readonly number[]
  readonly laterBounds: readonly number[]
}

export function openGroupSearch(component: Component, budget: NodeBudget): GroupSearch {
  const bound = unitBound(component)
  const last = component.groups.length - 1
  const laterOffs = component.groups.map((_, groupIndex): LaterOff => (groupIndex === last ? undefined : (run) => (isTakeable(component, run) ? bound.mostOffFrom(groupIndex + 1, run.poolIndex, run) : 0)))
  const knownValues: KnownValues = new Map()
  const open: State['open'] = (groupIndex, runs) => {
    const table = openGroupTable({ component, bound, groupIndex, runs, thorough: false })
    return { table, questions: askQuestions(table, groupIndex, laterOffs[groupIndex], knownValues) }
  }
  const wholeCost = Math.ceil(budget.left / 3)
  const shared = { component, budget, laterOffs, open, wholeCost, fewCost: Math.min(wholeCost, fewCostLimit) }
  const bounds = freeBounds(shared)
  const state: State = { ...shared, ...bounds }
  const { questions } = open(0, component.runs)
  return {
    budget,
    questions,
    boundMinor: Math.floor(bounds.boundMinor + tolerance),
    canListAll: canList(questions, wholeRanges(questions), wholeCost),
    fewCost: state.fewCost,
    look: (moreThanMinor, nodes, ranges) => look(state, moreThanMinor, nodes, ranges),
  }
}

/** Sums of parts that are not whole may be off by so much. */
const tolerance = 1e-6

function isTakeable({ serving }: Component, run: UnitRun): boolean {
  return serving.get(run.poolIndex)?.some(({ candidate }) => mayServe(candidate, run)) === true
}

/**
 * Most that the groups from each on save with the units untouched: whatever earlier groups do, not more. What later groups
 * add is bounded unit by unit, or by what they save alone, or half by each, whichever is lowest.
 */
function freeBounds(state: Omit<State, 'laterParts' | 'laterBounds'>): Pick<State, 'laterParts' | 'laterBounds'> & { readonly boundMinor: number } {
  const { component, laterOffs, open, wholeCost } = state
  const last = component.groups.length - 1
  const laterParts: number[] = []
  const laterBounds: number[] = []
  let laterMinor = 0
  for (let groupIndex = last; groupIndex >= 0; groupIndex -= 1) {
    const { questions } = open(groupIndex, component.runs)
    const ranges = wholeRanges(questions)
    const listed = listable(questions, ranges, wholeCost)
    let [lowest, part] = [Infinity, 1]
    for (const laterPart of groupIndex === last ? [1] : [1, 0.5, 0]) {
      const letting = payingFor(state.budget, questions, () => openLetting({ questions, ranges, listed, laterOff: laterOffs[groupIndex], laterPart }))
      const whole = findRents(letting, 0, wholeSteps).boundMinor + (1 - laterPart) * laterMinor
      if (whole < lowest - tolerance) [lowest, part] = [whole, laterPart]
    }
    laterParts[groupIndex] = part
    laterBounds[groupIndex] = (1 - part) * laterMinor
    laterMinor = lowest
  }
  return { laterParts, laterBounds, boundMinor: laterMinor }
}

/** Takes the nodes that listing new values costs off the budget. */
function payingFor(budget: NodeBudget, { offers }: Questions, listing: () => Letting): Letting {
  const cost = (): number => offers.reduce((sum, offer) => sum + listingCost(offer, offer.known.size), 0)
  const before = cost()
  const letting = listing()
  budget.left -= cost() - before
  return letting
}

interface Entry {
  readonly groupIndex: number
  readonly runs: readonly UnitRun[]
  readonly savedMinor: number
  readonly gains: Gains
  readonly nodes: number
  readonly ranges?: Ranges | undefined
}

function look(state: State, moreThanMinor: number, nodes: number, asked: Ranges | undefined): ReturnType<GroupSearch['look']> {
  const { component, budget, laterOffs, laterParts, laterBounds, wholeCost, fewCost } = state
  const last = component.groups.length - 1
  const entered = new Set<string>()
  let worthMinor = moreThanMinor
  let found: Found | undefined
  let isAll = true
  let answers: readonly number[] = []

  const enter = ({ groupIndex, runs, savedMinor, gains, nodes: own, ranges }: Entry): void => {
    if (budget.left <= 0) {
      isAll = false
      return
    }
    const { table, questions } = state.open(groupIndex, runs)
    const whole = wholeRanges(questions)
    const within = ranges ?? (canList(questions, whole, groupIndex === 0 ? wholeCost : fewCost) ? whole : narrowRanges(questions, whole, fewCost))
    // Before the last group an offer's seats are chosen for its own saving, which need not be best for later groups.
    if (within !== whole || (groupIndex < last && questions.offers.some(({ choosesSeats }) => choosesSeats))) isAll = false
    const [laterOff, laterPart = 1, laterMinor = 0] = [laterOffs[groupIndex], laterParts[groupIndex], laterBounds[groupIndex]]
    const letting = payingFor(budget, questions, () => openLetting({ questions, ranges: within, listed: new Set(questions.offers), laterOff, laterPart }))
    const steps = groupIndex === 0 ? wholeSteps : fewSteps
    const bound = findRents(letting, worthMinor - savedMinor - laterMinor, steps)
    budget.left -= Math.ceil((questions.all.length + 1) / questionsPerNode) + Math.ceil((steps * letting.tables.reduce((sum, each) => sum + (each?.length ?? 0), 0)) / numbersPerNode)
    walkQuestions({
      letting,
      bound,
      budget,
      leastLeft: Math.max(0, budget.left - own),
      isWorth: (boundMinor) => Math.floor(savedMinor + laterMinor + boundMinor + tolerance) > worthMinor,
      onAnswered: (given) => {
        if (groupIndex === 0) answers = given
        settle(table, questions, given)
        onSettled(table, groupIndex, addGains(table, gains))
      },
      onCut: () => {
        isAll = false
      },
    })
  }
  const onSettled = (table: GroupTable, groupIndex: number, gains: Gains): void => {
    const savedMinor = [...gains.values()].reduce((sum, gainMinor) => sum + gainMinor, 0)
    if (groupIndex < last) {
      const runs = serveTable(table)
      if (isNew(groupIndex + 1, runs)) enter({ groupIndex: groupIndex + 1, runs, savedMinor, gains, nodes: laterNodes })
    } else if (savedMinor > worthMinor) {
      worthMinor = savedMinor
      found = { choice: { savingMinor: savedMinor, tie: tieBreakOf(gains), runs: serveTable(table) }, answers: [...answers] }
    }
  }
  /** Many ways leave the units alike for the next group, and cost the same; only the first is followed. */
  const isNew = (groupIndex: number, runs: readonly UnitRun[]): boolean => {
    const before = entered.size
    entered.add(`${groupIndex} ${keyOfRuns(runs)}`)
    return entered.size > before
  }
  enter({ groupIndex: 0, runs: component.runs, savedMinor: 0, gains: new Map(), nodes, ranges: asked })
  return { found, isAll }
}

/** Gives the offers their units as answered; what no offer takes stays idle. */
function settle({ runs, choosers, idle }: GroupTable, { offers }: Questions, answers: readonly number[]): void {
  for (const offer of offers) giveUnits(offer, offer.questions.map(({ place }) => answers[place] ?? 0))
  const left = runs.map(({ count }) => count)
  for (const { runIndexes, counts } of choosers) for (const [slot, runIndex] of runIndexes.entries()) left[runIndex] = (left[runIndex] ?? 0) - (counts[slot] ?? 0)
  for (const [runIndex, each] of idle.entries()) each.count = left[runIndex] ?? 0
}
