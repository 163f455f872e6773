import { priceOn, type Item } from '../../../domain/catalog/item.ts'
import { inItemSet } from '../../../domain/offers/item-set.ts'
import type { ItemSet, Offer } from '../../../domain/offers/offer.ts'
import { seatSets } from '../../../domain/offers/seats.ts'
import { emptySetIndex, fileUnderItem, fileUnderSet, foundByItem, foundBySet } from '../../../domain/offers/set-index.ts'

/** The items that offers are checked against. */
export interface Shelf {
  readonly items: readonly Item[]
  itemsOf(set: ItemSet): Item[]
  /** Offers one of whose sets holds the item, or that are about the whole basket. */
  offersOf(item: Item): Offer[]
}

export function openShelf(items: readonly Item[], offers: readonly Offer[]): Shelf {
  const byName = emptySetIndex<Item>()
  for (const item of items) fileUnderItem(byName, item, item)
  const bySet = emptySetIndex<Offer>()
  for (const offer of offers) for (const set of seatSets(offer)) fileUnderSet(bySet, set, offer)
  return {
    items,
    itemsOf: (set) => [...new Set(foundBySet(byName, set))].filter((item) => inItemSet(set, item)),
    offersOf: (item) => [...new Set(foundByItem(bySet, item))].filter((offer) => seatSets(offer).some((set) => inItemSet(set, item))),
  }
}

/** What the item costs when the offer begins, per unit or per kilogram. */
export function priceAtStart(item: Item, { window }: Pick<Offer, 'window'>): number {
  return (priceOn(item, window.fromDay) ?? item.prices[0])?.priceMinor ?? 0
}

/** Where in the offer each of its sets stands, in the order of its seats. */
export function setFields({ condition, reward }: Pick<Offer, 'condition' | 'reward'>): { readonly field: string; readonly set: ItemSet }[] {
  const asked = condition.kind === 'sets' ? condition.parts.map(({ set }, index) => ({ field: `condition.parts[${index}].set`, set })) : condition.kind === 'basket' ? [] : [{ field: 'condition.set', set: condition.set }]
  return reward.kind === 'get-percent-off' ? [...asked, { field: 'reward.set', set: reward.set }] : asked
}
