import { describe, expect, test } from 'vitest'
import { nextVisitDifferences } from '../../src/crm/checks/next-visit-differences.ts'
import type { OfferId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import { compileOfferBook } from '../../src/domain/offers/offer-book.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'
import { cardKey, testSettings, type TestLane } from '../support/lane.ts'
import { ana, card, codes, offer, openShop, payCash } from '../support/lane-shop.ts'

const couponFor = (offerId: string, digit: string, more: Partial<Offer> = {}): Offer =>
  offer(offerId, { activation: { kind: 'coupon', reference: `952999900001${digit}`, singleUse: true }, condition: { kind: 'quantity', set: { categoryIds: [offerId] }, unitCount: 1 }, reward: { kind: 'amount-off', amountMinor: 100, per: 'once' }, ...more })

const [wine, pasta, coffee] = [couponFor('wine', '1'), couponFor('pasta', '2'), couponFor('coffee', '3')]

function shopWith(offers: readonly Offer[], member: object = {}): TestLane {
  const nextVisit = [{ offerId: 'wine', score: 0.9, reason: 'due-soon' }, { offerId: 'pasta', score: 0.5, reason: 'lapsed' }]
  return openShop({ rows: { offers: offers.map((body) => ({ key: body.offerId, body })), members: [{ key: ana.memberId, body: { ...ana, nextVisit, ...member, keys: [cardKey('0000004821')] } }] } })
}

function buy(lane: TestLane, { code = codes.yoghurt, asMember = true }: { readonly code?: string; readonly asMember?: boolean } = {}): SaleCompleted {
  if (asMember) lane.scan(card('0000004821'))
  lane.scan(code)
  payCash(lane, 1000)
  const fact = lane.store.journal.completedSale()?.fact
  if (!fact) throw new Error('no sale was completed')
  return fact
}

/** What the fact says became of it. */
function chosenThen({ issued, heldOut }: SaleCompleted): string {
  if (heldOut) return `held out ${heldOut.offerId}: ${heldOut.reason}`
  return issued ? `issued ${issued.offerId}: ${issued.reason}` : 'nothing'
}

describe('the next-visit offer at the lane', () => {
  test('is not one she holds unused, from this lane or as head office knows', () => {
    const lane = shopWith([wine, pasta, coffee])
    expect([buy(lane), buy(lane)].map(chosenThen)).toEqual(['issued wine: due-soon', 'issued pasta: lapsed'])
    expect(buy(lane).chosenFrom).toMatchObject({ unusedOfferIds: ['pasta', 'wine'] })
    const told = shopWith([wine, pasta, coffee], { unusedCoupons: [{ couponCode: '9529999000011030001123456', offerId: 'wine', expiresOn: '2026-11-30' }, { couponCode: '9529999000012030001123456', offerId: 'pasta', expiresOn: '2026-11-21' }] })
    expect(chosenThen(buy(told))).toBe('issued pasta: lapsed')
  })

  test('may be hers again when head office tells that she has used it', () => {
    const lane = shopWith([wine])
    const first = buy(lane).issued
    expect(chosenThen(buy(lane))).toBe('nothing')
    lane.store.replica.storePage({ topic: 'coupons', changes: [{ change: 1, key: 'spent', body: { couponCode: first?.couponCode, redeemedAt: '2026-11-22T12:00:00.000Z', journalId: 'another' } }], next: 1, complete: true })
    expect(chosenThen(buy(lane))).toBe('issued wine: due-soon')
  })

  test('is given so many times at one lane and not once more, whoever asks', () => {
    const lane = shopWith([couponFor('wine', '1', { issue: { perLane: 2 } })])
    const sales = [1, 2, 3].map(() => buy(lane, { asMember: false }))
    expect(sales.map(chosenThen)).toEqual(['issued wine: offer-of-the-day', 'issued wine: offer-of-the-day', 'nothing'])
    expect(sales[2]?.chosenFrom).toEqual({ candidates: [], unusedOfferIds: [], usedUpOfferIds: ['wine'] })
  })

  test('of which all lanes together have so many is given within what head office has released to this one', () => {
    const limited = couponFor('wine', '1', { issue: { total: 100 } })
    const none = shopWith([limited])
    expect(chosenThen(buy(none))).toBe('nothing')
    const lane = shopWith([limited])
    const release = (issueCount: number) => lane.store.replica.storePage({ topic: 'allowances', changes: [{ change: issueCount, key: 'wine', body: { journalId: lane.store.identity.journalId, offerId: 'wine', issueCount } }], next: issueCount, complete: true })
    release(1)
    expect([1, 2].map(() => chosenThen(buy(lane, { asMember: false })))).toEqual(['issued wine: offer-of-the-day', 'nothing'])
    release(2)
    expect([1, 2].map(() => chosenThen(buy(lane, { asMember: false })))).toEqual(['issued wine: offer-of-the-day', 'nothing'])
  })

  test('is held back from the holdout, and the fact says what it would have been', () => {
    const lane = shopWith([couponFor('wine', '1', { issue: { holdoutBasisPoints: 10_000, campaignId: 'cellar' } }), pasta])
    const sale = buy(lane)
    expect(sale).toMatchObject({ heldOut: { offerId: 'wine', campaignId: 'cellar', reason: 'due-soon' } })
    expect(sale.issued).toBeUndefined()
    expect(lane.lane.view().sale).not.toHaveProperty('nextVisit')
  })

  test('follows what was bought', () => {
    const goesWithCoffee = couponFor('pasta', '2', { issue: { triggers: [{ kind: 'bought', set: { categoryIds: ['coffee'] }, reason: 'complement', scoreBasisPoints: 9000 }] } })
    const lane = shopWith([wine, goesWithCoffee])
    expect(chosenThen(buy(lane, { code: codes.coffee }))).toBe('issued pasta: lapsed')
  })

  test('can be chosen again from the sale’s fact and the published offers alone', () => {
    const offers = [couponFor('wine', '1', { issue: { holdoutBasisPoints: 5000 } }), couponFor('pasta', '2', { issue: { perLane: 3, triggers: [{ kind: 'bought', set: { categoryIds: ['coffee'] }, reason: 'complement', scoreBasisPoints: 5000 }] } }), coffee]
    const lane = shopWith(offers)
    const sales = Array.from({ length: 12 }, (_, index) => buy(lane, { code: index % 3 === 0 ? codes.coffee : codes.yoghurt, asMember: index % 2 === 0 }))
    const books = { settings: testSettings, book: compileOfferBook(offers) }
    expect(sales.flatMap((sale) => nextVisitDifferences(sale, sale.priced, books))).toEqual([])
    expect(new Set(sales.map(chosenThen)).size).toBeGreaterThan(3)
  })

  test('that a lane made up is found out by head office', () => {
    const sale = buy(shopWith([wine, pasta]))
    const books = { settings: testSettings, book: compileOfferBook([wine, pasta]) }
    const madeUp = { ...sale, issued: sale.issued && { ...sale.issued, offerId: 'pasta' as OfferId } }
    expect(nextVisitDifferences(madeUp, sale.priced, books)).toEqual([{ what: 'next-visit offer', lane: 'pasta given as due-soon', office: 'wine given as due-soon' }])
    expect(nextVisitDifferences({ ...madeUp, chosenFrom: undefined }, sale.priced, books)).toEqual([])
  })

  test('is another one when a lane has used up the serials of the first', () => {
    const lane = shopWith([wine, pasta])
    lane.store.own.issuedCount = (offerId) => (offerId === 'wine' ? 9999 : 0)
    expect(buy(lane)).toMatchObject({ issued: { offerId: 'pasta' }, chosenFrom: { usedUpOfferIds: ['wine'] } })
  })
})
