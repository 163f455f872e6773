import { issueCoupon } from '../../src/contract/coupon-code.ts'
import { demoRandom, type DemoRandom } from '../../src/crm/demo/demo-random.ts'
import type { MemberFace } from '../../src/crm/members/member-face.ts'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { ListId, MemberId, OfferId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import type { ShoppingList } from '../../src/domain/shopping-list/shopping-list.ts'
import type { RawBasket } from './agree-baskets.ts'
import { cardCodeOf, cardKeyOf, companyPrefixes, listCodeOf, listNumberOf, memberCount } from './agree-shelf.ts'
import { couponDigits } from './domain-coupons.ts'
import { couponSecret } from './lane.ts'

/** One thing a cashier scans. */
export interface Scan {
  readonly text: string
  readonly unitCount: number
}

/** A customer as she comes to the lane: when, and what is scanned in which order. */
export interface Customer {
  /** ISO time. */
  readonly at: string
  readonly scans: readonly Scan[]
}

export function facesOf(seed: number): MemberFace[] {
  return Array.from({ length: memberCount }, (_, member) => {
    const random = demoRandom(seed * 31 + member)
    return {
      memberId: `member-${member}` as MemberId, displayName: `Member ${member}`, cardLast4: '0000', memberSince: '2020', tier: random.percent(30) ? 'gold' : 'basic',
      ...(random.percent(60) ? { birthday: `03-${String(random.whole(1, 28)).padStart(2, '0')}` } : {}), ...(random.percent(30) ? { paidUntilDay: `2026-0${random.whole(1, 9)}-15` } : {}),
      pointsSynced: random.whole(0, 5000), pointsThrough: {}, nextVisit: [], keys: [cardKeyOf(member)],
    }
  })
}

/** The members' lists of one edition: things they may buy, with whatever offers, most of them armed by lists alone. */
export function listsOf({ seed, edition, day, offers, bought }: { readonly seed: number; readonly edition: number; readonly day: string; readonly offers: readonly Offer[]; readonly bought: readonly Item[] }): ShoppingList[] {
  const byList = offers.filter(({ activation }) => activation.kind === 'list')
  return Array.from({ length: memberCount }, (_, member) => {
    const random = demoRandom(seed * 97 + edition * 1009 + member)
    const anyOf = <Value>(values: readonly Value[]): Value[] => values.slice(random.whole(0, values.length - 1)).slice(0, 1)
    const lines = Array.from({ length: random.whole(3, 8) }, () => anyOf(bought)).flat().map((item): ShoppingList['lines'][number] => ({
      wanted: { kind: 'item', itemId: item.itemId }, name: item.name, reason: { kind: 'often', timesBought: 4 },
      offerIds: [...anyOf(byList), ...(random.percent(30) ? anyOf(offers) : [])].filter(({ activation }) => activation.kind !== 'coupon').map(({ offerId }): OfferId => offerId),
    }))
    return { listId: `list-${edition}-${member}` as ListId, memberId: `member-${member}` as MemberId, number: listNumberOf(member, edition), fromDay: addDays(day, -1), untilDay: addDays(day, 12), lines }
  })
}

/** Makes customers of baskets: what the data does not tell is drawn from the seed and the basket's number. */
export function customersOf(baskets: readonly RawBasket[], { seed, edition, day, offers, shelf }: { readonly seed: number; readonly edition: number; readonly day: string; readonly offers: readonly Offer[]; readonly shelf: ReadonlyMap<string, Item> }): Customer[] {
  const coupons = offers.filter(({ activation }) => activation.kind === 'coupon')
  return baskets.map((basket, index) => {
    const random = demoRandom(seed * 1_000_033 + edition * 100_003 + index)
    const minute = random.whole(8 * 60, 21 * 60)
    const at = `${addDays(day, random.whole(0, 6))}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z`
    const goods = basket.lines.flatMap(({ product, unitCount }): Scan[] => scanOf(shelf.get(product), unitCount, random))
    return { at, scans: shuffled([...goods, ...memberScans(basket, edition, random), ...couponScans(coupons, { edition, index, day }, random)], random) }
  })
}

function scanOf(item: Item | undefined, unitCount: number | undefined, random: DemoRandom): Scan[] {
  if (!item) return []
  const once = (text: string): Scan[] => [{ text, unitCount: 1 }]
  if (item.soldBy === 'weight') {
    const grams = random.whole(30, 2500)
    return once(random.percent(80) ? writeOwnCode('22IIIIIWWWWWC', { I: item.plu ?? '', W: grams }) : writeOwnCode('21IIIIIPPPPPC', { I: item.plu ?? '', P: random.whole(10, 2999) }))
  }
  return [{ text: (item.gtins[0] ?? '').slice(1), unitCount: unitCount ?? (random.percent(70) ? 1 : random.whole(2, 4)) }]
}

/** Known households always show themselves, by card or list; of the others one in three. */
function memberScans({ household }: RawBasket, edition: number, random: DemoRandom): Scan[] {
  if (household === undefined && !random.percent(33)) return []
  const member = household === undefined ? random.whole(0, memberCount - 1) : [...household].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % memberCount, 7)
  const codes = random.percent(50) ? [cardCodeOf(member)] : random.percent(50) ? [listCodeOf(member, edition)] : [cardCodeOf(member), listCodeOf(member, edition)]
  return codes.map((text) => ({ text, unitCount: 1 }))
}

/** Coupons of the store, some twice of one offer, and now and then a manufacturer's. */
function couponScans(coupons: readonly Offer[], { edition, index, day }: { readonly edition: number; readonly index: number; readonly day: string }, random: DemoRandom): Scan[] {
  const scans: string[] = []
  const expiresOn = addDays(day, 15)
  for (let count = random.percent(30) ? random.whole(1, 3) : 0; count > 0; count -= 1) {
    const activation = coupons[random.whole(0, coupons.length - 1)]?.activation
    if (activation?.kind !== 'coupon') continue
    const copies = random.percent(20) ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      const code = issueCoupon({ secret: couponSecret, reference: activation.reference, laneNumber: 1 + (edition % 90), sequence: 1 + ((index * 7 + scans.length) % 9999), expiresOn })
      if (activation.singleUse && code) scans.push(`]C1${`17${expiresOn.slice(2).replaceAll('-', '')}`}255${code.couponCode}`)
      else scans.push(`]C1255${activation.reference}${copy === 0 ? '' : '00000002'}`)
    }
  }
  if (random.percent(10)) {
    const companyPrefix = companyPrefixes[random.whole(0, companyPrefixes.length - 1)] ?? ''
    scans.push(`]e08110${couponDigits({ companyPrefix, offerCode: String(100_000 + random.whole(0, 999)), saveValue: random.whole(10, 150), purchases: [{ value: random.whole(1, 2) }], ...(random.percent(50) ? { serial: String(1_000_000 + index) } : {}) })}`)
  }
  return scans.map((text) => ({ text, unitCount: 1 }))
}

function shuffled<Value>(values: readonly Value[], random: DemoRandom): Value[] {
  const mixed = [...values]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.whole(0, last)
    const [a, b] = [mixed[last], mixed[other]]
    if (a !== undefined && b !== undefined) [mixed[last], mixed[other]] = [b, a]
  }
  return mixed
}
