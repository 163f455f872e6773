import type { ItemCandidate } from './candidate.ts'
import { isSimple, type Component } from './component.ts'
import { firstFit } from './first-fit.ts'
import { compareTies, noChoice, tieBreakOf, type ItemChoice, type TieBreak } from './item-choice.ts'
import { searchBest } from './search-best.ts'
import { walkChoices, type Found, type NodeBudget } from './walk-choices.ts'

/** Everything one independent part of the basket can save: one choice per sum, largest saving first. */
export interface Stage {
  readonly choices: readonly ItemChoice[]
  /** False when the node budget left some sums out. */
  readonly complete: boolean
}

/**
 * Lists what a component can save, down to nothing at all, up to `mostMinor`.
 * Where a basket offer needs a certain spend, a smaller discount can be worth more than the largest.
 */
export function stagesOf(component: Component, mostMinor: number, budget: NodeBudget): Stage[] {
  const isEachAlone = [...component.serving.values()].every((candidates) => candidates.every(({ candidate }) => isSimple(candidate)))
  if (!isEachAlone) return [stageOf(component, mostMinor, budget)]
  // Every unit stands alone, so the units of a run are as many equal stages; listing them together would count in vain.
  return component.runs.flatMap((run) => {
    const single = stageOf({ ...component, runs: [{ ...run, count: 1 }] }, mostMinor, budget)
    return Array.from({ length: run.count }, () => single)
  })
}

function stageOf(component: Component, mostMinor: number, budget: NodeBudget): Stage {
  const bySaving = new Map<number, ItemChoice>()
  let complete = true
  const isBetter = (savingMinor: number, tie: TieBreak): boolean => {
    const known = bySaving.get(savingMinor)
    return savingMinor <= mostMinor && (!known || compareTies(tie, known.tie) < 0)
  }
  const onFound = ({ savingMinor, gains, serve }: Found): void => {
    const tie = tieBreakOf(gains)
    if (isBetter(savingMinor, tie)) bySaving.set(savingMinor, { savingMinor, tie, runs: serve() })
  }
  const consider = (choice: ItemChoice): void => {
    if (isBetter(choice.savingMinor, choice.tie)) bySaving.set(choice.savingMinor, choice)
  }
  const onCut = (): void => {
    complete = false
  }
  walkChoices({ component, thorough: true, budget, isWorth: (_, sureMinor) => sureMinor <= mostMinor, onFound, onCut })
  consider({ ...noChoice, runs: component.runs })
  if (!complete) for (const choice of someChoices(component, budget)) consider(choice)
  return { choices: [...bySaving.values()].sort((a, b) => b.savingMinor - a.savingMinor), complete }
}

/** A few sums worth having where they cannot all be listed: the best, and what is left of it with one offer or all later ones out. */
function someChoices(component: Component, budget: NodeBudget): ItemChoice[] {
  const candidates = component.groups.flat()
  const only = (isIn: (candidate: ItemCandidate) => boolean): ItemChoice => firstFit({ ...component, groups: component.groups.map((group) => group.filter(isIn)) }, 'offer-order')
  const withoutOne = candidates.map((out) => only((candidate) => candidate !== out))
  const upToOne = candidates.map((_, last) => only((candidate) => candidates.indexOf(candidate) <= last))
  return [searchBest(component, budget).choice, ...withoutOne, ...upToOne]
}
