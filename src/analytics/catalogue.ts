import type { Item } from '../domain/catalog/item.ts'
import type { ItemId, OfferId } from '../domain/ids.ts'
import { isWholeRange } from '../domain/offers/item-set.ts'
import type { ItemSet, Offer } from '../domain/offers/offer.ts'
import { emptySetIndex, fileUnderItem, foundBySet, type SetIndex } from '../domain/offers/set-index.ts'
import { seatSets } from '../domain/offers/seats.ts'

/** Items and offers, indexed once and asked for many members. */
export interface Catalogue {
  readonly itemById: ReadonlyMap<ItemId, Item>
  /** One per category, of what may be suggested to somebody who has never bought it. */
  readonly shelves: readonly Shelf[]
  /** Offers a personal list may arm for an item, in offer id order. */
  readonly listOffersByItem: ReadonlyMap<ItemId, readonly Offer[]>
  /** Offers whose coupons are made out to one person, in offer id order; a leaflet's code for everybody is not given out again. */
  readonly couponOffers: readonly Offer[]
  /** Items of each coupon offer; empty for one that speaks of the whole basket. */
  readonly itemsByCouponOffer: ReadonlyMap<OfferId, readonly Item[]>
}

/** What a category has to suggest: nothing age-restricted, nothing that may not be discounted. */
export interface Shelf {
  readonly categoryId: string
  readonly departmentId: string
  /** In item id order, so that the first one she does not know is the one to suggest. */
  readonly items: readonly Item[]
  /** Those of `items` that a list offer speaks of, on some day or other. */
  readonly sometimesOffered: readonly Item[]
}

export function prepareCatalogue(items: readonly Item[], offers: readonly Offer[]): Catalogue {
  const index = emptySetIndex<Item>()
  for (const item of items) fileUnderItem(index, item, item)
  const inOrder = [...offers].sort((a, b) => compareIds(a.offerId, b.offerId))
  const listOffers = inOrder.filter((offer) => offer.activation.kind === 'list')
  const couponOffers = inOrder.filter((offer) => offer.activation.kind === 'coupon' && offer.activation.singleUse)
  const listOffersByItem = offersByItem(listOffers, index)
  return {
    itemById: new Map(items.map((item) => [item.itemId, item])),
    shelves: [...index.categoryIds].map(([categoryId, shelved]) => shelfOf(categoryId, shelved, listOffersByItem)),
    listOffersByItem,
    couponOffers,
    itemsByCouponOffer: new Map(couponOffers.map((offer) => [offer.offerId, itemsNamed(index, offer)])),
  }
}

function shelfOf(categoryId: string, shelved: readonly Item[], listOffersByItem: ReadonlyMap<ItemId, readonly Offer[]>): Shelf {
  const items = shelved.filter((item) => item.ageYears === undefined && item.discountable).sort((a, b) => compareIds(a.itemId, b.itemId))
  return { categoryId, departmentId: shelved[0]?.departmentId ?? '', items, sometimesOffered: items.filter((item) => listOffersByItem.has(item.itemId)) }
}

/** Order of ids wherever scores are equal: by code unit, the same on every machine. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function offersByItem(offers: readonly Offer[], index: SetIndex<Item>): Map<ItemId, Offer[]> {
  const byItem = new Map<ItemId, Offer[]>()
  for (const offer of offers) for (const item of itemsNamed(index, offer)) push(byItem, item.itemId, offer)
  return byItem
}

/** An offer for every item, or for the whole basket, says nothing of any one item and has none here. */
function itemsNamed(index: SetIndex<Item>, offer: Offer): readonly Item[] {
  return [...new Set(seatSets(offer).flatMap((set) => itemsOf(index, set)))]
}

function itemsOf(index: SetIndex<Item>, set: ItemSet): readonly Item[] {
  if (isWholeRange(set)) return []
  const excepted = new Set(set.exceptItemIds)
  return foundBySet(index, set).filter((item) => !excepted.has(item.itemId))
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const there = map.get(key)
  if (there) there.push(value)
  else map.set(key, [value])
}
