import type { Item } from '../domain/catalog/item.ts'
import type { ItemId, OfferId } from '../domain/ids.ts'
import type { ItemSet, Offer } from '../domain/offers/offer.ts'

/** Items and offers, indexed once and asked for many members. */
export interface Catalogue {
  readonly itemById: ReadonlyMap<ItemId, Item>
  readonly itemsByCategory: ReadonlyMap<string, readonly Item[]>
  /** Offers a personal list may arm for an item, in offer id order. */
  readonly listOffersByItem: ReadonlyMap<ItemId, readonly Offer[]>
  /** Offers whose coupons are made out to one person, in offer id order; a leaflet's code for everybody is not given out again. */
  readonly couponOffers: readonly Offer[]
  /** Items of each coupon offer; empty for one that speaks of the whole basket. */
  readonly itemsByCouponOffer: ReadonlyMap<OfferId, readonly Item[]>
}

export function prepareCatalogue(items: readonly Item[], offers: readonly Offer[]): Catalogue {
  const itemsOf = itemSetReader(items)
  const inOrder = [...offers].sort((a, b) => compareIds(a.offerId, b.offerId))
  const listOffers = inOrder.filter((offer) => offer.activation.kind === 'list')
  const couponOffers = inOrder.filter((offer) => offer.activation.kind === 'coupon' && offer.activation.singleUse)
  return {
    itemById: new Map(items.map((item) => [item.itemId, item])),
    itemsByCategory: gather(items, (item) => [item.categoryId]),
    listOffersByItem: offersByItem(listOffers, itemsOf),
    couponOffers,
    itemsByCouponOffer: new Map(couponOffers.map((offer) => [offer.offerId, itemsOf(offer)])),
  }
}

/** Order of ids wherever scores are equal: by code unit, the same on every machine. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function offersByItem(offers: readonly Offer[], itemsOf: (offer: Offer) => readonly Item[]): Map<ItemId, Offer[]> {
  const byItem = new Map<ItemId, Offer[]>()
  for (const offer of offers) for (const item of itemsOf(offer)) push(byItem, item.itemId, offer)
  return byItem
}

/**
 * Reads item sets by looking things up, not by walking all items for each offer.
 * An offer for every item says nothing of any one of them and has none here.
 */
function itemSetReader(items: readonly Item[]): (offer: Offer) => readonly Item[] {
  const lookUps: readonly LookUp[] = [
    lookUp(items, (set) => set.itemIds, (item) => [item.itemId]),
    lookUp(items, (set) => set.categoryIds, (item) => [item.categoryId]),
    lookUp(items, (set) => set.departmentIds, (item) => [item.departmentId]),
    lookUp(items, (set) => set.brands, (item) => (item.brand === undefined ? [] : [item.brand])),
    lookUp(items, (set) => set.supplierIds, (item) => (item.supplierId === undefined ? [] : [item.supplierId])),
    lookUp(items, (set) => set.tags, (item) => item.tags),
  ]
  return (offer) => {
    if (offer.condition.kind === 'basket') return []
    const { set } = offer.condition
    const excepted = new Set(set.exceptItemIds)
    const named = new Set(lookUps.flatMap((itemsNamed) => itemsNamed(set)))
    return [...named].filter((item) => !excepted.has(item.itemId))
  }
}

type LookUp = (set: ItemSet) => readonly Item[]

/** One field of item sets; its index is built when the first offer uses it. */
function lookUp(items: readonly Item[], named: (set: ItemSet) => readonly string[] | undefined, keysOf: (item: Item) => readonly string[]): LookUp {
  let index: Map<string, Item[]> | undefined
  return (set) => {
    const names = named(set)
    if (names === undefined || names.length === 0) return []
    index ??= gather(items, keysOf)
    const byName = index
    return names.flatMap((name) => byName.get(name) ?? [])
  }
}

function gather(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Map<string, Item[]> {
  const gathered = new Map<string, Item[]>()
  for (const item of items) for (const key of keysOf(item)) push(gathered, key, item)
  return gathered
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const there = map.get(key)
  if (there) there.push(value)
  else map.set(key, [value])
}
