import type { Line } from '../basket/line.ts'
import { splitBasket, type BasketPart, type PartMaker, type ReachingCandidate } from './basket-part.ts'
import type { BasketCandidate, ItemCandidate } from './candidate.ts'
import { chooseBasketOffers, type BasketChoice } from './choose-basket-offers.ts'
import { chooseFirstFit, chooseFreely, chooseWithin, tieOfItems, type ChosenItems, type ItemsChoice, type SavingRange } from './choose-item-offers.ts'
import { compareTies, joinTies, type TieBreak } from './item-choice.ts'

export interface ChoosingInput {
  /** The basket in goods order. */
  readonly goods: readonly Line[]
  readonly item: readonly ReachingCandidate[]
  /** Those whose item set's condition holds; a basket spend is looked at here. */
  readonly basket: readonly BasketCandidate[]
  readonly parts: PartMaker
  /** Nodes that weighing what keeps a spend met may look at. */
  readonly nodeLimit: number
}

/** The offers that give the customer most, and on which units. */
export interface ChosenOffers {
  readonly items: ItemsChoice
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
export function chooseOffers({ goods, item, basket, parts: maker, nodeLimit }: ChoosingInput): ChosenOffers {
  const discountableMinor = goods.reduce((sum, line) => sum + (line.item.discountable ? line.grossMinor : 0), 0)
  const budget = { left: nodeLimit }
  // The same few amounts are asked for again and again, for every spend anew.
  const asked = new Map<number, BasketChoice>()
  const basketFor = (leftMinor: number): BasketChoice => {
    const known = asked.get(leftMinor) ?? chooseBasketOffers(basket, leftMinor)
    asked.set(leftMinor, known)
    return known
  }
  /** What item offers saving so much and the basket offers that then hold save together. */
  const withBasket = (itemMinor: number): number => itemMinor + basketFor(discountableMinor - itemMinor).savingMinor
  const weigh = ({ choice, provenBest }: ChosenItems): Omit<ChosenOffers, 'boundMinor'> => {
    const leftMinor = discountableMinor - choice.savingMinor
    return { items: choice, basket: basketFor(leftMinor), leftMinor, provenBest }
  }
  /** The basket as item offers see it, when so much is sure to be left to pay. */
  const split = (spendMinor: number): BasketPart[] => splitBasket(goods, item.filter(({ candidate: { condition } }) => condition.kind !== 'basket' || condition.spendMinor <= spendMinor), maker)

  let parts = split(0)
  let free = chooseFreely(parts)
  let best = weigh(free)
  let provenBest = best.provenBest
  let boundMinor = withBasket(Math.min(free.boundMinor, discountableMinor))
  const spends = spendsAsked([...item.map(({ candidate }) => candidate), ...basket], discountableMinor)
  for (const [position, spendMinor] of spends.entries()) {
    if (item.some(({ candidate }) => asksExactly(candidate, spendMinor))) {
      parts = split(spendMinor)
      free = chooseFreely(parts)
    }
    const mostMinor = discountableMinor - spendMinor
    const hopedMinor = withBasket(Math.min(free.boundMinor, mostMinor))
    boundMinor = Math.max(boundMinor, hopedMinor, withBasket(Math.min(free.boundMinor, discountableMinor)))
    if (hopedMinor < savingOf(best)) continue
    const isMet = free.choice.savingMinor <= mostMinor
    // A plain till may have kept the spend by saving less; an unfinished search must not end below it.
    const plain = isMet && free.provenBest ? undefined : chooseFirstFit(parts)
    if (plain && plain.choice.savingMinor <= mostMinor) best = better(best, weigh(plain))
    // Savings that would keep the next spend met as well are looked at with it.
    const lowestMinor = discountableMinor - (spends[position + 1] ?? discountableMinor + 1) + 1
    const leastMinor = (): number => leastWorth({ leastMinor: Math.max(0, lowestMinor), mostMinor }, (itemMinor) => withBasket(itemMinor) >= savingOf(best))
    let found = weigh(isMet ? free : chooseWithin(parts, { leastMinor: leastMinor(), mostMinor }, budget))
    best = better(best, found)
    // The more is known to be saved, the fewer sums are of interest.
    if (!isMet && !found.provenBest && hopedMinor > savingOf(best)) {
      found = weigh(chooseWithin(parts, { leastMinor: leastMinor(), mostMinor }, budget))
      best = better(best, found)
    }
    provenBest &&= found.provenBest
  }
  provenBest ||= boundMinor <= savingOf(best)
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

/** Every spend above zero that an offer asks for and the basket could meet, lowest first. */
function spendsAsked(candidates: readonly (ItemCandidate | BasketCandidate)[], discountableMinor: number): number[] {
  const spends = candidates.flatMap(({ condition }) => (condition.kind === 'basket' ? [condition.spendMinor] : []))
  return [...new Set(spends)].filter((spendMinor) => spendMinor > 0 && spendMinor <= discountableMinor).sort((a, b) => a - b)
}

function asksExactly({ condition }: ItemCandidate, spendMinor: number): boolean {
  return condition.kind === 'basket' && condition.spendMinor === spendMinor
}

function savingOf({ items, basket }: Pick<ChosenOffers, 'items' | 'basket'>): number {
  return items.savingMinor + basket.savingMinor
}

function better<Choice extends Pick<ChosenOffers, 'items' | 'basket'>>(a: Choice, b: Choice): Choice {
  if (savingOf(a) !== savingOf(b)) return savingOf(a) > savingOf(b) ? a : b
  return a.items === b.items || compareTies(tieOf(a), tieOf(b)) <= 0 ? a : b
}

function tieOf({ items, basket }: Pick<ChosenOffers, 'items' | 'basket'>): TieBreak {
  return joinTies([tieOfItems(items), basket.tie])
}
