import { describe, expect, test } from 'vitest'
import { compileOfferBook } from '../../src/domain/offers/offer-book.ts'
import { priceAgain } from '../../src/domain/sale/price-again.ts'
import { couponDigits, type WrittenCoupon } from '../support/domain-coupons.ts'
import { testSettings, type TestLane } from '../support/lane.ts'
import { basketOf, codes, openShop, payCash, restarted, rows } from '../support/lane-shop.ts'

const gs1 = (told: WrittenCoupon = {}): string => `]e08110${couponDigits(told)}`
/** 75 cents off one item of the company that makes everything in the shop. */
const plain: WrittenCoupon = { saveValue: 75 }
const completed = (lane: TestLane) => lane.store.journal.completedSale()?.fact

describe('a manufacturer’s coupon', () => {
  test('is shown in words, comes off the price and is redeemed in the sale’s fact', () => {
    const lane = openShop()
    lane.scan(codes.coffee)
    expect(lane.scan(gs1(plain))).toEqual({ kind: 'ok' })
    const name = { en: 'Maker 9521234: 0.75 off', zh: '厂商 9521234：减 0.75' }
    expect(lane.lane.view().message).toMatchObject({ level: 'info', code: 'coupon-presented', data: { name } })
    expect(basketOf(lane)).toMatchObject({ totals: { discountMinor: 75, dueMinor: 424 }, offers: [{ name, armedBy: 'coupon', state: { kind: 'applied', amountMinor: 75 } }] })
    payCash(lane, 424)
    const couponCode = `(8110)${couponDigits(plain)}`
    expect(completed(lane)).toMatchObject({ redeemed: [{ couponCode, offerId: couponCode, amountMinor: 75, singleUse: false }], priced: { tax: [{ netMinor: 471, taxMinor: 28 }] } })
  })

  test('waits for its goods, says what is missing, and gives back what a void takes away', () => {
    const lane = openShop()
    lane.scan(gs1({ ...plain, purchases: [{ value: 2 }] }))
    const state = () => basketOf(lane).offers[0]?.state
    expect(state()).toEqual({ kind: 'armed', savingMinor: 75 })
    lane.scan(codes.coffee)
    expect(state()).toMatchObject({ kind: 'not-met', missingUnits: 1 })
    lane.scan(codes.pasta)
    expect(state()).toMatchObject({ kind: 'applied', amountMinor: 75 })
    lane.ask({ name: 'undoLast' })
    expect(state()).toMatchObject({ kind: 'not-met', missingUnits: 1 })
    expect(basketOf(lane).totals.dueMinor).toBe(499)
  })

  test('that came last is what Undo takes back, and it may be presented again', () => {
    const lane = openShop()
    const due = () => basketOf(lane).totals.dueMinor
    lane.scan(codes.coffee)
    lane.scan(gs1(plain))
    expect(due()).toBe(424)
    lane.ask({ name: 'undoLast' })
    expect(lane.lane.view().message).toMatchObject({ level: 'info', code: 'coupon-withdrawn' })
    expect([due(), basketOf(lane).offers]).toEqual([499, []])
    expect(due()).toBe(basketOf(restarted(lane)).totals.dueMinor)
  })

  test('goes back before the line that came before it, and after the one that came behind', () => {
    const lane = openShop()
    for (const code of [codes.coffee, gs1(plain), codes.pasta]) lane.scan(code)
    const undone = () => {
      lane.ask({ name: 'undoLast' })
      const { sale } = lane.lane.view()
      return sale.kind === 'idle' ? [] : [sale.basket.lines.filter(({ state }) => state !== 'voided').length, sale.basket.offers.length]
    }
    expect([undone(), undone(), undone()]).toEqual([[1, 1], [1, 0], [0, 0]])
    expect(lane.ask({ name: 'undoLast' })).toMatchObject({ kind: 'refused', refusal: { refused: 'nothing-to-undo' } })
    expect(lane.scan(gs1(plain))).toEqual({ kind: 'ok' })
  })

  test('that gave nothing stays the customer’s', () => {
    const lane = openShop()
    lane.scan(codes.coffee)
    lane.scan(gs1({ companyPrefix: '9529990' }))
    payCash(lane, 499)
    expect(completed(lane)?.redeemed).toEqual([])
  })

  test('is taken once per sale, and one with a serial number once at all', () => {
    const lane = openShop()
    const numbered = gs1({ ...plain, serial: '000042' })
    lane.scan(codes.coffee)
    lane.scan(numbered)
    expect(lane.scan(numbered)).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-already-presented' } })
    payCash(lane, 424)
    lane.scan(codes.coffee)
    expect(lane.scan(numbered)).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-spent' } })
    expect(lane.scan(gs1({ ...plain, serial: '000043' }))).toEqual({ kind: 'ok' })
    expect(basketOf(lane).totals.dueMinor).toBe(424)
  })

  test('is priced the same by head office, from the sale’s fact alone', () => {
    const lane = openShop()
    const coupons: WrittenCoupon[] = [plain, { saveValue: 300, saveValueCode: '1', offerCode: '000002' }, { saveValue: 10, saveValueCode: '5', offerCode: '000003', purchases: [{ value: 2 }] }, { companyPrefix: '9529990' }]
    for (const code of [codes.coffee, codes.pasta, codes.pasta, codes.yoghurt]) lane.scan(code)
    for (const told of coupons) lane.scan(gs1(told))
    payCash(lane, 1000)
    const sale = completed(lane)
    if (!sale?.pricedWith) throw new Error('the sale does not say what it was priced with')
    const again = priceAgain(sale, sale.pricedWith, { settings: testSettings, book: compileOfferBook([]) }, { tiers: new Set(), listOfferIds: new Set() })
    expect(again.priced.totals.discountMinor).toBeGreaterThan(300)
    expect(JSON.parse(JSON.stringify(again.priced))).toEqual(JSON.parse(JSON.stringify(sale.priced)))
    expect(new Set(again.redeemed.map(({ couponCode, amountMinor }) => `${couponCode} ${amountMinor}`))).toEqual(new Set(sale.redeemed.map(({ couponCode, amountMinor }) => `${couponCode} ${amountMinor}`)))
  })

  test('of a family comes off the goods of that family alone', () => {
    const items = (rows.items ?? []).map(({ key, body }) => ({ key, body: key === 'pasta' ? { ...(body as object), familyCodes: ['312'] } : body }))
    const lane = openShop({ rows: { items } })
    lane.scan(codes.coffee)
    lane.scan(codes.pasta)
    lane.scan(gs1({ ...plain, purchases: [{ familyCode: '310' }] }))
    expect(basketOf(lane).lines.map(({ netMinor }) => netMinor)).toEqual([499, 50])
  })

  test('is still there after the lane has stopped in mid-sale', () => {
    const lane = openShop()
    lane.scan(codes.coffee)
    lane.scan(gs1(plain))
    expect(basketOf(restarted(lane)).totals.dueMinor).toBe(424)
  })

  test.each<[string, WrittenCoupon, string]>([
    ['that has ended', { expiresOn: '2026-11-21' }, 'coupon-expired'],
    ['that has not begun', { startsOn: '2026-11-23' }, 'coupon-not-yet'],
    ['for another retailer', { retailer: '9529999' }, 'coupon-other-retailer'],
    ['of a store', { storeCoupon: '1' }, 'coupon-of-store'],
    ['that a person must read', { purchases: [{ code: '9' }] }, 'coupon-for-cashier'],
    ['that contradicts itself', { saveValue: 0 }, 'coupon-contradicts'],
    ['that cannot be followed exactly', { purchases: [{}, { value: 3 }], purchaseRule: '0' }, 'coupon-too-intricate'],
  ])('%s is given back with the reason, and the sale goes on', (_, told, refused) => {
    const lane = openShop()
    lane.scan(codes.coffee)
    expect(lane.scan(gs1(told))).toMatchObject({ kind: 'refused', refusal: { refused } })
    expect(lane.lane.view().message).toMatchObject({ level: 'warn', code: refused })
    expect(basketOf(lane).offers).toEqual([])
    lane.scan(codes.coffee)
    expect(basketOf(lane).totals.dueMinor).toBe(998)
  })

  test('counts on its last day and on its first', () => {
    const lane = openShop()
    lane.scan(codes.coffee)
    expect(lane.scan(gs1({ expiresOn: '2026-11-22', startsOn: '2026-11-22' }))).toEqual({ kind: 'ok' })
  })

  test('for this retailer is taken', () => {
    const lane = openShop({ rows: { settings: [{ key: 'store', body: { ...testSettings, retailerNumbers: ['9529999'] } }] } })
    lane.scan(codes.coffee)
    expect(lane.scan(gs1({ retailer: '9529999' }))).toEqual({ kind: 'ok' })
  })

  test('is not taken where money has no cents', () => {
    const lane = openShop({ rows: { settings: [{ key: 'store', body: { ...testSettings, currency: { code: 'JPY', decimals: 0, symbol: '¥' } } }] } })
    lane.scan(codes.coffee)
    expect(lane.scan(gs1(plain))).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-not-taken' } })
  })
})
