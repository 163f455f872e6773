import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scoreNextVisit } from '../../src/analytics/score-next-visit.ts'
import type { Purchase } from '../../src/analytics/purchase.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import type { NextVisitCandidate } from '../../src/domain/loyalty/member.ts'
import type { ItemSet, Offer } from '../../src/domain/offers/offer.ts'
import { bought, boughtEvery, itemId, shelfItem, shelfOffer, today } from '../support/analytics-shelf.ts'

const items = ['milk-whole', 'milk-oat', 'bread-rye', 'coffee-ground', 'coffee-beans', 'tea-green', 'soap-hand'].map((id) => shelfItem(id, id.startsWith('soap') ? { departmentId: 'care' } : {}))

function coupon(id: string, set: ItemSet, changes: Partial<Offer> = {}): Offer {
  return shelfOffer(id, { activation: { kind: 'coupon', reference: '9529000000018', singleUse: true }, condition: { kind: 'quantity', set, unitCount: 1 }, ...changes })
}

function basketCoupon(id: string, spendMinor: number): Offer {
  return coupon(id, {}, { condition: { kind: 'basket', spendMinor }, reward: { kind: 'basket-amount-off', amountMinor: 300 } })
}

function candidates(history: readonly Purchase[], offers: readonly Offer[]): NextVisitCandidate[] {
  return scoreNextVisit({ history, today, items, offers })
}

function reasonFor(history: readonly Purchase[], offer: Offer): string | undefined {
  return candidates(history, [offer])[0]?.reason
}

describe('scoreNextVisit', () => {
  const weeklyMilk = boughtEvery('milk-whole', 7, { times: 12, lastDays: 4 })

  it.each([
    ['due by her next visit', weeklyMilk, coupon('it', { categoryIds: ['milk'] }), 'due-soon'],
    ['just bought, and good for a month', [...weeklyMilk, ...boughtEvery('coffee-ground', 30, { times: 4, lastDays: 1 })], coupon('it', { categoryIds: ['coffee'] }), undefined],
    ['stocked up on', [...weeklyMilk, ...boughtEvery('coffee-ground', 10, { times: 5, lastDays: 14 }), ...bought('coffee-ground', [4], 3)], coupon('it', { categoryIds: ['coffee'] }), undefined],
    ['given up', [...weeklyMilk, ...boughtEvery('coffee-ground', 14, { times: 6, lastDays: 90 })], coupon('it', { categoryIds: ['coffee'] }), 'lapsed'],
    ['of another brand than hers', boughtEvery('coffee-ground', 30, { times: 4, lastDays: 1 }), coupon('it', { itemIds: [itemId('coffee-beans')] }), 'switch'],
    ['from a shelf next to hers', weeklyMilk, coupon('it', { categoryIds: ['tea'] }), 'complement'],
    ['from a department she never enters', weeklyMilk, coupon('it', { categoryIds: ['soap'] }), undefined],
    ['for a basket a little larger than hers', weeklyMilk, basketCoupon('it', 300), 'stretch'],
    ['for a basket she fills anyway', weeklyMilk, basketCoupon('it', 200), undefined],
    ['for a basket far beyond hers', weeklyMilk, basketCoupon('it', 500), undefined],
  ])('an offer on something %s', (_, history, offer, reason) => {
    expect(reasonFor(history, offer)).toBe(reason)
  })

  it('ranks what she buys most before what she buys less', () => {
    const history = [...boughtEvery('milk-whole', 7, { times: 20, lastDays: 7 }), ...boughtEvery('coffee-ground', 21, { times: 6, lastDays: 20 })]
    expect(candidates(history, [coupon('a-coffee', { categoryIds: ['coffee'] }), coupon('b-milk', { categoryIds: ['milk'] })]).map((each) => each.offerId)).toEqual(['b-milk', 'a-coffee'])
  })

  it('gives a new member the basket offer within easiest reach', () => {
    expect(candidates([], [basketCoupon('a-large', 5000), basketCoupon('b-small', 3000), coupon('c-milk', { categoryIds: ['milk'] })]).map((each) => each.offerId)).toEqual(['b-small', 'a-large'])
  })

  it.each([
    ['ends tomorrow: no time for a next visit', { window: { fromDay: addDays(today, -9), untilDay: addDays(today, 1) } }, 0],
    ['runs two days more', { window: { fromDay: addDays(today, -9), untilDay: addDays(today, 2) } }, 1],
    ['is armed by the list, not by a coupon', { activation: { kind: 'list' } as const }, 0],
    ['is a leaflet code for everybody', { activation: { kind: 'coupon', reference: '9529000000018', singleUse: false } as const }, 0],
  ])('an offer that %s', (_, changes, count) => {
    expect(candidates(weeklyMilk, [coupon('it', { categoryIds: ['milk'] }, changes)])).toHaveLength(count)
  })

  it('returns at most eight, best first, none twice, the same for any order of offers', () => {
    const offers = Array.from({ length: 14 }, (_, index) => (index % 3 === 0 ? basketCoupon(`o${index}`, 210 + index * 20) : coupon(`o${index}`, { categoryIds: [['milk', 'coffee', 'tea', 'bread'][index % 4] ?? 'milk'] })))
    const someHistory = fc.array(fc.record({ item: fc.integer({ min: 0, max: 5 }), daysAgo: fc.integer({ min: 0, max: 300 }) }), { maxLength: 80 })
    fc.assert(fc.property(someHistory, fc.shuffledSubarray(offers, { minLength: offers.length }), (drawn, shuffled) => {
      const history = drawn.flatMap(({ item, daysAgo }) => bought(items[item]?.itemId ?? 'milk-whole', [daysAgo]))
      const found = candidates(history, offers)
      const scores = found.map((each) => each.score)
      expect(found.length).toBeLessThanOrEqual(8)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
      expect(new Set(found.map((each) => each.offerId)).size).toBe(found.length)
      expect(candidates(history, shuffled)).toEqual(found)
    }), { seed: 20_260_404, numRuns: 100 })
  })
})
