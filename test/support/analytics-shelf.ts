import type { Purchase } from '../../src/analytics/purchase.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { ItemId, OfferId, TaxClassId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'

export const today = '2026-03-31'

export function itemId(text: string): ItemId {
  return text as ItemId
}

/** An item whose category is the part of its id before the first dash, in the department `food`, at 2.00. */
export function shelfItem(id: string, changes: Partial<Item> = {}): Item {
  return {
    itemId: itemId(id), name: { en: id }, gtins: [], soldBy: 'unit', prices: [{ fromDay: '2020-01-01', priceMinor: 200 }], departmentId: 'food', categoryId: id.split('-')[0] ?? id,
    tags: [], taxClassId: 'a' as TaxClassId, discountable: true, ...changes,
  }
}

/** 10 % off; armed by the list unless changed, and in force around `today`. */
export function shelfOffer(id: string, changes: Partial<Offer> = {}): Offer {
  return {
    offerId: id as OfferId, name: { en: id }, activation: { kind: 'list' }, window: { fromDay: addDays(today, -7), untilDay: addDays(today, 30) }, condition: { kind: 'quantity', set: {}, unitCount: 1 },
    reward: { kind: 'percent-off', basisPoints: 1000 }, limits: {}, stackingGroup: 'items', funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true }, ...changes,
  }
}

/** Purchases of one item, so many days before `today` each. */
export function bought(id: string, daysAgo: readonly number[], unitCount = 1): Purchase[] {
  return daysAgo.map((days) => ({ day: addDays(today, -days), saleId: `sale-${days}`, itemId: itemId(id), categoryId: id.split('-')[0] ?? id, unitCount }))
}

/** Every so many days, from so long ago until the last time. */
export function boughtEvery(id: string, everyDays: number, asked: { readonly times: number; readonly lastDays: number; readonly unitCount?: number }): Purchase[] {
  return bought(id, Array.from({ length: asked.times }, (_, index) => asked.lastDays + (asked.times - 1 - index) * everyDays), asked.unitCount)
}
