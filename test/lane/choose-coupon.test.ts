import { afterEach, expect, test } from 'vitest'
import type { OfferId } from '../../src/domain/ids.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { anItem } from '../support/sale.ts'

const yoghurt = anItem()
const coupon = {
  offerId: 'next' as OfferId,
  name: { en: 'Next time' },
  activation: { kind: 'coupon', reference: '9529999000019', singleUse: true },
  window: { fromDay: '2026-01-01', untilDay: '2026-12-31' },
  condition: { kind: 'quantity', set: { categoryIds: ['bread'] }, unitCount: 1 },
  reward: { kind: 'amount-off', amountMinor: 50, per: 'once' },
  limits: {},
  stackingGroup: 'items',
  funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true },
}
const lanes: TestLane[] = []
afterEach(() => lanes.splice(0).forEach((lane) => lane.end()))

function sellAndIssue(lane: TestLane): string {
  lane.scan('9521234500018')
  lane.ask({ name: 'openTender' })
  lane.ask({ name: 'takeCash', givenMinor: 189 })
  return lane.store.journal.completedSale()?.fact.issued?.couponCode ?? 'none'
}

test('every receipt brings another serial, and a lane with a new disk does not repeat them', () => {
  const codes = ['first disk', 'second disk', 'third disk'].flatMap((journalId) => {
    // The same lane number each time, on a database made anew.
    const lane = openTestLane({ items: [{ key: yoghurt.itemId, body: yoghurt }], offers: [{ key: coupon.offerId, body: coupon }] }, { journalId })
    lanes.push(lane)
    return [1, 2, 3].map(() => sellAndIssue(lane))
  })
  expect(codes.every((code) => /^9529999000019\d{12}$/.test(code))).toBe(true)
  expect(new Set(codes).size).toBe(9)
})

test('a sale that earned no coupon says nothing of one', () => {
  const lane = openTestLane({ items: [{ key: yoghurt.itemId, body: yoghurt }] })
  lanes.push(lane)
  expect(sellAndIssue(lane)).toBe('none')
})
