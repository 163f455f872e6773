import { describe, expect, it } from 'vitest'
import type { StoreSettings } from '../../src/contract/feed.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import type { ItemId } from '../../src/domain/ids.ts'
import { renderText } from '../../src/domain/receipt/render-text.ts'
import { writeReceipt } from '../../src/domain/receipt/write-receipt.ts'
import { ana, basketOf, card, codes, offer, openShop, payCash, restarted } from '../support/lane-shop.ts'
import { cardKey, testSettings, type TestLane } from '../support/lane.ts'

const loyalty: StoreSettings['loyalty'] = {
  pendingDays: 14,
  redeem: { points: 100, amountMinor: 100, minimumPoints: 200 },
  tiers: { by: 'spend', windowDays: 180, keepDays: 0, steps: [{ tier: 'basic', name: { en: 'Basic' }, from: 0 }, { tier: 'gold', name: { en: 'Gold', zh: '金卡' }, from: 10_000 }] },
}
const settings: StoreSettings = { ...testSettings, earnRules: { points: 10, perMinor: 100, tierFactors: { gold: 20_000 } }, loyalty }

const freeCoffee = offer('free-coffee', { activation: { kind: 'member' }, condition: { kind: 'quantity', set: { itemIds: ['coffee' as ItemId] }, unitCount: 1 }, reward: { kind: 'percent-off', basisPoints: 10_000 }, pointsPrice: 400 })

/** A lane whose member has so many points, some of which end on the last day of November. */
function openPointsShop(points = 450): TestLane {
  const member = { ...ana, nextTier: { tier: 'gold', by: 'spend', missing: 4_710 }, pointsSynced: points, points: { lots: [{ fromDay: '2026-01-01', untilDay: '2026-11-30', points: 100 }, { fromDay: '2026-01-01', untilDay: '2027-11-30', points: points - 100 }], owed: 0 }, nextVisit: [], keys: [cardKey('0000004821')] }
  return openShop({ rows: { settings: [{ key: 'store', body: settings }], members: [{ key: ana.memberId, body: member }], lists: [], offers: [{ key: freeCoffee.offerId, body: freeCoffee }] } })
}

type Tendering = Extract<LaneView['sale'], { readonly kind: 'tendering' }>

function tendering({ lane }: TestLane): Tendering {
  const { sale } = lane.view()
  if (sale.kind !== 'tendering') throw new Error(`the sale is ${sale.kind}`)
  return sale
}

/** Coffee for 4.99, for Ana, with the payment screen open. */
function atPayment(points?: number): TestLane {
  const lane = openPointsShop(points)
  lane.scan(codes.coffee)
  lane.scan(card('0000004821'))
  lane.ask({ name: 'openTender' })
  return lane
}

