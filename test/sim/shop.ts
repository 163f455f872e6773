import type { StoreSettings } from '../../src/contract/feed.ts'
import { issueCoupon } from '../../src/contract/coupon-code.ts'
import type { Crm } from '../../src/crm/crm.ts'
import { demoRandom } from '../../src/crm/demo/demo-random.ts'
import type { MemberImport } from '../../src/crm/members/member-import.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { MemberId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import { inventOffers } from '../support/agree-offers.ts'
import { cardNumberOf, itemOf, settingsOf } from '../support/agree-shelf.ts'
import { couponSecret } from '../support/lane.ts'

export const storeId = 'test-store'
export const memberCount = 24
const itemCount = 70
const offerCount = 12

/** What head office has decided: the same for whoever asks about the same day. Kept apart from the CRM, which may forget it. */
export interface ShopPlan {
  /** Publishes what is new on a day, or everything, to a CRM that may have lost it. */
  publish(crm: Crm, day: string, everything: boolean): Promise<void>
  readonly items: () => readonly Item[]
  readonly offers: () => readonly Offer[]
  /** A coupon that comes by post. @returns what its barcode says; undefined when there is none to send */
  mailCoupon(day: string, pick: number): { readonly text: string; readonly expiresOn: string } | undefined
}

const loyalty: StoreSettings['loyalty'] = {
  pendingDays: 2,
  expiry: { kind: 'month-end', months: 3 },
  redeem: { points: 100, amountMinor: 100, minimumPoints: 100 },
  tiers: { by: 'spend', windowDays: 30, keepDays: 10, steps: [{ tier: 'basic', name: { en: 'Basic' }, from: 0 }, { tier: 'gold', name: { en: 'Gold' }, from: 20_000 }] },
}

export function planShop(seed: number): ShopPlan {
  const random = demoRandom(seed ^ 0x51ed)
  let items: readonly Item[] = Array.from({ length: itemCount }, (_, index) => itemOf(index, undefined))
  let offers: readonly Offer[] = []
  let edition = -1
  let settingsEdition = 0
  let mailed = 0

  const changePrices = (day: string): Item[] => {
    const changed = items.filter(() => random.percent(4)).map((item): Item => {
      const steps = item.prices.filter(({ fromDay }) => fromDay < addDays(day, 1)).slice(-2)
      return { ...item, prices: [...steps, { fromDay: addDays(day, 1), priceMinor: random.whole(9, 1999) }] }
    })
    const byId = new Map(changed.map((item) => [item.itemId, item]))
    items = items.map((item) => byId.get(item.itemId) ?? item)
    return changed
  }
  const rows = <Body>(bodies: readonly Body[], keyOf: (body: Body) => string): { key: string; body: Body }[] => bodies.map((body) => ({ key: keyOf(body), body }))

  return {
    items: () => items,
    offers: () => offers,
    async publish(crm, day, everything) {
      const isFirst = edition < 0
      const isNewEdition = isFirst || random.percent(15)
      if (isNewEdition) {
        edition += 1
        offers = inventOffers({ seed, edition, count: offerCount, day, bought: items })
      }
      const isNewSettings = isFirst || random.percent(4)
      if (isNewSettings) settingsEdition += isFirst ? 0 : 1
      const changed = changePrices(day)
      if (isNewSettings || everything) await tell(crm, 'settings', [{ key: 'store', body: { ...settingsOf(settingsEdition % 6), storeId, loyalty, nextVisit: { validDays: 10, minimumDueMinor: 100 } } }])
      await tell(crm, 'items', rows(isFirst || everything ? items : changed, ({ itemId }) => itemId))
      if (isNewEdition || everything) await tell(crm, 'offers', rows(offers, ({ offerId }) => offerId))
      if (isFirst || everything) await crm.importMembers(Array.from({ length: memberCount }, (_, index) => memberOf(index)))
      await crm.settle()
    },
    mailCoupon(day, pick) {
      const single = offers.flatMap(({ activation }) => (activation.kind === 'coupon' ? [activation] : []))
      const activation = single[pick % Math.max(1, single.length)]
      if (!activation) return undefined
      const expiresOn = addDays(day, pick % 7)
      if (!activation.singleUse) return { text: `]C1255${activation.reference}`, expiresOn }
      mailed += 1
      const code = issueCoupon({ secret: couponSecret, reference: activation.reference, laneNumber: 90 + (Math.floor(mailed / 9_999) % 9), sequence: 1 + (mailed % 9_999), expiresOn })
      return code && { text: couponText(code.couponCode, expiresOn), expiresOn }
    },
  }
}

/** What head office makes of it behind its answer is done before anything else is published: it would come between at another place in every run. */
async function tell(crm: Crm, topic: Parameters<Crm['publish']>[0], rows: Parameters<Crm['publish']>[1]): Promise<void> {
  await crm.publish(topic, rows)
  await crm.settle()
}

/** As a scanner reads the coupon's barcode. */
export function couponText(couponCode: string, expiresOn: string): string {
  return `]C117${expiresOn.slice(2).replaceAll('-', '')}255${couponCode}`
}

export function phoneOf(member: number): string {
  return `91200${String(1000 + member)}`
}

function memberOf(member: number): MemberImport {
  return {
    memberId: `member-${member}` as MemberId, firstName: `Member ${member}`, lastName: 'Costa', phone: `+351 ${phoneOf(member)}`, cardNumber: cardNumberOf(member), memberSince: '2021', tier: 'basic',
    birthDate: `1980-${String(1 + (member % 12)).padStart(2, '0')}-15`,
  }
}
