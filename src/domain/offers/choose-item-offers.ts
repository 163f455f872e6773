import type { Component } from './component.ts'
import { firstFit } from './first-fit.ts'
import { joinChoices, noChoice, type ItemChoice } from './item-choice.ts'
import { searchBest, type BestChoice } from './search-best.ts'
import { stagesOf, type Stage } from './stages.ts'
import type { NodeBudget } from './walk-choices.ts'

/** Pairs of a sum so far and a component's choice looked at per component at most. */
const pairLimit = 20_000

/** The best choice with no regard to a basket's spend, and what each component can save at most. */
export interface FreeChoice extends BestChoice {
  readonly boundOf: ReadonlyMap<Component, number>
}

/** The best choice for each component by itself, put together: the greatest saving of all item offers. */
export function chooseFreely(components: readonly Component[], budget: NodeBudget): FreeChoice {
  // The small ones first: one that cannot be finished must not cost the others their proof.
  const found = components.toSorted((a, b) => a.runs.length - b.runs.length).map((component) => ({ component, ...searchBest(component, budget) }))
  return {
    choice: joinChoices(found.map(({ choice }) => choice)),
    provenBest: found.every((each) => each.provenBest),
    boundMinor: found.reduce((sum, { boundMinor }) => sum + boundMinor, 0),
    boundOf: new Map(found.map(({ component, boundMinor }) => [component, boundMinor])),
  }
}

/** What a plain till gives: every offer in order takes what it can. Proves nothing. */
export function chooseFirstFit(components: readonly Component[]): BestChoice {
  return { choice: joinChoices(components.map((component) => firstFit(component, 'offer-order'))), provenBest: false, boundMinor: Infinity }
}

/** A saving of at most `mostMinor` keeps a spend met; one below `leastMinor` is of no interest. */
export interface SavingRange {
  readonly leastMinor: number
  readonly mostMinor: number
}

/**
 * The greatest saving within a range, so that a basket offer's spend stays met; any smaller one where none is in it.
 *
 * Looks at every sum that the components' savings can add up to, one component after another; sums that even
 * the largest rest cannot lift above what is reached already, or into the range, are left out.
 */
export function chooseWithin(components: readonly Component[], { leastMinor, mostMinor }: SavingRange, { boundMinor, boundOf }: FreeChoice, budget: NodeBudget): BestChoice {
  const stages = components.flatMap((component) => {
    const othersMinor = boundMinor - (boundOf.get(component) ?? boundMinor)
    return stagesOf(component, { leastMinor: leastMinor - othersMinor, mostMinor, isOnly: components.length === 1 }, budget)
  })
  const reachedMinor = greedySum(stages, mostMinor)
  let complete = stages.every((stage) => stage.complete)
  let restMinor = stages.reduce((sum, { choices }) => sum + (choices[0]?.savingMinor ?? 0), 0)
  let sums = new Map<number, Sum>([[0, { savingMinor: 0, couponCount: 0, storeCost: 0, choice: undefined, before: undefined }]])
  for (const { choices } of stages) {
    restMinor -= choices[0]?.savingMinor ?? 0
    const sumLimit = Math.max(2, Math.floor(pairLimit / choices.length))
    complete &&= sums.size <= sumLimit
    sums = addStage(sums.size <= sumLimit ? sums : largest(sums, sumLimit), choices, { fromMinor: reachedMinor - restMinor, mostMinor })
  }
  const [best] = [...sums.values()].sort((a, b) => b.savingMinor - a.savingMinor)
  // Nothing can save more than the cap, so reaching it proves it.
  return { choice: best ? choiceOf(best) : noChoice, provenBest: complete || best?.savingMinor === mostMinor, boundMinor: mostMinor }
}

/** A sum some choices add up to, and the last of them. */
interface Sum {
  readonly savingMinor: number
  readonly couponCount: number
  readonly storeCost: number
  readonly choice: ItemChoice | undefined
  readonly before: Sum | undefined
}

function addStage(sums: ReadonlyMap<number, Sum>, choices: readonly ItemChoice[], { fromMinor, mostMinor }: { fromMinor: number; mostMinor: number }): Map<number, Sum> {
  const next = new Map<number, Sum>()
  for (const before of sums.values()) {
    for (const choice of choices) {
      const savingMinor = before.savingMinor + choice.savingMinor
      if (savingMinor > mostMinor) continue
      if (savingMinor < fromMinor) break
      const known = next.get(savingMinor)
      const couponCount = before.couponCount + choice.tie.couponCount
      const storeCost = before.storeCost + choice.tie.storeCost
      const isBetter = !known || couponCount < known.couponCount || (couponCount === known.couponCount && storeCost < known.storeCost)
      if (isBetter) next.set(savingMinor, { savingMinor, couponCount, storeCost, choice, before })
    }
  }
  return next
}

/** What is reached by giving each stage in turn the most that still fits. */
function greedySum(stages: readonly Stage[], mostMinor: number): number {
  return stages.reduce((sum, { choices }) => sum + (choices.find(({ savingMinor }) => sum + savingMinor <= mostMinor)?.savingMinor ?? 0), 0)
}

/** The largest sums, and the least one: from it the cap can always still be kept. */
function largest(sums: ReadonlyMap<number, Sum>, sumLimit: number): Map<number, Sum> {
  const kept = [...sums.entries()].sort(([a], [b]) => b - a).slice(0, sumLimit - 1)
  const least = [...sums.entries()].reduce((low, entry) => (entry[0] < low[0] ? entry : low))
  return new Map([...kept, least])
}

function choiceOf(last: Sum): ItemChoice {
  const choices: ItemChoice[] = []
  for (let sum: Sum | undefined = last; sum; sum = sum.before) if (sum.choice) choices.push(sum.choice)
  return joinChoices(choices)
}
