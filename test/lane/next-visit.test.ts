import { describe, expect, test } from 'vitest'
import { type TestLane } from '../support/lane.ts'
import { basketOf, card, codes, openShop, payCash } from '../support/lane-shop.ts'

describe('the next-visit offer', () => {
  const earn = (lane: TestLane): string => {
    lane.scan(card('0000004821'))
    lane.scan(codes.coffee)
    payCash(lane, 400)
    const issued = lane.store.journal.completedSale()?.fact.issued
    expect(issued).toMatchObject({ offerId: 'next-wine', expiresOn: '2026-12-13' })
    return `\u001d17261213255${issued?.couponCode ?? ''}`
  }
  const buyWine = (lane: TestLane, coupon: string) => {
    lane.scan(codes.wine)
    lane.ask({ name: 'answerAge', lineId: '1', oldEnough: true })
    return lane.scan(coupon)
  }

  test('issued on one lane is redeemed on another that has never seen it, without any network', () => {
    const coupon = earn(openShop({ laneNumber: 7 }))
    const other = openShop({ laneNumber: 8 })
    expect(buyWine(other, coupon)).toEqual({ kind: 'ok' })
    expect(basketOf(other).totals).toMatchObject({ discountMinor: 100, dueMinor: 549 })
    payCash(other, 549)
    expect(other.store.journal.completedSale()?.fact.redeemed).toMatchObject([{ offerId: 'next-wine', amountMinor: 100, singleUse: true }])
  })

  test('is not redeemed twice on the same lane', () => {
    const lane = openShop()
    const coupon = earn(lane)
    buyWine(lane, coupon)
    payCash(lane, 549)
    expect(buyWine(lane, coupon)).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-spent' } })
  })

  test('is refused when forged', () => {
    const lane = openShop()
    const coupon = earn(lane)
    const forged = coupon.slice(0, -1) + String((Number(coupon.at(-1)) + 1) % 10)
    expect(buyWine(lane, forged)).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-forged' } })
  })

  test('is refused when expired, also with the date made younger', () => {
    const lane = openShop()
    const coupon = earn(lane)
    lane.clock.at = '2026-12-14T10:00:00.000Z'
    expect(buyWine(lane, coupon)).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-expired', date: '2026-12-13' } })
    expect(lane.scan(coupon.replace('17261213', '17261231'))).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-forged' } })
  })
})
