import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { checkDigit } from '../../../src/domain/barcode/check-digit.ts'
import type { Line } from '../../../src/domain/basket/line.ts'
import type { BusinessTime } from '../../../src/domain/business-day/business-time.ts'
import type { Item, SoldItem } from '../../../src/domain/catalog/item.ts'
import type { ItemId, LineId, ListId, MemberId, OfferId, TaxClassId } from '../../../src/domain/ids.ts'
import type { Member } from '../../../src/domain/loyalty/member.ts'
import { compileOfferBook, type OfferBook } from '../../../src/domain/offers/offer-book.ts'
import type { Activation, ItemSet, Offer, Reward } from '../../../src/domain/offers/offer.ts'
import type { ShoppingList } from '../../../src/domain/shopping-list/shopping-list.ts'

export type Random = (limit: number) => number

/** A shop of any size, the same for the same seed. Items and members are made when they are asked for. */
export interface BigShop {
  readonly itemCount: number
  readonly offers: readonly Offer[]
  readonly book: OfferBook
  /** Numbers of items that an offer names one by one. */
  readonly onOffer: readonly number[]
}

/** Sunday 22 November 2026, ten in the morning. */
export const benchTime: BusinessTime = { day: '2026-11-22', weekday: 7, minuteOfDay: 600 }

/** Some 250 items to a category and 500 to a brand, where there are a million. */
const categoryCount = 4000
const brandCount = 2003

export function openBigShop({ itemCount, offerCount, seed }: { readonly itemCount: number; readonly offerCount: number; readonly seed: number }): BigShop {
  const random = seededRandom(seed)
  const onOffer: number[] = []
  const offers = Array.from({ length: offerCount }, (_, number) => itemOffer(number, random, itemCount, onOffer))
  const all = [...offers, ...basketOffers]
  return { itemCount, offers: all, book: compileOfferBook(all), onOffer }
}

export function itemAt(number: number): Item {
  const body = `952${String(number).padStart(9, '0')}`
  return {
    itemId: `item${number}` as ItemId,
    name: { en: `Item ${number}` },
    gtins: [`0${body}${checkDigit(body)}`],
    soldBy: 'unit',
    prices: [{ fromDay: '2026-01-01', priceMinor: 79 + ((number * 7919) % 900) }],
    departmentId: `department${number % 20}`,
    categoryId: `category${number % categoryCount}`,
    brand: `brand${number % brandCount}`,
    supplierId: `supplier${number % 500}`,
    tags: [],
    taxClassId: (number % 3 === 0 ? 'b' : 'a') as TaxClassId,
    discountable: number % 50 !== 0,
  }
}

/** What the line keeps of an item, as the sale makes it. */
export function soldItemAt(number: number): SoldItem {
  const { itemId, name, gtins, departmentId, categoryId, brand, supplierId, tags, taxClassId, discountable, prices } = itemAt(number)
  return { itemId, gtin: gtins[0] ?? '', name, departmentId, categoryId, brand, supplierId, tags, taxClassId, discountable, unitPriceMinor: prices[0]?.priceMinor ?? 0 }
}

/** Item numbers and unit counts of a basket: three lines in five hold an item that an offer names. */
export function drawBasket({ onOffer, itemCount }: BigShop, random: Random, lineCount: number): { readonly number: number; readonly unitCount: number }[] {
  return Array.from({ length: lineCount }, () => ({
    number: random(5) < 3 ? (onOffer[random(onOffer.length)] ?? 0) : random(itemCount),
    unitCount: random(4) === 0 ? 2 + random(3) : 1,
  }))
}

export function lineOf({ number, unitCount }: { readonly number: number; readonly unitCount: number }, position: number): Line {
  const item = soldItemAt(number)
  return { lineId: `${position}` as LineId, item, quantity: { kind: 'units', count: unitCount }, entry: 'scanned', grossMinor: item.unitPriceMinor * unitCount, state: 'sold' }
}

export function memberAt(number: number): Member {
  return { memberId: `member${number}` as MemberId, displayName: `M. ${number}`, cardLast4: '0000', memberSince: '2024-01-01', tier: number % 5 === 0 ? 'gold' : 'basic', pointsSynced: 0, pointsThrough: {}, nextVisit: [] }
}

/** A fortnight's list of twenty lines, each with a list offer or two. */
export function listFor({ offers }: BigShop, number: number, random: Random): ShoppingList {
  const listOffers = offers.filter(({ activation }) => activation.kind === 'list')
  const drawn = (): OfferId[] => Array.from({ length: 1 + random(2) }, () => listOffers[random(listOffers.length)]?.offerId ?? ('' as OfferId))
  const lines = Array.from({ length: 20 }, () => ({ wanted: { kind: 'item' as const, itemId: `item${random(1000)}` as ItemId }, name: { en: 'Wanted' }, reason: { kind: 'discovery' as const }, offerIds: listOffers.length === 0 ? [] : drawn() }))
  return { listId: `list${number}` as ListId, memberId: `member${number}` as MemberId, number: String(number).padStart(10, '0'), fromDay: '2026-11-16', untilDay: '2026-11-29', lines }
}