describe('paying with points', () => {
  it('offers whole steps, at most what is due and what she has', () => {
    expect(tendering(atPayment()).redeem).toEqual({ mostMinor: 400, mostPoints: 400, stepMinor: 100, stepPoints: 100 })
    expect(tendering(atPayment(9_000)).redeem).toMatchObject({ mostMinor: 400 })
    expect(tendering(atPayment(199)).redeem).toBeUndefined()
  })

  it('is a tender like any other: part of the money, then the rest in cash', () => {
    const lane = atPayment()
    expect(lane.ask({ name: 'payWithPoints', amountMinor: 300 })).toMatchObject({ kind: 'ok' })
    expect(tendering(lane)).toMatchObject({ leftMinor: 199, tenders: [{ tenderKind: 'points', amountMinor: 300, points: 300 }], basket: { member: { pointsBalance: 150 } } })
    // 40 points for 4.99; the 3.00 that were paid with points earn nothing.
    expect(basketOf(lane).member?.pointsEarned).toBe(15)
    lane.ask({ name: 'takeCash', givenMinor: 200 })
    const completed = lane.store.journal.completedSale()?.fact
    expect(completed?.points).toEqual({
      earned: 15, spent: 300, balanceBefore: 450, balanceAfter: 150, pending: { fromDay: '2026-12-06', points: 15 }, nextTier: { name: { en: 'Gold', zh: '金卡' }, by: 'spend', missing: 4_211 },
      parts: [{ kind: 'base', points: 40 }, { kind: 'paid-in-points', points: -25 }],
    })
    expect(basketOf(lane).member).toMatchObject({ pointsBalance: 150, pointsEarned: 15 })
    expect(completed && receiptOf(completed)).toEqual(expect.arrayContaining(['Points (300) 3.00', 'Points earned 15', 'Points balance 150', 'Points from 2026-12-06 15', 'To Gold 42.11']))
  })

  it('given back, the points are hers again', () => {
    const lane = atPayment()
    lane.ask({ name: 'payWithPoints', amountMinor: 200 })
    lane.ask({ name: 'returnTender', tenderId: tendering(lane).tenders[0]?.tenderId ?? '' })
    expect(tendering(lane)).toMatchObject({ tenders: [], redeem: { mostMinor: 400 }, basket: { member: { pointsBalance: 450, pointsEarned: 40 } } })
    lane.ask({ name: 'voidSale' })
    lane.scan(codes.coffee)
    lane.scan(card('0000004821'))
    expect(basketOf(lane).member?.pointsBalance).toBe(450)
  })

  it.each([
    ['an amount between two steps', 250, 'points-in-steps'],
    ['more than is due', 500, 'card-over-due'],
    ['less than the least', 100, 'points-too-few'],
  ])('refuses %s', (_, amountMinor, refused) => {
    const lane = atPayment()
    expect(lane.ask({ name: 'payWithPoints', amountMinor })).toMatchObject({ kind: 'refused', refusal: { refused } })
    expect(tendering(lane).tenders).toEqual([])
  })

  it('refuses more than she has, and anything without a member', () => {
    const lane = atPayment(250)
    expect(lane.ask({ name: 'payWithPoints', amountMinor: 300 })).toMatchObject({ kind: 'refused', refusal: { refused: 'points-too-few', mostMinor: 200 } })
    const nobody = openPointsShop()
    nobody.scan(codes.coffee)
    nobody.ask({ name: 'openTender' })
    expect(nobody.ask({ name: 'payWithPoints', amountMinor: 200 })).toMatchObject({ kind: 'refused', refusal: { refused: 'no-member' } })
  })
})

it('what she spent and earned here counts at once, also after a restart and while head office is away; points end by the calendar', () => {
  const lane = atPayment()
  lane.ask({ name: 'payWithPoints', amountMinor: 200 })
  lane.ask({ name: 'takeCash', givenMinor: 299 })
  const again = restarted(lane)
  const memberOn = (at: string): unknown => {
    again.clock.at = at
    again.scan(codes.yoghurt)
    again.scan(card('0000004821'))
    const { member } = basketOf(again)
    again.ask({ name: 'voidSale' })
    return { balance: member?.pointsBalance, pending: member?.pointsPending, expiring: member?.pointsExpiring }
  }
  expect(memberOn('2026-11-22T16:00:00.000Z')).toEqual({ balance: 250, pending: 23, expiring: { untilDay: '2027-11-30', points: 250 } })
  expect(memberOn('2026-12-06T16:00:00.000Z')).toEqual({ balance: 273, pending: undefined, expiring: { untilDay: '2027-11-30', points: 250 } })
  expect(memberOn('2027-12-01T16:00:00.000Z')).toEqual({ balance: 23, pending: undefined, expiring: undefined })
})

it('her points are read from the disk once in a sale, and again in the next, which sees what she spent', () => {
  const lane = openPointsShop()
  const { points } = lane.store.own
  let readCount = 0
  Object.assign(lane.store.own, { points: (...asked: Parameters<typeof points>) => ((readCount += 1), points(...asked)) })
  lane.scan(card('0000004821'))
  for (const code of [codes.coffee, codes.yoghurt, codes.coffee]) lane.scan(code)
  expect([readCount, basketOf(lane).member?.pointsBalance]).toEqual([1, 450])
  lane.ask({ name: 'openTender' })
  lane.ask({ name: 'payWithPoints', amountMinor: 400 })
  lane.ask({ name: 'takeCash', givenMinor: 5_000 })
  expect(readCount).toBe(1)
  lane.scan(codes.yoghurt)
  lane.scan(card('0000004821'))
  expect([readCount, basketOf(lane).member?.pointsBalance]).toEqual([2, 50])
})

