import { describe, expect, it } from 'vitest'
import type { Line } from '../../../src/domain/basket/line.ts'
import type { NextVisitCandidate } from '../../../src/domain/loyalty/member.ts'
import { chooseNextVisit } from '../../../src/domain/offers/choose-next-visit.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { compileOfferBook } from '../../../src/domain/offers/offer-book.ts'
import { byCoupon, line, offer, price, unitsOf, type OfferPart } from '../../support/domain-baskets.ts'

const couponFor = (offerId: string, itemId: string, part: OfferPart = {}): Offer =>
  offer(offerId, { kind: 'percent-off', basisPoints: 1000 }, { activation: { kind: 'coupon', reference: '9521234000009', singleUse: true }, condition: unitsOf([itemId]), ...part })

const tea = couponFor('tea', 'tea')
const jam = couponFor('jam', 'jam')
const soap = couponFor('soap', 'soap')
const candidates: NextVisitCandidate[] = [
  { offerId: 'jam', score: 0.4, reason: 'complement' },
  { offerId: 'tea', score: 0.9, reason: 'due-soon' },
]

function choose(part: { lines?: Line[]; candidates?: NextVisitCandidate[]; offers?: Offer[]; day?: string; redeemed?: Offer; minimumDueMinor?: number }): string | undefined {
  const lines = part.lines ?? [line('1', 'egg', 1000)]
  const priced = price(lines, part.redeemed ? [byCoupon(part.redeemed)] : [])
  const choice = chooseNextVisit({ candidates: part.candidates ?? candidates, book: compileOfferBook(part.offers ?? [tea, jam, soap]), lines, priced, minimumDueMinor: part.minimumDueMinor ?? 500, day: part.day ?? '2026-11-22' })
  return choice && `${choice.offer.offerId}: ${choice.reason}`
}

describe('the coupon on the receipt', () => {
  it('is the member’s best candidate', () => {
    expect(choose({})).toBe('tea: due-soon')
  })

  it('is not for something just bought in quantity, in one line or several', () => {
    expect(choose({ lines: [line('1', 'tea', 500, 2)] })).toBe('jam: complement')
    expect(choose({ lines: [line('1', 'tea', 500), line('2', 'tea', 500)] })).toBe('jam: complement')
    expect(choose({ lines: [line('1', 'tea', 1000)] })).toBe('tea: due-soon')
  })

  it('is not what was redeemed in this very sale', () => {
    expect(choose({ lines: [line('1', 'tea', 1000)], redeemed: tea })).toBe('jam: complement')
  })

  it('must be open tomorrow', () => {
    const [ended, later] = [couponFor('tea', 'tea', { window: { fromDay: '2026-01-01', untilDay: '2026-11-22' } }), couponFor('jam', 'jam', { window: { fromDay: '2026-11-24', untilDay: '2026-12-31' } })]
    expect(choose({ offers: [ended, later, soap] })).toBe('soap: offer-of-the-day')
    expect(choose({ offers: [ended, couponFor('jam', 'jam', { window: { fromDay: '2026-11-23', untilDay: '2026-11-23' } })] })).toBe('jam: complement')
  })

  it('must be a coupon offer that the lane knows', () => {
    expect(choose({ offers: [offer('tea', { kind: 'percent-off', basisPoints: 1000 }), soap] })).toBe('soap: offer-of-the-day')
  })

  it('settles equal scores by offer id', () => {
    const equal: NextVisitCandidate[] = [{ offerId: 'tea', score: 1, reason: 'lapsed' }, { offerId: 'jam', score: 1, reason: 'switch' }]
    expect(choose({ candidates: equal })).toBe('jam: switch')
    expect(choose({ candidates: equal.toReversed() })).toBe('jam: switch')
  })

  it('gives everybody else the offer of the day, a different one every day', () => {
    const week = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'].map((day) => choose({ candidates: [], day }))
    expect(new Set(week.slice(0, 3)).size).toBe(3)
    expect(week[3]).toBe(week[0])
    expect(choose({ candidates: [] })).toBe(week[0])
  })

  it('takes a basket coupon even after a large shop', () => {
    const basket = offer('basket', { kind: 'basket-amount-off', amountMinor: 500 }, { activation: { kind: 'coupon', reference: '9521234000016', singleUse: true }, condition: { kind: 'basket', spendMinor: 5000 } })
    expect(choose({ lines: [line('1', 'egg', 100, 30)], candidates: [{ offerId: 'basket', score: 1, reason: 'stretch' }], offers: [basket] })).toBe('basket: stretch')
  })

  it('is not given for less than the minimum, nor when there is none to give', () => {
    expect(choose({ minimumDueMinor: 1001 })).toBeUndefined()
    expect(choose({ minimumDueMinor: 1000 })).toBe('tea: due-soon')
    expect(choose({ offers: [] })).toBeUndefined()
  })
})
