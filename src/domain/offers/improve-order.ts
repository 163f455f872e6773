import type { ItemCandidate } from './candidate.ts'
import type { Component } from './component.ts'
import { firstFit } from './first-fit.ts'
import type { ItemChoice } from './item-choice.ts'
import type { NodeBudget } from './walk-choices.ts'

/**
 * What a plain till would give if its offers stood in a better order: one offer after another is moved to the front
 * or the back of its group, and stays there if that saves more. A good answer where a search cannot be finished.
 * Every order tried costs a node for each offer, and all of them a third of the budget at most.
 */
export function improveOrder(component: Component, start: ItemChoice, budget: NodeBudget): ItemChoice {
  const turns = turnsOf(component)
  const leastLeft = budget.left - Math.floor(budget.left / 3)
  let [best, groups] = [start, component.groups]
  for (let isImproving = true; isImproving; ) {
    isImproving = false
    for (const { groupIndex, candidate } of turns) {
      for (const order of [movedFirst, movedLast]) {
        if (budget.left - turns.length < leastLeft) return best
        budget.left -= turns.length
        const tried = groups.map((group, index) => (index === groupIndex ? order(group, candidate) : group))
        const choice = firstFit({ ...component, groups: tried }, 'offer-order')
        if (choice.savingMinor <= best.savingMinor) continue
        ;[best, groups, isImproving] = [choice, tried, true]
      }
    }
  }
  return best
}

function turnsOf({ groups }: Component): { readonly groupIndex: number; readonly candidate: ItemCandidate }[] {
  return groups.flatMap((group, groupIndex) => group.map((candidate) => ({ groupIndex, candidate })))
}

function movedFirst(group: readonly ItemCandidate[], candidate: ItemCandidate): ItemCandidate[] {
  return [candidate, ...group.filter((other) => other !== candidate)]
}

function movedLast(group: readonly ItemCandidate[], candidate: ItemCandidate): ItemCandidate[] {
  return [...group.filter((other) => other !== candidate), candidate]
}