describe('an offer that costs points', () => {
  const shown = (lane: TestLane): unknown => basketOf(lane).offers.find(({ offerId }) => offerId === 'free-coffee')

  it('waits until the member takes it, and is paid for in points with the sale', () => {
    const lane = openPointsShop()
    lane.scan(codes.coffee)
    lane.scan(codes.coffee)
    lane.scan(card('0000004821'))
    expect(shown(lane)).toMatchObject({ forPoints: { price: 400, takenCount: 0 }, state: { kind: 'excluded', reason: 'not-taken' } })
    expect(lane.ask({ name: 'takeOffer', offerId: 'free-coffee', rewardCount: 1 })).toMatchObject({ kind: 'ok' })
    expect(shown(lane)).toMatchObject({ forPoints: { takenCount: 1 }, state: { kind: 'applied', amountMinor: 499 } })
    lane.ask({ name: 'openTender' })
    // 50 points are left: not enough to pay with.
    expect(tendering(lane)).toMatchObject({ leftMinor: 499, basket: { member: { pointsBalance: 50 } } })
    expect(tendering(lane).redeem).toBeUndefined()
    lane.ask({ name: 'takeCash', givenMinor: 499 })
    expect(lane.store.journal.completedSale()?.fact.points).toMatchObject({ spent: 400, balanceBefore: 450, balanceAfter: 50 })
    const again = restarted(lane)
    again.scan(codes.coffee)
    again.scan(card('0000004821'))
    expect(basketOf(again).member?.pointsBalance).toBe(50)
    expect(again.ask({ name: 'takeOffer', offerId: 'free-coffee', rewardCount: 1 })).toMatchObject({ kind: 'refused', refusal: { refused: 'points-too-few-for-offer', count: 350 } })
  })

  it('given up, or with the line gone, costs nothing', () => {
    const lane = openPointsShop()
    lane.scan(card('0000004821'))
    lane.scan(codes.coffee)
    lane.ask({ name: 'takeOffer', offerId: 'free-coffee', rewardCount: 1 })
    expect(basketOf(lane)).toMatchObject({ totals: { dueMinor: 0 }, member: { pointsBalance: 50 } })
    lane.ask({ name: 'takeOffer', offerId: 'free-coffee', rewardCount: 0 })
    expect(basketOf(lane)).toMatchObject({ totals: { dueMinor: 499 }, member: { pointsBalance: 450 } })
    lane.ask({ name: 'takeOffer', offerId: 'free-coffee', rewardCount: 1 })
    lane.ask({ name: 'undoLast' })
    lane.scan(codes.yoghurt)
    expect(basketOf(lane)).toMatchObject({ totals: { dueMinor: 189 }, member: { pointsBalance: 450 } })
  })

  it('is nobody’s without a member, and goes with her', () => {
    const lane = openPointsShop()
    lane.scan(codes.coffee)
    expect(lane.ask({ name: 'takeOffer', offerId: 'free-coffee', rewardCount: 1 })).toMatchObject({ kind: 'refused', refusal: { refused: 'no-member' } })
    lane.scan(card('0000004821'))
    lane.ask({ name: 'takeOffer', offerId: 'free-coffee', rewardCount: 1 })
    lane.ask({ name: 'detachMember' })
    expect(basketOf(lane).totals.dueMinor).toBe(499)
    lane.scan(card('0000004821'))
    expect(basketOf(lane).totals.dueMinor).toBe(499)
  })
})

it('a sale without points says nothing of them', () => {
  const lane = openPointsShop()
  lane.scan(codes.coffee)
  payCash(lane, 499)
  expect(lane.store.journal.completedSale()?.fact.points).toBeUndefined()
})

function receiptOf(completed: Parameters<typeof writeReceipt>[0]['completed']): string[] {
  const { storeName, receiptHeader: header, receiptFooter: footer, currency } = settings
  const document = writeReceipt({ completed, store: { storeName, header, footer, currency }, laneNumber: 7, cashierName: 'Maria S.', localTime: '2026-11-22 14:32', receiptCode: '2700700000017', language: 'en', copy: false })
  return renderText(document, 48).split('\n').map((row) => row.trim().replaceAll(/\s+/g, ' '))
}
