import type { DemoRandom } from '../../src/crm/demo/demo-random.ts'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import type { Fact } from '../../src/domain/sale/facts.ts'
import { cardCodeOf } from '../support/agree-shelf.ts'
import { couponText, memberCount, phoneOf, type ShopPlan } from './shop.ts'

/** Who comes to the tills, and what they have in their pockets. */
export interface People {
  /** Somebody with a basket; what she holds to the scanner, in her order. */
  nextShopper(day: string): Shopper
  /** She takes her receipt home, and the coupon on it. */
  takeHome(shopper: Shopper, facts: readonly Fact[]): void
  /** Lists as they came by post, by member. */
  lists: ReadonlyMap<string, string>
}

export interface Shopper {
  readonly member: number | undefined
  readonly scans: readonly Scan[]
}

export type Scan =
  | { readonly kind: 'code'; readonly text: string; readonly unitCount: number }
  | { readonly kind: 'phone'; readonly text: string }

interface Coupon {
  readonly text: string
  readonly expiresOn: string
}

const mostCoupons = 12

export function openPeople(random: DemoRandom, shop: ShopPlan, lists: ReadonlyMap<string, string>): People {
  const pockets = new Map<number | undefined, Coupon[]>()
  const pocketOf = (member: number | undefined): Coupon[] => {
    const pocket = pockets.get(member) ?? []
    pockets.set(member, pocket)
    return pocket
  }

  const goods = (): Scan[] => {
    const items = shop.items()
    return Array.from({ length: 1 + Math.floor(9 * random.next() ** 2) }, (): Scan => {
      const item = items[Math.floor(items.length * random.next() ** 1.5)]
      if (!item || random.percent(3)) return { kind: 'code', text: wrongCode(random), unitCount: 1 }
      if (item.soldBy === 'weight') return { kind: 'code', text: random.percent(70) ? writeOwnCode('22IIIIIWWWWWC', { I: item.plu ?? '', W: random.whole(30, 2500) }) : writeOwnCode('21IIIIIPPPPPC', { I: item.plu ?? '', P: random.whole(10, 2999) }), unitCount: 1 }
      return { kind: 'code', text: (item.gtins[0] ?? '').slice(1), unitCount: random.percent(80) ? 1 : random.whole(2, 4) }
    })
  }
  const whoSheIs = (member: number | undefined): Scan[] => {
    if (member === undefined) return []
    const list = lists.get(`member-${member}`)
    if (list !== undefined && random.percent(40)) return [{ kind: 'code', text: writeOwnCode('28LLLLLLLLLLC', { L: list }), unitCount: 1 }]
    if (random.percent(10)) return [{ kind: 'phone', text: phoneOf(member) }]
    return [{ kind: 'code', text: cardCodeOf(member), unitCount: 1 }]
  }
  const coupons = (member: number | undefined, day: string): Scan[] => {
    const pocket = pocketOf(member)
    const posted = random.percent(15) ? shop.mailCoupon(day, random.whole(0, 99)) : undefined
    if (posted) pocket.push(posted)
    return pocket.splice(0, random.whole(0, 2)).map((coupon): Scan => {
      // She has kept it, or a copy of it, and tries again another day.
      if (random.percent(25) && pocket.length < mostCoupons) pocket.push(coupon)
      return { kind: 'code', text: coupon.text, unitCount: 1 }
    })
  }

  return {
    lists,
    nextShopper(day) {
      const member = random.percent(60) ? random.whole(0, memberCount - 1) : undefined
      return { member, scans: shuffled([...goods(), ...whoSheIs(member), ...coupons(member, day)], random) }
    },
    takeHome({ member }, facts) {
      const pocket = pocketOf(member)
      for (const fact of facts) if (fact.kind === 'sale-completed' && fact.issued && pocket.length < mostCoupons) pocket.push({ text: couponText(fact.issued.couponCode, fact.issued.expiresOn), expiresOn: fact.issued.expiresOn })
    },
  }
}

function wrongCode(random: DemoRandom): string {
  const codes = ['9521234599999', '4111111111111111', 'hello', '2800000000017', '95212345000', `]C1255${'9'.repeat(25)}`]
  return codes[random.whole(0, codes.length - 1)] ?? ''
}

function shuffled<Value>(values: readonly Value[], random: DemoRandom): Value[] {
  return values.map((value) => ({ value, place: random.next() })).sort((a, b) => a.place - b.place).map(({ value }) => value)
}
