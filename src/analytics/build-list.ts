import { addDays } from '../domain/business-day/business-time.ts'
import { type Item, priceOn } from '../domain/catalog/item.ts'
import type { ItemId, OfferId } from '../domain/ids.ts'
import type { Offer } from '../domain/offers/offer.ts'
import type { ListLine, ListReason } from '../domain/shopping-list/shopping-list.ts'
import { type Catalogue, prepareCatalogue } from './catalogue.ts'
import { discoveries } from './discoveries.ts'
import { isDue } from './due-ness.ts'
import type { Habit } from './habit.ts'
import type { Purchase } from './purchase.ts'
import { rankHabits } from './rank-habits.ts'

/** One member's history, and the list that is wanted of it. */
export interface ListAsked {
  /** In any order. */
  readonly history: readonly Purchase[]
  /** Trading date `YYYY-MM-DD` on which the list is made; later purchases are left out. */
  readonly today: string
  /** The most lines the list may have, zero or more. */
  readonly lineCount: number
}

/** A list is good for a fortnight, so an offer that starts within it is worth naming today. */
const listDays = 14

/** Part of the list kept for things the member has never bought … */
const discoveryPart = 0.2

/** … and the most it may grow to when little is known of her. */
const longestDiscoveryPart = 0.5

/** Builds one list. For many members prepare the catalogue once and call `buildListFrom`. */
export function buildList(asked: ListAsked & { readonly items: readonly Item[]; readonly offers: readonly Offer[] }): ListLine[] {
  return buildListFrom(prepareCatalogue(asked.items, asked.offers), asked)
}

/**
 * The member's next shopping list: what she is due to buy or buys often, most wanted first,
 * then about one line in five that she has never bought.
 *
 * The same history, day and catalogue give the same list; equal scores go by item id.
 * Items the store no longer sells, or has no price for today, are left out.
 *
 * @returns at most `lineCount` lines, no item twice
 */
export function buildListFrom(catalogue: Catalogue, asked: ListAsked): ListLine[] {
  const { today, lineCount } = asked
  const past = asked.history.filter((purchase) => purchase.day <= today)
  const habits = soldHabits(catalogue, past, today)
  const offersOf = listOffersOn(catalogue, today)
  const found = discoveries({ catalogue, history: past, today, isOffered: (item) => offersOf(item).length > 0, itemCount: discoveryCount(lineCount, habits.length) })
  const wanted = habits.slice(0, lineCount - found.length)
  return [
    ...wanted.map(({ item, habit }) => lineOf(item, reasonOf(habit), offersOf(item))),
    ...found.map((item) => lineOf(item, { kind: 'discovery' }, offersOf(item))),
  ]
}

function soldHabits(catalogue: Catalogue, history: readonly Purchase[], today: string): { readonly item: Item; readonly habit: Habit<ItemId> }[] {
  return rankHabits(history, today).flatMap((habit) => {
    const item = catalogue.itemById.get(habit.key)
    return item && priceOn(item, today) ? [{ item, habit }] : []
  })
}

/** One in five, or what a short history leaves free, up to half the list. */
function discoveryCount(lineCount: number, habitCount: number): number {
  const free = Math.min(lineCount - habitCount, Math.floor(lineCount * longestDiscoveryPart))
  return Math.max(0, Math.round(lineCount * discoveryPart), free)
}

/** Most items have none, and all are asked. */
const noOffers: readonly Offer[] = []

function listOffersOn(catalogue: Catalogue, today: string): (item: Item) => readonly Offer[] {
  const untilDay = addDays(today, listDays - 1)
  const inTime = (offer: Offer): boolean => offer.window.fromDay <= untilDay && offer.window.untilDay >= today
  return (item) => catalogue.listOffersByItem.get(item.itemId)?.filter(inTime) ?? noOffers
}

function reasonOf(habit: Habit): ListReason {
  if (isDue(habit)) return { kind: 'due', everyDays: habit.everyDays, lastDays: habit.lastDays }
  return { kind: 'often', timesBought: habit.timesBought }
}

function lineOf(item: Item, reason: ListReason, offers: readonly Offer[]): ListLine {
  const offerIds: OfferId[] = offers.map((offer) => offer.offerId)
  return { wanted: { kind: 'item', itemId: item.itemId }, name: item.name, aisle: item.aisle, reason, offerIds }
}
