import { everySlot, type Component } from './component.ts'
import { addGains, give, mostEach, openGroupTable, serveTable, togetherMinor, type Decision, type Option } from './group-table.ts'
import { tieBreakOf, type Gains } from './item-choice.ts'
import { useOf } from './item-reward.ts'
import { mixedBound } from './mixed-bound.ts'
import { unitBound } from './unit-bound.ts'
import { keyOfRuns, type UnitRun } from './unit-run.ts'

/** How many nodes a search may still look at, counted down as it goes: one for every number of units tried with an offer, and one for every run laid out again for a later group. */
export interface NodeBudget {
  left: number
}

export interface Walk {
  readonly component: Component
  /** True to pass every choice there is; false to leave out those that cannot be best. */
  readonly thorough: boolean
  /** True to spend more on every group for a lower bound: for a component that is known to be hard. */
  readonly isHard?: boolean
  readonly budget: NodeBudget
  /** Asked before going on: is anything that saves at most `boundMinor` still of interest? */
  readonly isWorth: (boundMinor: number, sureMinor: number) => boolean
  readonly onFound: (found: Found) => void
  /** The budget ended before choices saving up to `boundMinor` were looked at. */
  readonly onCut: (boundMinor: number) => void
  /** Called once before the first decision, if there is any to make. */
  readonly onDecisions?: () => void
}

/** A way to serve all units. Writing it onto the units costs more than finding it, so that is done only on demand, at once. */
export interface Found {
  readonly savingMinor: number
  readonly gains: Gains
  readonly serve: () => readonly UnitRun[]
}

/** Walks depth first through the ways to serve a component's units, stacking group by stacking group. */
export function walkChoices({ component, thorough, isHard = false, budget, isWorth, onFound, onCut, onDecisions }: Walk): void {
  const bound = unitBound(component)
  let hasDecisions = false
  const entered = new Set<string>()

  const enterGroup = (groupIndex: number, runs: readonly UnitRun[], savedMinor: number, gainsBefore: Gains): void => {
    const table = openGroupTable({ component, bound, groupIndex, runs, thorough })
    const isLast = groupIndex === component.groups.length - 1
    if (table.decisions.length > 0 && !hasDecisions) {
      hasDecisions = true
      onDecisions?.()
    }
    const laterMinor = isLast ? 0 : laterAlone(component, groupIndex, table.runs)
    // Two bounds kept up to date: what the offers bring if each gets all it may still get, and what the units bring each by itself.
    let together = togetherMinor(table)
    let apart = table.settledMinor + table.decisions.reduce((sum, decision) => sum + decision.count * mostEach(decision), 0)
    // And one between them, worth its while only where they are far off.
    const mix = isHard ? mixedBound(table) : undefined
    let mixed = mix?.wholeMinor ?? Infinity
    const boundMinor = (): number => savedMinor + Math.min(together + laterMinor, Math.floor(Math.min(apart, mixed) + 1e-6))
    const giveTo = ({ chooser, slot }: Option, count: number): void => {
      const changeMinor = give(chooser, slot, count)
      together += changeMinor
      if (mix) mixed += mix.weightOf(chooser) * changeMinor
    }

    const decide = (depth: number): void => {
      if (!isWorth(boundMinor(), savedMinor)) return
      const decision = table.decisions[depth]
      if (!decision) {
        const gains = addGains(table, gainsBefore)
        if (isLast) return onFound({ savingMinor: savedMinor + together, gains, serve: () => serveTable(table) })
        budget.left -= table.runs.length
        const served = serveTable(table)
        if (isNew(groupIndex + 1, served, gains)) enterGroup(groupIndex + 1, served, savedMinor + together, gains)
        return
      }
      hand(decision, 0, decision.count, depth)
    }

    /** Hands the decision's units to one option after another; what is left at the end stays idle. */
    const hand = (decision: Decision, position: number, left: number, depth: number): void => {
      const option = decision.options[position]
      if (!option) return leaveIdle(decision, left, depth)
      const wholeMinor = boundMinor()
      const restEach = Math.max(decision.options[position + 1]?.eachMinor ?? 0, decision.idleMinor)
      // The option's units leave the ones that were counted as going wherever they bring most.
      apart -= left * Math.max(option.eachMinor, restEach)
      mixed -= mix ? left * mix.restOf(decision, position) : 0
      for (let count = left; count >= 0; count -= 1) {
        const partMinor = count * option.eachMinor + (left - count) * restEach
        const mixedPart = mix ? count * mix.eachOf(decision, position) + (left - count) * mix.restOf(decision, position + 1) : 0
        if (budget.left <= 0) {
          onCut(wholeMinor)
          break
        }
        budget.left -= 1
        giveTo(option, count)
        apart += partMinor
        mixed += mixedPart
        if (isWorth(boundMinor(), savedMinor)) hand(decision, position + 1, left - count, depth)
        apart -= partMinor
        mixed -= mixedPart
      }
      mixed += mix ? left * mix.restOf(decision, position) : 0
      giveTo(option, decision.count)
      apart += left * Math.max(option.eachMinor, restEach)
    }

    const leaveIdle = (decision: Decision, left: number, depth: number): void => {
      const idle = table.idle[decision.runIndex]
      if (!idle) return
      together -= (decision.count - left) * idle.eachMinor
      idle.count = left
      decide(depth + 1)
      idle.count = decision.count
      together += (decision.count - left) * idle.eachMinor
    }
    decide(0)
  }
  /** Many choices leave the units alike for the next group; only the first of those that cost the same is followed. */
  const isNew = (groupIndex: number, runs: readonly UnitRun[], gains: Gains): boolean => {
    const before = entered.size
    entered.add(stateOf(groupIndex, runs, gains))
    return entered.size > before
  }
  enterGroup(0, component.runs, 0, new Map())
}

/** Everything later groups and ties can tell two ways to serve the units apart by. */
function stateOf(groupIndex: number, runs: readonly UnitRun[], gains: Gains): string {
  const { couponCount, storeCost } = tieBreakOf(gains)
  return `${groupIndex} ${couponCount} ${storeCost} ${keyOfRuns(runs)}`
}

/** What the offers of later groups would save if each had all its units as they are now. */
export function laterAlone({ groups, serving }: Component, groupIndex: number, runs: readonly UnitRun[]): number {
  return groups.slice(groupIndex + 1).flat().reduce((sum, candidate) => sum + useOf(candidate, everySlot(candidate, serving, runs)).savingMinor, 0)
}

