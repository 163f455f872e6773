import type { Component } from './component.ts'
import { firstFit } from './first-fit.ts'
import { improveChoice } from './improve-choice.ts'
import { searchHard } from './search-hard.ts'
import { searchStates } from './search-states.ts'
import { compareTies, noChoice, tieBreakOf, type ItemChoice, type TieBreak } from './item-choice.ts'
import { walkChoices, type NodeBudget } from './walk-choices.ts'

/** The best choice found, and whether the search saw that there is none better. */
export interface BestChoice {
  readonly choice: ItemChoice
  readonly provenBest: boolean
  /** No choice saves more than this; the choice's own saving where it is proven. */
  readonly boundMinor: number
}

/** Nodes a component may spend on choices that can only equal the best saving, to settle ties. */
const tieNodeLimit = 500

/** Nodes after which a search that has not finished goes about it in another way. */
const firstNodeLimit = 500

/** What looking at every rest of the units may take for each node, and what a node costs once that has not sufficed: it takes so much longer. */
const stepsPerNode = 150
const hardNodeCost = 6

/** Steps for improving a choice that is not proven. */
const improveSteps = 300_000

/** With several groups, so much of those steps before a better choice is looked for: the better the one known, the less is left to look at. */
const firstPart = 8

/**
 * Branch and bound over one component: the greatest saving, ties by coupons, store-funded cost and offer order.
 *
 * Starts from what greedy tills would do, so it never ends below them, and leaves out whatever a bound shows
 * cannot save more. Ended by the node budget it keeps the best so far and says that it is not proven.
 */
export function searchBest(component: Component, budget: NodeBudget): BestChoice {
  let best: ItemChoice | undefined
  let unseenMinor = 0
  let tieNodesLeft = tiesMatter(component) ? tieNodeLimit : 0
  const isBetter = (savingMinor: number, tie: TieBreak): boolean => !best || savingMinor > best.savingMinor || (savingMinor === best.savingMinor && compareTies(tie, best.tie) < 0)
  const consider = (choice: ItemChoice): void => {
    if (isBetter(choice.savingMinor, choice.tie)) best = choice
  }
  const walk = (nodes: NodeBudget, isHard: boolean): void => {
    unseenMinor = 0
    walkChoices({
      component,
      thorough: false,
      isHard,
      budget: nodes,
      isWorth: (boundMinor) => !best || boundMinor > best.savingMinor || (boundMinor === best.savingMinor && tieNodesLeft-- > 0),
      onFound: ({ savingMinor, gains, serve }) => {
        const tie = tieBreakOf(gains)
        if (isBetter(savingMinor, tie)) best = { savingMinor, tie, runs: serve() }
      },
      onCut: (boundMinor) => {
        unseenMinor = Math.max(unseenMinor, boundMinor)
      },
      onDecisions: () => {
        if (best) return
        consider(firstFit(component, 'offer-order'))
        consider(firstFit(component, 'largest-saving'))
      },
    })
  }
  walkWithin(firstNodeLimit, false)
  if (best && unseenMinor > best.savingMinor && budget.left > 0) searchHarder(best)
  const choice = best ?? { ...noChoice, runs: component.runs }
  return { choice, provenBest: unseenMinor <= choice.savingMinor, boundMinor: Math.max(choice.savingMinor, unseenMinor) }

  function walkWithin(nodes: number, isHard: boolean): void {
    const own = { left: Math.min(nodes, budget.left) }
    budget.left -= own.left
    walk(own, isHard)
    budget.left += own.left
  }

  /** By every rest of the units where they are few; else by bounds, and what is left of the nodes for walking through all of it after all. */
  function searchHarder(start: ItemChoice): void {
    const isStacked = component.groups.length > 1
    const steps = { left: budget.left * stepsPerNode }
    const firstSteps = { left: isStacked ? Math.floor(steps.left / firstPart) : steps.left }
    steps.left -= firstSteps.left
    const early = searchStates(component, start, firstSteps)
    budget.left = Math.ceil(budget.left / hardNodeCost)
    const found = early ?? improved(searchByBounds(start, isStacked))
    const proven = found.provenBest || !isStacked ? early : searchStates(component, found.choice, steps)
    const { choice, provenBest, boundMinor } = proven ?? found
    best = choice
    if (provenBest) {
      const isTieOpen = tiesMatter(component) && (!proven || isStacked)
      tieNodesLeft = isTieOpen ? tieNodeLimit : 0
      if (isTieOpen && budget.left > 0) walkWithin(2 * tieNodeLimit, false)
    } else if (budget.left > 0) walk(budget, true)
    else unseenMinor = Infinity
    unseenMinor = Math.min(unseenMinor, boundMinor)
  }

  function improved(found: BestChoice): BestChoice {
    if (found.provenBest) return found
    const choice = improveChoice(component, found.choice, { left: improveSteps })
    return { choice, provenBest: choice.savingMinor >= found.boundMinor, boundMinor: found.boundMinor }
  }

  /** What several groups make of each other is now and then proven by a walk, where bounds are too weak: it gets half the nodes. */
  function searchByBounds(start: ItemChoice, isStacked: boolean): BestChoice {
    const nodes = { left: isStacked ? Math.ceil(budget.left / 2) : budget.left }
    budget.left -= nodes.left
    const found = searchHard(component, start, nodes)
    budget.left += nodes.left
    return found
  }
}

/** True when equal savings may differ in coupons or in who pays for them; offer order alone is settled by the order of the search. */
function tiesMatter({ groups }: Component): boolean {
  const candidates = groups.flat()
  return candidates.some(({ spendsCoupon, storeShareBasisPoints }) => spendsCoupon || storeShareBasisPoints !== candidates[0]?.storeShareBasisPoints)
}
