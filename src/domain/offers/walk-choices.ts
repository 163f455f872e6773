import type { ItemCandidate } from './candidate.ts'
import type { Component } from './component.ts'
import { mostEach, openGroupTable, refresh, serveTable, type Decision, type GroupTable } from './group-table.ts'
import { tieBreakOf, type ItemChoice } from './item-choice.ts'
import { useOf } from './item-reward.ts'
import { unitBound } from './unit-bound.ts'
import type { UnitRun } from './unit-run.ts'

/** How many nodes a search may still look at; counted down as it goes. */
export interface NodeBudget {
  left: number
}

export interface Walk {
  readonly component: Component
  /** True to pass every choice there is; false to leave out those that cannot be best. */
  readonly thorough: boolean
  readonly budget: NodeBudget
  /** Asked before going on: is anything that saves at most `boundMinor` still of interest? */
  readonly isWorth: (boundMinor: number, sureMinor: number) => boolean
  readonly onChoice: (choice: ItemChoice) => void
  /** The budget ended before choices saving up to `boundMinor` were looked at. */
  readonly onCut: (boundMinor: number) => void
  /** Called once before the first decision, if there is any to make. */
  readonly onDecisions?: () => void
}

/** Walks depth first through the ways to serve a component's units, stacking group by stacking group. */
export function walkChoices({ component, thorough, budget, isWorth, onChoice, onCut, onDecisions }: Walk): void {
  const bound = unitBound(component)
  let hasDecisions = false

  const enterGroup = (groupIndex: number, runs: readonly UnitRun[], savedMinor: number, gains: ReadonlyMap<ItemCandidate, number>): void => {
    if (groupIndex === component.groups.length) return onChoice({ savingMinor: savedMinor, tie: tieBreakOf(gains), runs })
    const table = openGroupTable({ component, bound, groupIndex, runs, thorough })
    if (table.decisions.length > 0 && !hasDecisions) {
      hasDecisions = true
      onDecisions?.()
    }
    const laterMinor = laterAlone(component, groupIndex, table.runs)
    // What undecided units can bring at most, each by itself; decided ones as decided.
    let apartMinor = table.settledMinor + table.decisions.reduce((sum, decision) => sum + decision.count * mostEach(decision), 0)

    const decide = (depth: number): void => {
      const boundMinor = savedMinor + Math.min(together(table, depth) + laterMinor, Math.floor(apartMinor + 1e-6))
      if (!isWorth(boundMinor, savedMinor)) return
      const decision = table.decisions[depth]
      if (!decision) {
        const served = serveTable(table)
        return enterGroup(groupIndex + 1, served.runs, savedMinor + sumOf(served.gains), merged(gains, served.gains))
      }
      apartMinor -= decision.count * mostEach(decision)
      hand(decision, 0, decision.count, depth, boundMinor)
      apartMinor += decision.count * mostEach(decision)
    }

    const hand = (decision: Decision, position: number, left: number, depth: number, boundMinor: number): void => {
      const option = decision.options[position]
      if (!option) {
        if (budget.left <= 0) return onCut(boundMinor)
        budget.left -= 1
        setIdle(table, decision, left)
        apartMinor += left * decision.idleMinor
        decide(depth + 1)
        apartMinor -= left * decision.idleMinor
        return setIdle(table, decision, 0)
      }
      const { chooser, slot, eachMinor } = option
      for (let count = left; count >= 0 && budget.left > 0; count -= 1) {
        chooser.counts[slot] = count
        refresh(chooser)
        apartMinor += count * eachMinor
        hand(decision, position + 1, left - count, depth, boundMinor)
        apartMinor -= count * eachMinor
      }
      if (budget.left <= 0) onCut(boundMinor)
      chooser.counts[slot] = decision.count
      refresh(chooser)
    }
    decide(0)
  }
  enterGroup(0, component.runs, 0, new Map())
}

/** What the group's offers save if each had every unit it may still get: never too low, and exact once all is decided. */
function together({ choosers, idle, decisions }: GroupTable, depth: number): number {
  const idleMinor = idle.reduce((sum, { count, eachMinor }) => sum + count * eachMinor, 0)
  const undecided = decisions.slice(depth).reduce((sum, decision) => sum + decision.count * (idle[decision.runIndex]?.eachMinor ?? 0), 0)
  return choosers.reduce((sum, { use }) => sum + use.savingMinor, idleMinor + undecided)
}

/** What the offers of later groups would save if each had all its units as they are now. */
function laterAlone({ groups, serving }: Component, groupIndex: number, runs: readonly UnitRun[]): number {
  return groups.slice(groupIndex + 1).flat().reduce((sum, candidate) => {
    const own = runs.filter((run) => serving.get(run.poolIndex)?.includes(candidate))
    return sum + useOf(candidate, own, own.map((run) => run.count)).savingMinor
  }, 0)
}

function setIdle({ idle }: GroupTable, { runIndex }: Decision, count: number): void {
  const entry = idle[runIndex]
  if (entry) entry.count = count
}

function sumOf(gains: ReadonlyMap<ItemCandidate, number>): number {
  let sum = 0
  for (const gainMinor of gains.values()) sum += gainMinor
  return sum
}

function merged(a: ReadonlyMap<ItemCandidate, number>, b: ReadonlyMap<ItemCandidate, number>): Map<ItemCandidate, number> {
  const both = new Map(a)
  for (const [candidate, gainMinor] of b) both.set(candidate, (both.get(candidate) ?? 0) + gainMinor)
  return both
}
