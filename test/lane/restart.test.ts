import { describe, expect, test } from 'vitest'
import { type TestLane } from '../support/lane.ts'
import { basketOf, codes, listCode, openShop, payCash, restarted } from '../support/lane-shop.ts'

describe('a restart', () => {
  test('brings the same basket back after every step of a sale', () => {
    let lane = openShop()
    const steps: ((lane: TestLane) => void)[] = [
      (at) => at.scan(codes.coffee),
      (at) => at.scan(listCode),
      (at) => at.scan(codes.pasta),
      (at) => at.ask({ name: 'setNextQuantity', unitCount: 2 }) && at.scan(codes.pasta),
      (at) => at.scan(codes.yoghurt),
      (at) => at.ask({ name: 'undoLast' }),
      (at) => at.ask({ name: 'openTender' }),
      (at) => at.ask({ name: 'takeCash', givenMinor: 100 }),
    ]
    for (const step of steps) {
      step(lane)
      const before = lane.lane.view()
      lane = restarted(lane)
      const { sale, businessDay } = { ...lane.lane.view(), businessDay: lane.lane.view().lane.businessDay }
      expect(sale).toEqual(before.sale)
      expect(businessDay).toBe(before.lane.businessDay)
    }
  })

  test('keeps suspended sales, and a recalled one carries on', () => {
    let lane = openShop()
    lane.scan(codes.coffee)
    lane.ask({ name: 'suspendSale' })
    lane.scan(codes.pasta)
    payCash(lane, 125)
    lane = restarted(lane)
    const [parked] = lane.lane.view().suspended
    expect(parked).toMatchObject({ unitCount: 1, dueMinor: 499 })
    lane.ask({ name: 'recallSale', saleId: parked?.saleId ?? '' })
    lane.scan(codes.coffee)
    expect(basketOf(lane).totals.dueMinor).toBe(998)
    expect(lane.lane.view().suspended).toEqual([])
  })
})
