import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '../../../src/domain/basket/line.ts'
import type { ItemId } from '../../../src/domain/ids.ts'
import type { NextVisitCandidate } from '../../../src/domain/loyalty/member.ts'
import { chooseNextVisit } from '../../../src/domain/offers/choose-next-visit.ts'
import type { BasketTrigger, Offer } from '../../../src/domain/offers/offer.ts'
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

interface Circumstances {
  readonly lines?: Line[]
  readonly candidates?: NextVisitCandidate[]
  readonly offers?: Offer[]
  readonly day?: string
  readonly redeemed?: Offer
  readonly minimumDueMinor?: number
  readonly unused?: readonly string[]
  readonly usedUp?: readonly string[]
  readonly draw?: number
}

function choose(part: Circumstances): string | undefined {
  const lines = part.lines ?? [line('1', 'egg', 1000)]
  const priced = price(lines, part.redeemed ? [byCoupon(part.redeemed)] : [])
  const choice = chooseNextVisit({ candidates: part.candidates ?? candidates, book: compileOfferBook(part.offers ?? [tea, jam, soap]), lines, priced, minimumDueMinor: part.minimumDueMinor ?? 500, day: part.day ?? '2026-11-22',
    unusedOfferIds: new Set(part.unused), hasLeft: ({ offerId }) => !part.usedUp?.includes(offerId), drawOf: () => part.draw ?? 9999 })
  return choice && `${choice.offer.offerId}: ${choice.reason}${choice.isHeldOut ? ', held out' : ''}`
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

describe('the basket just closed', () => {
  const withTrigger = (offerId: string, trigger: BasketTrigger): Offer => couponFor(offerId, offerId, { issue: { triggers: [trigger] } })
  const jamWithTea = withTrigger('jam', { kind: 'bought', set: { itemIds: ['tea' as ItemId] }, reason: 'complement', scoreBasisPoints: 3000 })

  it('speaks for what goes with it, also for somebody nobody knows', () => {
    const offers = [jamWithTea, soap]
    expect(choose({ offers, candidates: [], lines: [line('1', 'tea', 1000)] })).toBe('jam: complement')
    expect(choose({ offers, candidates: [], lines: [line('1', 'egg', 1000)], day: '2026-11-23' })).toBe(choose({ offers: [jam, soap], candidates: [], day: '2026-11-23' }))
  })

  it('does not when that is in it already', () => {
    const plain = choose({ offers: [jam, soap], candidates: [] })
    expect(choose({ offers: [jamWithTea, soap], candidates: [], lines: [line('1', 'tea', 500), line('2', 'jam', 500)] })).toBe(plain)
  })

  it('speaks for a brand that was passed over for its rival', () => {
    const ours = withTrigger('jam', { kind: 'bought', set: { itemIds: ['honey' as ItemId] }, reason: 'switch', scoreBasisPoints: 2000 })
    expect(choose({ offers: [ours, soap], candidates: [], lines: [line('1', 'honey', 1000)] })).toBe('jam: switch')
  })

  it.each([[2999, 'offer-of-the-day'], [3000, 'stretch'], [3999, 'stretch'], [4000, 'offer-of-the-day']])('of %i speaks for a step at 40.00 that begins at 30.00: %s', (spendMinor, reason) => {
    const basket = offer('basket', { kind: 'basket-amount-off', amountMinor: 500 }, { activation: { kind: 'coupon', reference: '9521234000016', singleUse: true }, condition: { kind: 'basket', spendMinor: 4000 }, issue: { triggers: [{ kind: 'spent-below', spendMinor: 4000, fromMinor: 3000, scoreBasisPoints: 100 }] } })
    expect(choose({ lines: [line('1', 'egg', spendMinor)], candidates: [], offers: [basket] })).toBe(`basket: ${reason}`)
  })

  it('adds to the member’s own score, and may turn the order round', () => {
    const offers = [tea, withTrigger('jam', { kind: 'bought', set: { itemIds: ['egg' as ItemId] }, reason: 'complement', scoreBasisPoints: 5001 })]
    expect(choose({ offers })).toBe('jam: complement')
    expect(choose({ offers, lines: [line('1', 'salt', 1000)] })).toBe('tea: due-soon')
  })
})

describe('a coupon is not given', () => {
  it('while she has one of it that she has not used', () => expect(choose({ unused: ['tea'] })).toBe('jam: complement'))
  it('when the lane has given out all it may', () => expect(choose({ usedUp: ['tea', 'jam'] })).toBe('soap: offer-of-the-day'))

  it('to whoever falls into its holdout, nor anything instead of it', () => {
    const offers = [couponFor('tea', 'tea', { issue: { holdoutBasisPoints: 1000 } }), jam]
    expect(choose({ offers, draw: 999 })).toBe('tea: due-soon, held out')
    expect(choose({ offers, draw: 1000 })).toBe('tea: due-soon')
    expect(choose({ offers, draw: 0, unused: ['tea'] })).toBe('jam: complement')
  })
})

describe('the same facts', () => {
  it('give the same choice in any order of candidates, offers and lines', () => {
    const names = ['tea', 'jam', 'soap', 'honey', 'egg']
    const reasons = fc.constantFrom<NextVisitCandidate['reason']>('due-soon', 'lapsed', 'complement', 'switch', 'stretch')
    const someCandidates = fc.array(fc.record({ offerId: fc.constantFrom(...names, 'gone'), score: fc.integer({ min: 0, max: 4 }).map((score) => score / 4), reason: reasons }), { maxLength: 8 })
    const triggers = fc.array(fc.record({ kind: fc.constant('bought' as const), set: fc.constantFrom(...names).map((itemId) => ({ itemIds: [itemId as ItemId] })), reason: fc.constantFrom('complement' as const, 'switch' as const), scoreBasisPoints: fc.constantFrom(1000, 2500, 5000) }), { maxLength: 3 })
    const someOffers = fc.tuple(...names.map((name) => triggers.map((each) => couponFor(name, name, { issue: { triggers: each, holdoutBasisPoints: 5000 } }))))
    const someLines = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 5 }).map((items) => items.map((itemId, index) => line(String(index + 1), itemId, 400)))
    const shuffle = <T>(array: readonly T[], seed: number): T[] => array.map((each, index) => ({ each, key: ((index + 1) * (seed + 31)) % 97 })).sort((a, b) => a.key - b.key).map(({ each }) => each)
    fc.assert(fc.property(someCandidates, someOffers, someLines, fc.integer({ min: 0, max: 9999 }), fc.nat(100_000), (drawn, offers, lines, draw, seed) => {
      expect(choose({ candidates: shuffle(drawn, seed), offers: shuffle(offers, seed), lines: shuffle(lines, seed), draw, minimumDueMinor: 0 })).toBe(choose({ candidates: drawn, offers, lines, draw, minimumDueMinor: 0 }))
    }), { seed: 20_260_322, numRuns: 500 })
  })
})
