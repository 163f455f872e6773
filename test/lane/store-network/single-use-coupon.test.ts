import { afterEach, describe, expect, test } from 'vitest'
import { issueCoupon } from '../../../src/contract/coupon-code.ts'
import type { UnaskedTerms } from '../../../src/domain/offers/offer.ts'
import { couponSecret, type TestLane } from '../../support/lane.ts'
import { codes, offers, rows } from '../../support/small-shop.ts'
import { openStoreLanes, type StoreLanes, type StoreLanesParts } from '../../support/store-lanes.ts'

const issued = (sequence: number): string => {
  const code = issueCoupon({ secret: couponSecret, reference: '9529999000019', laneNumber: 9, sequence, expiresOn: '2026-12-13' })
  return `\u001d17261213255${code?.couponCode ?? ''}`
}
const coupon = issued(1)

let store: StoreLanes
const openStore = (count: number, more: Partial<StoreLanesParts> = {}, unasked?: UnaskedTerms): TestLane[] => {
  const own = offers.map((body) => ({ key: body.offerId, body: body.offerId === 'next-wine' && unasked !== undefined ? { ...body, unasked } : body }))
  store = openStoreLanes({ count, rows: { ...rows, offers: own }, ...more })
  return store.lanes
}
afterEach(() => store.end())

const ringUpWine = (lane: TestLane | undefined): void => {
  lane?.scan(codes.wine)
  lane?.ask({ name: 'answerAge', lineId: '1', oldEnough: true })
}
const pay = (lane: TestLane | undefined, givenMinor: number): void => {
  expect(lane?.ask({ name: 'openTender' })).toMatchObject({ kind: 'ok' })
  expect(lane?.ask({ name: 'takeCash', givenMinor })).toMatchObject({ kind: 'ok' })
}
const said = (lane: TestLane | undefined): string | undefined => lane?.lane.view().message?.code
const discount = (lane: TestLane | undefined): number | undefined => {
  const sale = lane?.lane.view().sale
  return sale && sale.kind !== 'idle' ? sale.basket.totals.discountMinor : undefined
}

describe('a single-use coupon at lanes that hear each other', () => {
  test('is asked about while the cashier goes on, and comes when the others have answered', () => {
    const [one] = openStore(3)
    ringUpWine(one)
    expect(one?.scan(coupon)).toEqual({ kind: 'ok' })
    expect(said(one)).toBe('coupon-asking')
    expect(one?.ask({ name: 'openTender' })).toMatchObject({ kind: 'refused', refusal: { refused: 'lanes-being-asked' } })
    expect(one?.scan(codes.coffee)).toEqual({ kind: 'ok' })
    store.time.pass(10)
    expect(discount(one)).toBe(100)
    expect(one?.store.journal.lastNumber()).toBeGreaterThan(0)
  })

  test('is taken at one of two lanes that scan it at the same moment', () => {
    const lanes = openStore(2)
    lanes.forEach(ringUpWine)
    lanes.forEach((lane) => lane.scan(coupon))
    store.time.pass(200)
    expect(lanes.map(discount).toSorted()).toEqual([0, 100])
    expect(lanes.map(said)).toContain('coupon-at-other-lane')
  })

  test('is free again where the sale that had it was voided', () => {
    const [one, two] = openStore(2)
    ;[one, two].forEach(ringUpWine)
    one?.scan(coupon)
    store.time.pass(10)
    one?.ask({ name: 'voidSale' })
    two?.scan(coupon)
    store.time.pass(10)
    expect(discount(two)).toBe(100)
  })

  test('is known as spent everywhere as soon as it is paid', () => {
    const [one, two] = openStore(2)
    ringUpWine(one)
    one?.scan(coupon)
    store.time.pass(10)
    pay(one, 549)
    store.time.pass(10)
    expect(two?.scan(coupon)).toMatchObject({ refusal: { refused: 'coupon-spent' } })
  })

  test('is still held by a lane that was restarted in mid-sale', () => {
    const [one] = openStore(2)
    ringUpWine(one)
    one?.scan(coupon)
    store.time.pass(10)
    store.restart(0)
    store.time.pass(2_500)
    ringUpWine(store.lanes[1])
    store.lanes[1]?.scan(coupon)
    store.time.pass(10)
    expect(said(store.lanes[1])).toBe('coupon-at-other-lane')
  })

  test('is asked about again when a datagram is lost', () => {
    const [one, two] = openStore(2, { lost: 0.3, doubled: 0.2, longestMs: 8, seed: 3 })
    ringUpWine(one)
    one?.scan(coupon)
    store.time.pass(200)
    expect(discount(one)).toBe(100)
    ringUpWine(two)
    two?.scan(coupon)
    store.time.pass(200)
    expect(discount(two)).toBe(0)
  })
})

describe('a single-use coupon while a lane is silent', () => {
  const partedStore = (unasked?: UnaskedTerms): TestLane[] => {
    const lanes = openStore(2, {}, unasked)
    store.network.part([store.address(0)], [store.address(1)])
    store.time.pass(5_000)
    return lanes
  }

  test('is taken within the allowance, and said so in the journal', () => {
    const [one] = partedStore({ couponCount: 1 })
    ringUpWine(one)
    one?.scan(coupon)
    expect(discount(one)).toBe(100)
    pay(one, 549)
    expect(one?.store.journal.completedSale()?.fact.redeemed).toMatchObject([{ unasked: true }])
    ringUpWine(one)
    expect(one?.scan(issued(2))).toMatchObject({ refusal: { refused: 'coupon-lanes-silent', lanes: '2' } })
  })

  test('is taken again once head office has the sales', () => {
    const [one] = partedStore({ couponCount: 1 })
    ringUpWine(one)
    one?.scan(coupon)
    pay(one, 549)
    one?.store.upload.setAccepted(one.store.journal.lastNumber(), store.time.now())
    ringUpWine(one)
    one?.scan(issued(2))
    expect(discount(one)).toBe(100)
  })

  test('is refused where the offer says so, also within the first moments of the silence', () => {
    const [one] = openStore(2, {}, 'refuse')
    store.network.part([store.address(0)], [store.address(1)])
    ringUpWine(one)
    one?.scan(coupon)
    store.time.pass(200)
    expect(said(one)).toBe('coupon-lanes-silent')
    expect(discount(one)).toBe(0)
  })

  test('needs nobody who has closed in order', async () => {
    const [one, two] = openStore(2, {}, 'refuse')
    await two?.lane.close()
    store.time.pass(5_000)
    ringUpWine(one)
    one?.scan(coupon)
    expect(discount(one)).toBe(100)
  })

  test('is told of once the lanes hear each other again', () => {
    const [one, two] = partedStore()
    ringUpWine(one)
    one?.scan(coupon)
    pay(one, 549)
    store.network.part()
    store.time.pass(5_000)
    expect(two?.scan(coupon)).toMatchObject({ refusal: { refused: 'coupon-spent' } })
  })
})
