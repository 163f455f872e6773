import { memberKey } from '../../src/contract/keyed-hash.ts'
import type { StoreSettings } from '../../src/contract/feed.ts'
import { demoRandom, type DemoRandom } from '../../src/crm/demo/demo-random.ts'
import { checkDigit } from '../../src/domain/barcode/check-digit.ts'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { ItemId, TaxClassId } from '../../src/domain/ids.ts'
import type { RawBasket } from './agree-baskets.ts'
import { couponSecret, memberSecret, testSettings } from './lane.ts'

/** Companies whose goods the shelf holds; their coupons name them by this prefix. */
export const companyPrefixes = Array.from({ length: 40 }, (_, index) => `952${String(1000 + index)}`)

const pick = <Value>(random: DemoRandom, values: readonly [Value, ...Value[]]): Value => values[random.whole(0, values.length - 1)] ?? values[0]

/** The item under which a store of ours sells the `index`-th product of the data: everything the data does not say is drawn, from its number alone. */
export function itemOf(index: number, priceMinor: number | undefined): Item {
  const random = demoRandom(index * 7919 + 1)
  const digits = `${companyPrefixes[index % companyPrefixes.length] ?? ''}${String(Math.floor(index / companyPrefixes.length)).padStart(5, '0')}`
  const isWeighed = random.percent(10)
  return {
    itemId: `item-${index}` as ItemId,
    name: { en: `Product ${index}`, ...(random.percent(50) ? { zh: `商品${index}` } : {}) },
    gtins: [`0${digits}${checkDigit(digits)}`],
    plu: String(index + 1),
    soldBy: isWeighed ? 'weight' : 'unit',
    prices: [{ fromDay: '2020-01-01', priceMinor: priceMinor ?? pick(random, [9, 33, 49, 79, 95, 99, 100, 119, 149, 189, 199, 249, 299, 333, 499, 649, 899, 1499]) }],
    departmentId: `department-${random.whole(1, 10)}`,
    categoryId: `category-${random.whole(1, 60)}`,
    ...(random.percent(80) ? { brand: `brand-${random.whole(1, 50)}` } : {}),
    ...(random.percent(70) ? { supplierId: `supplier-${random.whole(1, 20)}` } : {}),
    tags: ['organic', 'local', 'vegan'].filter(() => random.percent(10)),
    taxClassId: pick(random, ['a', 'b', 'c', 'd', 'e']) as TaxClassId,
    ...(random.percent(2) ? { ageYears: 18 } : {}),
    discountable: !random.percent(4),
    ...(random.percent(30) ? { familyCodes: [String(random.whole(1, 999)).padStart(3, '0')] } : {}),
  }
}

/** Products of these baskets by name, numbered as they come. */
export function shelfOf(baskets: readonly RawBasket[]): Map<string, Item> {
  const shelf = new Map<string, Item>()
  for (const { lines } of baskets) for (const { product, priceMinor } of lines) if (!shelf.has(product)) shelf.set(product, itemOf(shelf.size, priceMinor))
  return shelf
}

/** The store's settings of one edition: taxes included and added, rounded per receipt and per line; earning plain and by rules. */
export function settingsOf(edition: number): StoreSettings {
  return {
    ...testSettings,
    storeId: 'test-store',
    taxClasses: [
      { taxClassId: 'a' as TaxClassId, name: 'Standard', letter: 'A', rateBasisPoints: 2300, kind: 'included' },
      { taxClassId: 'b' as TaxClassId, name: 'Reduced', letter: 'B', rateBasisPoints: 600 + edition, kind: 'included' },
      { taxClassId: 'c' as TaxClassId, name: 'Sales tax', letter: 'C', rateBasisPoints: 825, kind: 'added' },
      { taxClassId: 'd' as TaxClassId, name: 'Levy', letter: 'D', rateBasisPoints: 733, kind: 'added' },
      { taxClassId: 'e' as TaxClassId, name: 'None', letter: 'E', rateBasisPoints: 0, kind: 'included' },
    ],
    ...(edition % 3 === 0 ? {} : { taxRounding: edition % 3 === 1 ? 'line' : 'receipt' }),
    earnRules: edition % 2 === 0 ? { points: 1, perMinor: 100 } : {
      points: 2, perMinor: 150, excluded: [{ tags: ['local'] }], rates: [{ name: { en: 'Organic' }, set: { tags: ['organic'] }, points: 3, perMinor: 70 }],
      tierFactors: { gold: 15_000 }, membershipFactors: { paid: 12_500 }, birthday: { daysBefore: 10, daysAfter: 10, factorBasisPoints: 20_000 },
      bonuses: [{ name: { en: 'Vegan' }, set: { tags: ['vegan'] }, unitCount: 2, points: 11 }], mostPerSale: 600,
    },
    couponSecret, memberSecret,
  }
}

export const memberCount = 500

export function cardNumberOf(member: number): string {
  return String(member).padStart(10, '0')
}

export function cardKeyOf(member: number): string {
  return memberKey(memberSecret, 'card', cardNumberOf(member))
}

export function cardCodeOf(member: number): string {
  return writeOwnCode('29MMMMMMMMMMC', { M: cardNumberOf(member) })
}

/** The list's barcode; the number is the member's and the edition's. */
export function listNumberOf(member: number, edition: number): string {
  return `${String(edition + 1).padStart(3, '0')}${String(member).padStart(7, '0')}`
}

export function listCodeOf(member: number, edition: number): string {
  return writeOwnCode('28LLLLLLLLLLC', { L: listNumberOf(member, edition) })
}
