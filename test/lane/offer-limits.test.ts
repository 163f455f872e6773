import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ItemId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import { offerUsesFromJournal } from '../../src/lane/store/schema.ts'
import { basketOf, card, codes, offer, openShop, payCash, restarted } from '../support/lane-shop.ts'
import type { TestLane } from '../support/lane.ts'

const journalId = 'journal-of-lane-7'
const pastaOff = (limits: Offer['limits']): Offer => offer('pasta-50', { activation: { kind: 'automatic' }, condition: { kind: 'quantity', set: { itemIds: ['pasta' as ItemId] }, unitCount: 1 }, reward: { kind: 'amount-off', amountMinor: 50, per: 'unit' }, limits })
const allowance = (body: object, change = 1) => ({ topic: 'allowances' as const, changes: [{ change, key: `${journalId} pasta-50`, body: { journalId, offerId: 'pasta-50', ...body } }], next: change, complete: true })

const openLimited = (limits: Offer['limits']): TestLane => openShop({ journalId, rows: { offers: [{ key: 'pasta-50', body: pastaOff(limits) }] } })
const state = (lane: TestLane): object | undefined => basketOf(lane).offers.find(({ offerId }) => offerId === 'pasta-50')?.state
const scanPasta = (lane: TestLane, count = 1): void => { for (let i = 0; i < count; i += 1) lane.scan(codes.pasta) }
const sell = (lane: TestLane, count: number, memberCard?: string): void => {
  if (memberCard !== undefined) lane.scan(card(memberCard))
  scanPasta(lane, count)
  payCash(lane, 2_000)
}

describe('an offer that a member has only so many times', () => {
  test('is given to her so many times, over all her sales at this lane', () => {
    const lane = openLimited({ perMember: 3 })
    sell(lane, 2, '0000004821')
    lane.scan(card('0000004821'))
    scanPasta(lane, 2)
    expect(state(lane)).toEqual({ kind: 'applied', amountMinor: 50, points: 0 })
    payCash(lane, 2_000)
    lane.scan(card('0000004821'))
    scanPasta(lane)
    expect(state(lane)).toEqual({ kind: 'excluded', reason: 'member-limit' })
  })

  test('waits for a member, and another one has her own', () => {
    const lane = openLimited({ perMember: 1 })
    scanPasta(lane)
    expect(state(lane)).toEqual({ kind: 'excluded', reason: 'needs-member' })
    lane.scan(card('0000004821'))
    expect(state(lane)).toMatchObject({ kind: 'applied' })
    payCash(lane, 2_000)
    lane.scan(card('0000004822'))
    scanPasta(lane)
    expect(state(lane)).toMatchObject({ kind: 'applied' })
  })

  test('is counted by the trading day where the limit is one of a day', () => {
    const lane = openLimited({ perMemberDay: 1 })
    sell(lane, 1, '0000004821')
    lane.scan(card('0000004821'))
    scanPasta(lane)
    expect(state(lane)).toEqual({ kind: 'excluded', reason: 'member-day-limit' })
    lane.ask({ name: 'voidSale' })
    lane.clock.at = '2026-11-23T10:00:00.000Z'
    lane.scan(card('0000004821'))
    scanPasta(lane)
    expect(state(lane)).toMatchObject({ kind: 'applied' })
  })

  test('is not used up by a sale that is voided, nor by one that is parked', () => {
    const lane = openLimited({ perMember: 1 })
    lane.scan(card('0000004821'))
    scanPasta(lane)
    lane.ask({ name: 'voidSale' })
    lane.scan(card('0000004821'))
    scanPasta(lane)
    lane.ask({ name: 'suspendSale' })
    lane.scan(card('0000004821'))
    scanPasta(lane)
    expect(state(lane)).toMatchObject({ kind: 'applied' })
  })

  test('parked before she had it elsewhere, is gone when the sale is taken up again', () => {
    const lane = openLimited({ perMember: 1 })
    lane.scan(card('0000004821'))
    scanPasta(lane)
    const { saleId } = basketOf(lane)
    lane.ask({ name: 'suspendSale' })
    sell(lane, 1, '0000004821')
    lane.ask({ name: 'recallSale', saleId })
    expect(state(lane)).toEqual({ kind: 'excluded', reason: 'member-limit' })
  })

  test('is counted on after the lane was stopped between sales, and in the middle of one', () => {
    const lane = openLimited({ perMember: 3 })
    sell(lane, 2, '0000004821')
    const again = restarted(lane)
    again.scan(card('0000004821'))
    scanPasta(again, 2)
    const inTheMiddle = restarted(again)
    expect(state(inTheMiddle)).toEqual({ kind: 'applied', amountMinor: 50, points: 0 })
  })
})

