import type { Component } from './component.ts'
import { firstFit } from './first-fit.ts'
import { compareTies, noChoice, type ItemChoice } from './item-choice.ts'
import { walkChoices, type NodeBudget } from './walk-choices.ts'

/** The best choice found, and whether the search saw that there is none better. */
export interface BestChoice {
  readonly choice: ItemChoice
  readonly provenBest: boolean
}

/** Nodes a component may spend on choices that can only equal the best saving, to settle ties. */
const tieNodeLimit = 500

/**
 * Branch and bound over one component: the greatest saving, ties by coupons, store-funded cost and offer order.
 *
 * Starts from what greedy tills would do, so it never ends below them, and leaves out whatever a bound shows
 * cannot save more. Ended by the node budget it keeps the best so far and says that it is not proven.
 */
export function searchBest(component: Component, budget: NodeBudget): BestChoice {
  let best: ItemChoice | undefined
  let unseenMinor = 0
  let tieNodesLeft = tieNodeLimit
  const consider = (choice: ItemChoice): void => {
    if (!best || choice.savingMinor > best.savingMinor || (choice.savingMinor === best.savingMinor && compareTies(choice.tie, best.tie) < 0)) best = choice
  }
  walkChoices({
    component,
    thorough: false,
    budget,
    isWorth: (boundMinor) => !best || boundMinor > best.savingMinor || (boundMinor === best.savingMinor && tieNodesLeft-- > 0),
    onChoice: consider,
    onCut: (boundMinor) => {
      unseenMinor = Math.max(unseenMinor, boundMinor)
    },
    onDecisions: () => {
      consider(firstFit(component, 'offer-order'))
      consider(firstFit(component, 'largest-saving'))
    },
  })
  const choice = best ?? { ...noChoice, runs: component.runs }
  return { choice, provenBest: unseenMinor <= choice.savingMinor }
}
