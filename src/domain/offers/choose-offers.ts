import type { Line } from '../basket/line.ts'
import type { BasketCandidate, ItemCandidate } from './candidate.ts'
import { chooseBasketOffers, type BasketChoice } from './choose-basket-offers.ts'
import { chooseFirstFit, chooseFreely, chooseWithin, type SavingRange } from './choose-item-offers.ts'
import { splitIntoComponents, type Component } from './component.ts'
import { compareTies, joinTies, type ItemChoice } from './item-choice.ts'
import type { BestChoice } from './search-best.ts'
import type { Reach } from './reach.ts'
import { gatherPools, type UnitPool } from './unit-pool.ts'

export interface ChoosingInput {
  readonly lines: readonly Line[]
  readonly item: readonly ItemCandidate[]
  /** Those whose item set's condition holds; a basket spend is looked at here. */
  readonly basket: readonly BasketCandidate[]
  readonly reach: readonly Reach[]
  /** Nodes the search may look at. */
  readonly nodeLimit: number
}

/** The offers that give the customer most, and on which units. */
export interface ChosenOffers {
  readonly pools: readonly UnitPool[]
  readonly item: ItemChoice
  readonly basket: BasketChoice
  /** Left to pay for the discountable lines after item offers. */
  readonly leftMinor: number
  readonly provenBest: boolean
  /** No choice of offers saves more than this; what is saved where that is proven. */
  readonly boundMinor: number
}

/**
 * Chooses item and basket offers together.
 *
 * What basket offers give depends on the item offers only through what is left to pay. Between two spends that
 * some offer asks for, saving more on items never costs more than it brings. So it is enough to look, for each of these
 * spends, at the greatest item saving that keeps it met, and at the greatest item saving of all.
 */
export function chooseOffers({ lines, item, basket, reach, nodeLimit }: ChoosingInput): ChosenOffers {
  const discountableMinor = lines.reduce((sum, line) => sum + (line.item.discountable ? line.grossMinor : 0), 0)
  const budget = { left: nodeLimit }
  /** What item offers saving so much and the basket offers that then hold save together. */
  const withBasket = (itemMinor: number): number => itemMinor + chooseBasketOffers(basket, discountableMinor - itemMinor).savingMinor
  const weigh = ({ pools }: Prepared, { choice, provenBest }: BestChoice): Omit<ChosenOffers, 'boundMinor'> => {
    const leftMinor = discountableMinor - choice.savingMinor
    return { pools, item: choice, basket: chooseBasketOffers(basket, leftMinor), leftMinor, provenBest }
  }

  let units = prepare(lines, item, reach, 0)
  let free = chooseFreely(units.components, budget)
  let best = weigh(units, free)
  let provenBest = best.provenBest
  let boundMinor = withBasket(Math.min(free.boundMinor, discountableMinor))
  const spends = spendsAsked([...item, ...basket], discountableMinor)
  for (const [position, spendMinor] of spends.entries()) {
    if (item.some((candidate) => asksExactly(candidate, spendMinor))) {
      units = prepare(lines, item, reach, spendMinor)
      free = chooseFreely(units.components, budget)
    }
    const mostMinor = discountableMinor - spendMinor
    const hopedMinor = withBasket(Math.min(free.boundMinor, mostMinor))
    boundMinor = Math.max(boundMinor, hopedMinor, withBasket(Math.min(free.boundMinor, discountableMinor)))
    if (hopedMinor < savingOf(best)) continue
    const isMet = free.choice.savingMinor <= mostMinor
    // A plain till may have kept the spend by saving less; an unfinished search must not end below it.
    const plain = isMet && free.provenBest ? undefined : chooseFirstFit(units.components)
    if (plain && plain.choice.savingMinor <= mostMinor) best = better(best, weigh(units, plain))
    // Savings that would keep the next spend met as well are looked at with it.
    const lowestMinor = discountableMinor - (spends[position + 1] ?? discountableMinor + 1) + 1
    const leastMinor = leastWorth({ leastMinor: Math.max(0, lowestMinor), mostMinor }, (itemMinor) => withBasket(itemMinor) >= savingOf(best))
    const found = weigh(units, isMet ? free : chooseWithin(units.components, { leastMinor, mostMinor }, free, budget))
    best = better(best, found)
    provenBest &&= found.provenBest
  }
  return { ...best, provenBest, boundMinor: provenBest ? savingOf(best) : Math.max(boundMinor, savingOf(best)) }
}

/** The smallest saving of a range that is worth it, where every larger one is as well. */
function leastWorth({ leastMinor, mostMinor }: SavingRange, isWorth: (itemMinor: number) => boolean): number {
  let [low, high] = [leastMinor, mostMinor]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isWorth(middle)) high = middle
    else low = middle + 1
  }
  return high
}

interface Prepared {
  readonly pools: readonly UnitPool[]
  readonly components: readonly Component[]
}

/** The units as item offers see them, when so much is sure to be left to pay. */
function prepare(lines: readonly Line[], candidates: readonly ItemCandidate[], reach: readonly Reach[], spendMinor: number): Prepared {
  const pools = gatherPools(lines, candidates.filter(({ condition }) => condition.kind !== 'basket' || condition.spendMinor <= spendMinor), reach)
  return { pools, components: splitIntoComponents(pools) }
}

/** Every spend above zero that an offer asks for and the basket could meet, lowest first. */
function spendsAsked(candidates: readonly (ItemCandidate | BasketCandidate)[], discountableMinor: number): number[] {
  const spends = candidates.flatMap(({ condition }) => (condition.kind === 'basket' ? [condition.spendMinor] : []))
  return [...new Set(spends)].filter((spendMinor) => spendMinor > 0 && spendMinor <= discountableMinor).sort((a, b) => a - b)
}

function asksExactly({ condition }: ItemCandidate, spendMinor: number): boolean {
  return condition.kind === 'basket' && condition.spendMinor === spendMinor
}

function savingOf({ item, basket }: Pick<ChosenOffers, 'item' | 'basket'>): number {
  return item.savingMinor + basket.savingMinor
}

function better<Choice extends Pick<ChosenOffers, 'item' | 'basket'>>(a: Choice, b: Choice): Choice {
  if (savingOf(a) !== savingOf(b)) return savingOf(a) > savingOf(b) ? a : b
  return compareTies(joinTies([a.item.tie, a.basket.tie]), joinTies([b.item.tie, b.basket.tie])) <= 0 ? a : b
}
