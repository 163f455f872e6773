import type { ItemCandidate } from './candidate.ts'
import { isSimple, type Component } from './component.ts'
import { firstFit } from './first-fit.ts'
import { choiceOfRuns, compareTies, noChoice, tieBreakOf, type ItemChoice, type TieBreak } from './item-choice.ts'
import { listSums } from './list-sums.ts'
import { walkChoices, type Found, type NodeBudget } from './walk-choices.ts'

/** Offers of the last group that are left out of a choice, one, two or three at a time. */
const lessLimit = 10

/** Nodes after which a walk that has not finished goes about it in another way, and what that may take for each node left. */
const firstNodeLimit = 500
const stepsPerNode = 50

/** Where that does not suffice either, so much of what is left goes into walking on: the basket's other parts need theirs. */
const walkPart = 6

/** Everything one independent part of the basket can save: one choice per sum, largest saving first. */
export interface Stage {
  readonly choices: readonly ItemChoice[]
  /** False when the node budget left some sums out. */
  readonly complete: boolean
}

/** What of a component's savings is asked for. */
export interface StageRange {
  /** Smaller ones are of no interest, but for nothing at all. */
  readonly leastMinor: number
  readonly mostMinor: number
  /** True where nothing is added to them: then only the largest counts. */
  readonly isOnly: boolean
}

/**
 * Lists what a component can save, within a range, and nothing at all.
 * Where a basket offer needs a certain spend, a smaller discount can be worth more than the largest.
 *
 * @param best the most that the component was found to save, whatever the range
 */
export function stagesOf(component: Component, range: StageRange, budget: NodeBudget, best: ItemChoice): Stage[] {
  const isEachAlone = [...component.serving.values()].every((candidates) => candidates.every(({ candidate }) => isSimple(candidate)))
  if (!isEachAlone) return [stageOf(component, range, budget, best)]
  // Every unit stands alone, so the units of a run are as many equal stages; listing them together would count in vain.
  return component.runs.flatMap((run) => {
    const single = stageOf({ ...component, runs: [{ ...run, count: 1 }] }, { leastMinor: 0, mostMinor: range.mostMinor, isOnly: false }, budget, noChoice)
    return Array.from({ length: run.count }, () => single)
  })
}

function stageOf(component: Component, { leastMinor, mostMinor, isOnly }: StageRange, budget: NodeBudget, best: ItemChoice): Stage {
  const bySaving = new Map<number, ItemChoice>()
  let [complete, worthMinor] = [true, leastMinor]
  const isBetter = (savingMinor: number, tie: TieBreak): boolean => {
    const known = bySaving.get(savingMinor)
    return savingMinor <= mostMinor && (!known || compareTies(tie, known.tie) < 0)
  }
  const consider = (choice: ItemChoice): void => {
    if (!isBetter(choice.savingMinor, choice.tie)) return
    bySaving.set(choice.savingMinor, choice)
    if (isOnly) worthMinor = Math.max(worthMinor, choice.savingMinor)
  }
  const onFound = ({ savingMinor, gains, serve }: Found): void => {
    const tie = tieBreakOf(gains)
    if (savingMinor >= worthMinor && isBetter(savingMinor, tie)) consider({ savingMinor, tie, runs: serve() })
  }
  const onCut = (): void => {
    complete = false
  }
  consider({ ...noChoice, runs: component.runs })
  const walk = (nodeLimit: number): void => {
    const nodes = { left: Math.min(nodeLimit, budget.left) }
    budget.left -= nodes.left
    complete = true
    walkChoices({ component, thorough: true, isHard: true, budget: nodes, isWorth: (boundMinor, sureMinor) => sureMinor <= mostMinor && boundMinor >= worthMinor, onFound, onCut })
    budget.left += nodes.left
  }
  walk(firstNodeLimit)
  const sums = complete ? undefined : listSums(component, { leastMinor: worthMinor, mostMinor }, { left: budget.left * stepsPerNode })
  for (const choice of sums ?? []) consider(choice)
  if (sums) complete = true
  else if (!complete) walk(Math.ceil(budget.left / walkPart))
  if (!complete) for (const choice of someChoices(component, best)) consider(choice)
  return { choices: [...bySaving.values()].sort((a, b) => b.savingMinor - a.savingMinor), complete }
}

/** A few sums worth having where they cannot all be listed: the best, and what is left of it or of a plain till's with some offers out. */
function someChoices(component: Component, best: ItemChoice): ItemChoice[] {
  const candidates = component.groups.flat()
  const only = (isIn: (candidate: ItemCandidate) => boolean): ItemChoice => firstFit({ ...component, groups: component.groups.map((group) => group.filter(isIn)) }, 'offer-order')
  const withoutOne = candidates.map((out) => only((candidate) => candidate !== out))
  const upToOne = candidates.map((_, last) => only((candidate) => candidates.indexOf(candidate) <= last))
  return [best, ...lessSome(component, best), ...withoutOne, ...upToOne]
}

/** The choice less one, two or three offers of the last group: nothing is built on those. */
function lessSome({ groups }: Component, best: ItemChoice): ItemChoice[] {
  const giving = (groups.at(-1) ?? []).filter(({ index }) => best.tie.applied.includes(index)).slice(0, lessLimit)
  const outs = giving.flatMap((a, first) => giving.slice(first).flatMap((b, second) => giving.slice(first + second).map((c) => new Set([a, b, c]))))
  return outs.map((out) => choiceOfRuns(best.runs.map((run) => (run.lastUse && out.has(run.lastUse.candidate) ? { ...run, leftMinor: run.leftMinor + run.lastUse.amountMinor, lastUse: run.lastUse.before } : run))))
}
