import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { ItemId, ListId, MemberId, OfferId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import type { ShoppingList } from '../../src/domain/shopping-list/shopping-list.ts'
import { cardKey, phoneKey, type Rows } from './lane.ts'
import { aMember, anItem } from './sale.ts'

export const codes = { yoghurt: '9521234500018', coffee: '9521234500025', pasta: '9521234500032', wine: '9521234500049', unknown: '9521234599999' }
const item = (id: keyof typeof codes, priceMinor: number, more: Partial<Item> = {}): Item => anItem({ itemId: id as ItemId, gtins: [`0${codes[id]}`], name: { en: id, zh: `${id}中` }, categoryId: id, priceMinor, ...more })
const bananas = anItem({ itemId: 'bananas' as ItemId, gtins: [], plu: '00011', soldBy: 'weight', priceMinor: 169, categoryId: 'fruit' })

export const offer = (id: string, more: Partial<Offer>): Offer => ({
  offerId: id as OfferId,
  name: { en: id },
  activation: { kind: 'list' },
  window: { fromDay: '2026-01-01', untilDay: '2026-12-31' },
  condition: { kind: 'quantity', set: {}, unitCount: 1 },
  reward: { kind: 'percent-off', basisPoints: 2000 },
  limits: {},
  stackingGroup: 'items',
  funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true },
  ...more,
})
const reference = '9529999000019'
export const offers = [
  offer('coffee-20', { condition: { kind: 'quantity', set: { itemIds: ['coffee' as ItemId] }, unitCount: 1 } }),
  offer('pasta-3-for-2', { condition: { kind: 'quantity', set: { itemIds: ['pasta' as ItemId] }, unitCount: 3 }, reward: { kind: 'n-for-m', takeCount: 3, payCount: 2 } }),
  offer('next-wine', { activation: { kind: 'coupon', reference, singleUse: true }, condition: { kind: 'quantity', set: { itemIds: ['wine' as ItemId] }, unitCount: 1 }, reward: { kind: 'amount-off', amountMinor: 100, per: 'once' } }),
]
export const ana = aMember({ nextVisit: [{ offerId: 'next-wine', score: 1, reason: 'due-soon' }] })
const bo = aMember({ memberId: 'm2' as MemberId, displayName: 'Bo K.' })
const line = (id: string, ...offerIds: string[]): ShoppingList['lines'][number] => ({ wanted: { kind: 'item', itemId: id as ItemId }, name: { en: id }, reason: { kind: 'often', timesBought: 4 }, offerIds: offerIds as OfferId[] })
export const list: ShoppingList = { listId: 'l1' as ListId, memberId: ana.memberId, number: '0000012345', fromDay: '2026-11-15', untilDay: '2026-11-29', lines: [line('coffee', 'coffee-20'), line('pasta', 'pasta-3-for-2'), line('yoghurt')] }
const oldList: ShoppingList = { ...list, listId: 'l0' as ListId, number: '0000012344', fromDay: '2026-11-01', untilDay: '2026-11-14' }
export const listCode = writeOwnCode('28LLLLLLLLLLC', { L: list.number })
export const oldListCode = writeOwnCode('28LLLLLLLLLLC', { L: oldList.number })
export const card = (number: string): string => writeOwnCode('29MMMMMMMMMMC', { M: number })

export const rows: Rows = {
  items: [item('yoghurt', 189), item('coffee', 499), item('pasta', 125), item('wine', 649, { ageYears: 18 }), bananas].map((body) => ({ key: body.itemId, body })),
  offers: offers.map((body) => ({ key: body.offerId, body })),
  members: [
    { key: ana.memberId, body: { ...ana, keys: [cardKey('0000004821'), phoneKey('912000001')] } },
    { key: bo.memberId, body: { ...bo, keys: [cardKey('0000004822')] } },
  ],
  lists: [list, oldList].map((body) => ({ key: body.listId, body })),
}
