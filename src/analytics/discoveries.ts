import { type Item, priceOn } from '../domain/catalog/item.ts'
import type { ItemId } from '../domain/ids.ts'
import { type Catalogue, compareIds } from './catalogue.ts'
import { habitsOf } from './habit.ts'
import type { Purchase } from './purchase.ts'
import { departmentSharesOf, sharesOf } from './shopper.ts'

/** An offer makes a new thing worth trying more than closeness does. */
const offeredWeight = 4

/** A neighbour category of the same department counts this much of one she buys. */
const neighbourWeight = 0.25

interface Candidate {
  readonly item: Item
  readonly score: number
}

/**
 * Items the member has never bought and may like, best first: from the categories she buys,
 * then from neighbour categories of the same departments, those with a list offer well ahead.
 * One item a category. Nothing age-restricted and nothing that may not be discounted is suggested.
 * Of a member without history nothing is known, so she gets items with offers.
 */
export function discoveries(asked: {
  readonly catalogue: Catalogue
  readonly history: readonly Purchase[]
  readonly today: string
  readonly isOffered: (item: Item) => boolean
  readonly itemCount: number
}): Item[] {
  const known = new Set(asked.history.map((purchase) => purchase.itemId))
  const closeness = categoryCloseness(asked.catalogue, asked.history, asked.today)
  const candidates: Candidate[] = []
  for (const [categoryId, items] of asked.catalogue.itemsByCategory) {
    const close = known.size === 0 ? 0 : closeness(categoryId, items[0])
    if (known.size > 0 && close === 0) continue
    const item = firstOf(items.filter((each) => maySuggest(each, known, asked.today)), asked.isOffered)
    if (item === undefined) continue
    const offered = asked.isOffered(item)
    if (known.size > 0 || offered) candidates.push({ item, score: close * (offered ? offeredWeight : 1) })
  }
  candidates.sort((a, b) => b.score - a.score || compareIds(a.item.itemId, b.item.itemId))
  return candidates.slice(0, asked.itemCount).map(({ item }) => item)
}

function maySuggest(item: Item, known: ReadonlySet<ItemId>, today: string): boolean {
  return !known.has(item.itemId) && item.ageYears === undefined && item.discountable && priceOn(item, today) !== undefined
}

/** Offered before not offered, then by item id. */
function firstOf(items: readonly Item[], isOffered: (item: Item) => boolean): Item | undefined {
  const offered = items.filter(isOffered)
  const best = offered.length > 0 ? offered : items
  return best.reduce<Item | undefined>((first, item) => (first === undefined || item.itemId < first.itemId ? item : first), undefined)
}

/** Share of her shopping that falls into a category, plus a part of what falls into its department. */
function categoryCloseness(catalogue: Catalogue, history: readonly Purchase[], today: string): (categoryId: string, example: Item | undefined) => number {
  const shares = sharesOf(habitsOf(history, today, (purchase) => purchase.categoryId))
  const departmentShares = departmentSharesOf(catalogue, history, today)
  return (categoryId, example) => (shares.get(categoryId) ?? 0) + neighbourWeight * (departmentShares.get(example?.departmentId ?? '') ?? 0)
}
