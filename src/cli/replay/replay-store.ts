import { memberKey } from '../../contract/keyed-hash.ts'
import type { StoreSettings } from '../../contract/feed.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { ItemId, TaxClassId } from '../../domain/ids.ts'
import { identify } from '../../domain/barcode/identify.ts'
import { writeOwnCode } from '../../domain/barcode/own-codes.ts'
import { Trouble } from '../command.ts'
import type { ReplayProduct } from './read-baskets.ts'

/**
 * The store a replay runs in when it brings its own CRM. Cards and lists are longer than any GTIN, so that
 * prefixes which other stores keep for labels, 21 above all, are plain item numbers; receipts are EAN-13.
 */
export const replaySettings: StoreSettings = {
  storeId: 'replay',
  storeName: 'Replay',
  receiptHeader: ['Replay'],
  receiptFooter: [],
  language: 'en',
  timeZone: 'UTC',
  dayChangeMinute: 0,
  currency: { code: 'USD', decimals: 2, symbol: '$' },
  taxClasses: [{ taxClassId: 'none' as TaxClassId, name: 'No tax', letter: 'N', rateBasisPoints: 0, kind: 'included' }],
  earnRules: { points: 1, perMinor: 100 },
  ownCodes: [
    { kind: 'member-card', pattern: '9529900MMMMMMMMMMC' },
    { kind: 'list', pattern: '9529910LLLLLLLLLLC' },
    { kind: 'receipt', pattern: '2999RRRRRRRRC' },
  ],
  couponSecret: 'replayed coupons are worth nothing',
  memberSecret: 'replayed members are nobody in particular',
  nextVisit: { validDays: 21, minimumDueMinor: 1000 },
}

/** Why a lane with these settings would not sell the code as an item, or undefined when it would. */
export function notAnItem(gtin: string, settings: StoreSettings): string | undefined {
  const identified = identify(gtin, { source: 'scanner', aim: gtin.length === 14 ? undefined : gtin.length === 8 ? ']E4' : ']E0', ownCodes: settings.ownCodes })
  if ('unreadable' in identified) return `is no item number (${identified.unreadable})`
  return identified.kind === 'item' ? undefined : `is read as a ${identified.kind} by this store's settings`
}

/** The catalogue row of one product; a code of its own under a name that says where it comes from. */
export function itemOf({ product, gtin, prices }: ReplayProduct, settings: StoreSettings): Item {
  const taxClassId = settings.taxClasses[0]?.taxClassId
  if (taxClassId === undefined) throw new Trouble('the store has no tax class')
  return { itemId: `replay-${gtin}` as ItemId, name: { en: `Product ${product}` }, gtins: [gtin.padStart(14, '0')], soldBy: 'unit', prices, departmentId: 'replay', categoryId: `replay-${product}`, tags: [], taxClassId, discountable: true }
}

/** How the club cards of replayed households read in this store. @throws Trouble when the store has no card pattern */
export function householdCards(settings: StoreSettings): { readonly code: (household: string) => string; readonly number: (household: string) => string; readonly key: (household: string) => string } {
  const pattern = settings.ownCodes.find(({ kind }) => kind === 'member-card')?.pattern
  if (pattern === undefined) throw new Trouble("the store's settings have no pattern for club cards (ownCodes, kind member-card)")
  const width = pattern.split('M').length - 1
  if (width < 10) throw new Trouble(`the store's club cards carry ${width} digits; replayed households need ten`)
  const number = (household: string): string => household.padStart(width, '0')
  return { number, code: (household) => writeOwnCode(pattern, { M: household }), key: (household) => memberKey(settings.memberSecret, 'card', number(household)) }
}

/** A household as the CRM knows members: nobody real, a name made from its number. */
export function memberOf(household: string, cardNumber: string): object {
  return { memberId: `replay-${household}`, firstName: 'Household', lastName: household, phone: `999${household.padStart(10, '0')}`, cardNumber, memberSince: '2016', tier: 'standard' }
}