const window = { fromDay: '2026-11-01', untilDay: '2026-12-31' }
const store = { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true } as const

function itemOffer(number: number, random: Random, itemCount: number, onOffer: number[]): Offer {
  const at = random(itemCount)
  const kind = random(100)
  const set: ItemSet = kind < 85 ? namedFrom(at, 1 + random(6), itemCount, onOffer) : kind < 95 ? { categoryIds: [`category${at % categoryCount}`] } : { brands: [`brand${at % brandCount}`] }
  const { reward, condition } = termsOf(random(11), set, random)
  return {
    offerId: `offer${String(number).padStart(6, '0')}` as OfferId,
    name: { en: `Offer ${number}` },
    activation: activationOf(random(20), number),
    window: random(4) === 0 ? { ...window, weekdays: [6, 7] } : random(10) === 0 ? { ...window, minutes: { from: 420, until: 1320 } } : window,
    condition,
    reward,
    limits: random(5) === 0 ? { perTransaction: 2 } : {},
    stackingGroup: random(4) === 0 ? 'on-top' : 'item',
    funding: random(3) === 0 ? { by: 'supplier', supplierId: 'supplier1', supplierShareBasisPoints: 10_000, reducesTaxBase: true } : store,
  }
}

function namedFrom(at: number, count: number, itemCount: number, onOffer: number[]): ItemSet {
  const numbers = Array.from({ length: count }, (_, next) => (at + next) % itemCount)
  onOffer.push(...numbers)
  return { itemIds: numbers.map((number) => `item${number}` as ItemId) }
}

function activationOf(drawn: number, number: number): Activation {
  if (drawn < 12) return { kind: 'automatic' }
  if (drawn < 15) return { kind: 'member' }
  if (drawn < 17) return { kind: 'tier', tiers: ['gold'] }
  return drawn < 19 ? { kind: 'list' } : { kind: 'coupon', reference: `952${String(number).padStart(10, '0')}`, singleUse: true }
}

/** Every kind of reward on items, with a condition that goes with it. */
function termsOf(kind: number, set: ItemSet, random: Random): Pick<Offer, 'condition' | 'reward'> {
  const units = (unitCount: number): Offer['condition'] => ({ kind: 'quantity', set, unitCount })
  const from = (unitCount: number, reward: Reward): Pick<Offer, 'condition' | 'reward'> => ({ condition: units(unitCount), reward })
  switch (kind) {
    case 0:
    case 1:
      return from(1, { kind: 'percent-off', basisPoints: 500 * (1 + random(8)) })
    case 2:
      return from(1, { kind: 'amount-off', amountMinor: 10 * (1 + random(9)), per: 'unit' })
    case 3:
      return from(2, { kind: 'amount-off', amountMinor: 100, per: 'once' })
    case 4:
      return from(1, { kind: 'fixed-price', unitCount: 1, priceMinor: 199 })
    case 5:
      return from(2, { kind: 'fixed-price', unitCount: 2, priceMinor: 500 })
    case 6:
      return from(3, { kind: 'n-for-m', takeCount: 3, payCount: 2 })
    case 7:
      return from(2, { kind: 'n-for-m', takeCount: 2, payCount: 1, basisPoints: 5000 })
    case 8:
      return from(2, { kind: 'tiered-percent-off', by: 'units', tiers: [{ from: 2, basisPoints: 500 }, { from: 4, basisPoints: 1500 }] })
    case 9:
      return { condition: { kind: 'spend', set, spendMinor: 500 }, reward: { kind: 'get-percent-off', set, unitCount: 1, basisPoints: 5000 } }
    default:
      return from(2, { kind: 'bonus-points', points: 50 })
  }
}

/** What a chain gives on the whole basket. */
const basketOffers: readonly Offer[] = [2000, 5000, 15_000, 40_000, 60_000].map((spendMinor, step) => ({
  offerId: `basket${step}` as OfferId,
  name: { en: `From ${spendMinor}` },
  activation: step % 2 === 0 ? { kind: 'automatic' } : { kind: 'member' },
  window,
  condition: { kind: 'basket', spendMinor },
  reward: step % 2 === 0 ? { kind: 'basket-amount-off', amountMinor: spendMinor / 50 } : { kind: 'basket-percent-off', basisPoints: 200 },
  limits: {},
  stackingGroup: 'basket',
  funding: store,
}))