describe('an offer that all sales together have only so many times', () => {
  test('is not given before head office has released any of it', () => {
    const lane = openLimited({ total: 100 })
    scanPasta(lane)
    expect(state(lane)).toEqual({ kind: 'excluded', reason: 'no-allowance' })
  })

  test('is given as often as was released to this lane, less all this lane has given', () => {
    const lane = openLimited({ total: 100 })
    lane.store.replica.storePage(allowance({ rewardCount: 3 }))
    sell(lane, 2)
    scanPasta(lane, 2)
    expect(state(lane)).toEqual({ kind: 'applied', amountMinor: 50, points: 0 })
    payCash(lane, 2_000)
    scanPasta(lane)
    expect(state(lane)).toEqual({ kind: 'excluded', reason: 'used-up' })
  })

  test('has a budget in money that is used up to the cent', () => {
    const lane = openLimited({ budgetMinor: 10_000 })
    lane.store.replica.storePage(allowance({ budgetMinor: 120 }))
    sell(lane, 2)
    scanPasta(lane, 1)
    expect(state(lane)).toEqual({ kind: 'applied', amountMinor: 20, points: 0 })
  })

  test('more of it that is released during a sale counts from the next one on: what is due never changes while it is paid', () => {
    const lane = openLimited({ total: 100 })
    lane.store.replica.storePage(allowance({ rewardCount: 1 }))
    scanPasta(lane, 2)
    lane.store.replica.storePage(allowance({ rewardCount: 5 }, 2))
    lane.ask({ name: 'openTender' })
    expect(basketOf(lane).totals.dueMinor).toBe(200)
    lane.ask({ name: 'takeCash', givenMinor: 2_000 })
    scanPasta(lane, 2)
    expect(basketOf(lane).totals.dueMinor).toBe(150)
  })

  test("what was released to other lanes is none of this one's, and what is taken back is gone", () => {
    const lane = openLimited({ total: 100 })
    lane.store.replica.storePage({ topic: 'allowances', changes: [{ change: 1, key: 'elsewhere pasta-50', body: { journalId: 'elsewhere', offerId: 'pasta-50', rewardCount: 50 } }], next: 1, complete: true })
    scanPasta(lane)
    expect(state(lane)).toEqual({ kind: 'excluded', reason: 'no-allowance' })
    lane.store.replica.storePage(allowance({ rewardCount: 5 }, 2))
    lane.store.replica.storePage({ topic: 'allowances', changes: [{ change: 3, key: 'elsewhere pasta-50', body: null }], next: 3, complete: true })
    expect(lane.store.replica.allowance(pastaOff({}).offerId)).toMatchObject({ rewardCount: 5 })
    lane.store.replica.storePage({ topic: 'allowances', changes: [{ change: 4, key: `${journalId} pasta-50`, body: null }], next: 4, complete: true })
    expect(lane.store.replica.allowance(pastaOff({}).offerId)).toBeUndefined()
  })
})

test('the counts worked out from the whole journal are those kept along the way; facts without a count tell of one reward each', () => {
  const lane = openLimited({})
  sell(lane, 2, '0000004821')
  sell(lane, 3)
  lane.store.close()
  const db = new Database(join(lane.dataDir, 'lane.db'))
  const counts = (): unknown[] => [db.prepare('select * from own_offer_total order by 1').all(), db.prepare('select * from own_offer_use order by 1, 2, 3').all()]
  const kept = counts()
  db.exec(offerUsesFromJournal)
  expect(counts()).toEqual(kept)
  expect(kept[0]).toEqual([{ offer_id: 'pasta-50', reward_count: 5, amount_minor: 250 }])
  db.exec(`update journal set body = replace(body, '"rewardCount":', '"was":')`)
  db.exec(offerUsesFromJournal)
  expect(counts()[0]).toEqual([{ offer_id: 'pasta-50', reward_count: 2, amount_minor: 250 }])
  db.close()
})
