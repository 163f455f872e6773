import { expect, test } from 'vitest'
import { compileOfferBook } from '../../src/domain/offers/offer-book.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import { priceAgain } from '../../src/domain/sale/price-again.ts'
import { saleDifferences } from '../../src/domain/sale/sale-differences.ts'
import { basketOf, codes, offer, openShop, payCash } from '../support/lane-shop.ts'
import { testSettings, type TestLane } from '../support/lane.ts'

const first = '9529000009567'
const second = '9529000009574'
const paper = (activation: Offer['activation']): Offer => offer('paper', { activation, reward: { kind: 'percent-off', basisPoints: 5000 } })
const coupon = (reference: string, singleUse = false): Offer => paper({ kind: 'coupon', reference, singleUse })

/** The feed brings other offers. */
function publish(lane: TestLane, offers: readonly { readonly key: string; readonly body: Offer | null }[]): void {
  const numbered = offers.map((change, index) => ({ ...change, change: 100 + index }))
  expect(lane.store.replica.storePage({ topic: 'offers', changes: numbered, next: 200, complete: true }).unreadableCount).toBe(0)
  lane.lane.shopChanged()
}
const discountOf = (lane: TestLane): number => basketOf(lane).totals.discountMinor
const statesOf = (lane: TestLane): string[] => basketOf(lane).offers.map(({ offerId, state }) => `${offerId} ${state.kind === 'excluded' ? state.reason : state.kind}`)

test.each<[string, Offer | null]>([
  ['has another number by now', coupon(second)],
  ['counts once by now', coupon(first, true)],
  ['needs no coupon by now, and others', paper({ kind: 'tier', tiers: ['gold'] })],
  ['is gone', null],
])('a coupon that was taken gives nothing once its offer %s; the cashier sees that, and head office agrees', (_what, body) => {
  const lane = openShop({ rows: { offers: [{ key: 'paper', body: coupon(first) }] } })
  lane.scan(codes.coffee)
  lane.scan(`]C1255${first}`)
  expect([discountOf(lane), statesOf(lane)]).toEqual([250, ['paper applied']])
  lane.ask({ name: 'suspendSale' })
  publish(lane, [{ key: 'paper', body }])
  const [parked] = lane.lane.view().suspended
  lane.ask({ name: 'recallSale', saleId: parked?.saleId ?? '' })
  lane.scan(codes.pasta)
  expect([discountOf(lane), statesOf(lane)]).toEqual([0, ['paper expired']])
  payCash(lane, 1_000)
  const sale = lane.store.journal.completedSale()?.fact
  if (!sale?.pricedWith) throw new Error('the sale says what it was priced with')
  const again = priceAgain(sale, sale.pricedWith, { settings: testSettings, book: compileOfferBook(body ? [body] : []) }, { tiers: new Set(), listOfferIds: new Set() })
  expect([sale.redeemed, saleDifferences(sale, again)]).toEqual([[], []])
})

test('a coupon that was taken counts on where its offer gives something else by now', () => {
  const lane = openShop({ rows: { offers: [{ key: 'paper', body: coupon(first) }] } })
  lane.scan(codes.coffee)
  lane.scan(`]C1255${first}`)
  publish(lane, [{ key: 'paper', body: { ...coupon(first), reward: { kind: 'percent-off', basisPoints: 1000 } } }])
  lane.scan(codes.pasta)
  expect(statesOf(lane)).toEqual(['paper applied'])
  expect(discountOf(lane)).toBeGreaterThan(0)
})
