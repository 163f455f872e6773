import type { BasketPart } from './basket-part.ts'
import { joinTies, type ItemChoice, type TieBreak } from './item-choice.ts'
import { stagesOf, type Stage } from './stages.ts'
import type { NodeBudget } from './walk-choices.ts'

/** Pairs of a sum so far and a component's choice looked at per component at most. */
const pairLimit = 20_000

/** What is chosen for the whole basket: for each of its parts one choice, or several for some of its units each. */
export interface ItemsChoice {
  readonly savingMinor: number
  readonly served: readonly ServedPart[]
}

export interface ServedPart {
  readonly part: BasketPart
  readonly choice: ItemChoice
}

/** A choice for the whole basket, and whether there is none better. */
export interface ChosenItems {
  readonly choice: ItemsChoice
  readonly provenBest: boolean
  /** No choice saves more than this. */
  readonly boundMinor: number
}

/** The best choice for each part by itself, put together: the greatest saving of all item offers. */
export function chooseFreely(parts: readonly BasketPart[]): ChosenItems {
  return {
    choice: joinServed(parts.map((part) => ({ part, choice: part.best.choice }))),
    provenBest: parts.every(({ best }) => best.provenBest),
    boundMinor: parts.reduce((sum, { best }) => sum + best.boundMinor, 0),
  }
}

/** What a plain till gives. Proves nothing. */
export function chooseFirstFit(parts: readonly BasketPart[]): ChosenItems {
  return { choice: joinServed(parts.map((part) => ({ part, choice: part.plain() }))), provenBest: false, boundMinor: Infinity }
}

function joinServed(served: readonly ServedPart[]): ItemsChoice {
  return { savingMinor: served.reduce((sum, { choice }) => sum + choice.savingMinor, 0), served }
}

/** Settles ties between choices for the whole basket; worked out only where there is one. */
export function tieOfItems({ served }: ItemsChoice): TieBreak {
  return joinTies(served.map(({ choice }) => choice.tie))
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
export function chooseWithin(parts: readonly BasketPart[], { leastMinor, mostMinor }: SavingRange, budget: NodeBudget): ChosenItems {
  const boundMinor = parts.reduce((sum, { best }) => sum + best.boundMinor, 0)
  const stages = parts.flatMap((part) => {
    const range = { leastMinor: leastMinor - (boundMinor - part.best.boundMinor), mostMinor, isOnly: parts.length === 1 }
    return stagesOf(part.component, range, budget, part.best.choice).map((stage): PartStage => ({ ...stage, part }))
  })
  const reachedMinor = greedySum(stages, mostMinor)
  let complete = stages.every((stage) => stage.complete)
  let restMinor = stages.reduce((sum, { choices }) => sum + (choices[0]?.savingMinor ?? 0), 0)
  let sums = new Map<number, Sum>([[0, { savingMinor: 0, couponCount: 0, storeCost: 0, served: undefined, before: undefined }]])
  for (const { part, choices } of stages) {
    restMinor -= choices[0]?.savingMinor ?? 0
    const sumLimit = Math.max(2, Math.floor(pairLimit / choices.length))
    complete &&= sums.size <= sumLimit
    const served = choices.map((choice) => ({ part, choice }))
    sums = addStage(sums.size <= sumLimit ? sums : largest(sums, sumLimit), served, { fromMinor: reachedMinor - restMinor, mostMinor })
  }
  const [best] = [...sums.values()].sort((a, b) => b.savingMinor - a.savingMinor)
  // Nothing can save more than the cap, so reaching it proves it.
  return { choice: joinServed(best ? servedBy(best) : []), provenBest: complete || best?.savingMinor === mostMinor, boundMinor: mostMinor }
}

interface PartStage extends Stage {
  readonly part: BasketPart
}

/** A sum some choices add up to, and the last of them. */
interface Sum {
  readonly savingMinor: number
  readonly couponCount: number
  readonly storeCost: number
  readonly served: ServedPart | undefined
  readonly before: Sum | undefined
}

function addStage(sums: ReadonlyMap<number, Sum>, choices: readonly ServedPart[], { fromMinor, mostMinor }: { fromMinor: number; mostMinor: number }): Map<number, Sum> {
  const next = new Map<number, Sum>()
  for (const before of sums.values()) {
    for (const served of choices) {
      const { choice } = served
      const savingMinor = before.savingMinor + choice.savingMinor
      if (savingMinor > mostMinor) continue
      if (savingMinor < fromMinor) break
      const known = next.get(savingMinor)
      const couponCount = before.couponCount + choice.tie.couponCount
      const storeCost = before.storeCost + choice.tie.storeCost
      const isBetter = !known || couponCount < known.couponCount || (couponCount === known.couponCount && storeCost < known.storeCost)
      if (isBetter) next.set(savingMinor, { savingMinor, couponCount, storeCost, served, before })
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

function servedBy(last: Sum): ServedPart[] {
  const served: ServedPart[] = []
  for (let sum: Sum | undefined = last; sum; sum = sum.before) if (sum.served) served.push(sum.served)
  return served
}
