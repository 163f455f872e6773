import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unitCountOf, type Line } from '../../../src/domain/basket/line.ts'
import type { CashierId, CouponCode, LineId, MemberId, OfferId, SaleId, TenderId } from '../../../src/domain/ids.ts'
import { earnOnMoney } from '../../../src/domain/loyalty/earn-on-money.ts'
import { sumOfParts } from '../../../src/domain/loyalty/points-part.ts'
import { cashRoundings, roundCash } from '../../../src/domain/money/cash-rounding.ts'
import { compileOfferBook } from '../../../src/domain/offers/offer-book.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { priceBasket } from '../../../src/domain/offers/price-basket.ts'
import type { ArmedOffer } from '../../../src/domain/offers/priced-basket.ts'
import { saleReturn } from '../../../src/domain/returns/sale-return.ts'
import { moneyBack, returnableUnits, workOutReturn } from '../../../src/domain/returns/work-out-return.ts'
import { redeemedCoupons } from '../../../src/domain/sale/complete-sale.ts'
import type { SaleCompleted, Tender } from '../../../src/domain/sale/facts.ts'
import type { SaleReturned } from '../../../src/domain/sale/sale-returned.ts'
import { saleTerms, soldAgain } from '../../../src/domain/sale/sale-terms.ts'
import { armed, byCoupon, line, offer, setOf, sundayMorning, taxA, taxB, unitsOf } from '../../support/domain-baskets.ts'
import { smallBasket } from '../../support/domain-small-baskets.ts'

const earn = { points: 2, perMinor: 100 }
const member = { tier: 'gold' }

interface Paid {
  readonly pointsMinor?: number
  readonly cardMinor?: number
  readonly rounding?: typeof cashRoundings.FI
}

/** A finished sale to a member, paid with points, then by card, and the rest in cash; a point is worth a cent. */
function sold(lines: readonly Line[], offers: readonly (Offer | ArmedOffer)[], { pointsMinor = 0, cardMinor = 0, rounding }: Paid = {}): SaleCompleted {
  const candidates = offers.map((each) => ('offer' in each ? each : armed(each)))
  const priced = priceBasket({ lines, armed: candidates, time: sundayMorning, taxClasses: [taxA, taxB], earn, hasMember: true, member })
  const { dueMinor } = priced.totals
  const cashMinor = roundCash(dueMinor - pointsMinor - cardMinor, rounding)
  const tender = (tenderKind: Tender['tenderKind'], amountMinor: number, more: Partial<Tender> = {}): Tender[] => (amountMinor > 0 ? [{ tenderId: tenderKind as TenderId, tenderKind, amountMinor, ...more }] : [])
  const book = compileOfferBook(candidates.map((each) => each.offer))
  const earned = sumOfParts(earnOnMoney(priced.pointsParts ?? [], { dueMinor, paidInPointsMinor: pointsMinor }))
  const roundingMinor = pointsMinor + cardMinor + cashMinor - dueMinor
  return {
    kind: 'sale-completed', saleId: 'sale' as SaleId, receiptNumber: 1, openedAt: '2026-11-22T10:00:00.000Z', completedAt: '2026-11-22T10:05:00.000Z', businessDay: '2026-11-22', cashierId: 'maria' as CashierId,
    lines, priced, pricedWith: { time: sundayMorning, edition: { settingsChange: 1, itemsChange: 1, offersChange: 1, offersDigest: '' } }, terms: saleTerms({ lines, priced, book, settings: { earnRules: earn }, member }),
    tenders: [...tender('points', pointsMinor, { points: pointsMinor }), ...tender('card', cardMinor), ...tender('cash', cashMinor)], changeMinor: 0, ...(roundingMinor === 0 ? {} : { roundingMinor }),
    member: { memberId: 'm' as MemberId, displayName: 'Ana F.', cardLast4: '0000', identifiedBy: 'card' },
    points: { earned, ...(pointsMinor > 0 ? { spent: pointsMinor } : {}), balanceBefore: 1000, balanceAfter: 1000 - pointsMinor + earned },
    redeemed: redeemedCoupons(candidates.flatMap(({ couponCode, offer: { offerId } }) => (couponCode === undefined ? [] : [{ couponCode, offerId, singleUse: true }])), priced),
  }
}

/** Brings lines back in several goes, each a record of units by line; returns what was written down. */
function bringBack(completed: SaleCompleted, goes: readonly Readonly<Record<string, number>>[], card?: 'card', rounding?: typeof cashRoundings.FI): SaleReturned[] {
  return goes.reduce<SaleReturned[]>((earlier, go, index) => {
    const chosen = Object.entries(go).map(([lineId, unitCount]) => ({ lineId: lineId as LineId, unitCount }))
    const worked = workOutReturn({ completed, earlier, chosen })
    if (!worked) throw new Error('the sale has lost its terms')
    return [...earlier, saleReturn({ completed }, worked, moneyBack(worked, earlier, card, rounding), { at: '2026-11-23T10:00:00.000Z', businessDay: '2026-11-23', cashierId: 'maria' as CashierId, newSaleId: `return-${index}` as SaleId, receiptNumber: index + 2, reason: 'unwanted' })]
  }, [])
}

const sum = (returns: readonly SaleReturned[], amountOf: (each: SaleReturned) => number): number => returns.reduce((total, each) => total + amountOf(each), 0)
const tendered = (returns: readonly SaleReturned[], kind: Tender['tenderKind']): number => sum(returns, ({ tenders }) => tenders.reduce((total, { tenderKind, amountMinor }) => total + (tenderKind === kind ? amountMinor : 0), 0))

const threeForTwo = offer('3for2', { kind: 'n-for-m', takeCount: 3, payCount: 2 }, { condition: unitsOf(['beer']) })

describe('what goods that come back are worth', () => {
  it('a three for two, one by one: nothing, one price, the other price; and the broken offer says so', () => {
    const returns = bringBack(sold([line('1', 'beer', 150, 3)], [threeForTwo]), [{ 1: 1 }, { 1: 1 }, { 1: 1 }])
    expect(returns.map(({ dueBackMinor }) => dueBackMinor)).toEqual([0, 150, 150])
    expect(returns[0]?.broken).toEqual([{ offerId: '3for2', name: { en: '3for2' }, gaveMinor: 150, givesMinor: 0 }])
    expect(returns.map(({ tenders }) => tenders.length)).toEqual([0, 1, 1])
  })

  it('over several lines the rest of a broken offer goes to the goods it was kept for', () => {
    const lines = ['1', '2', '3'].map((lineId) => line(lineId, 'beer', 150))
    const returns = bringBack(sold(lines, [threeForTwo]), [{ 1: 1 }, { 2: 1, 3: 1 }])
    expect(returns.map(({ lines: back }) => back.map(({ lineId, quantity, refundMinor }) => [lineId, unitCountOf(quantity), refundMinor]))).toEqual([[['1', 1, 0]], [['2', 1, 100], ['3', 1, 100], ['1', 0, 100]]])
  })

  it('what was paid with points goes back as points, for the same part', () => {
    const returns = bringBack(sold([line('1', 'pan', 3000), line('2', 'pot', 1000)], [], { pointsMinor: 1000 }), [{ 2: 1 }, { 1: 1 }])
    expect(returns.map(({ tenders, points }) => ({ tenders, points }))).toEqual([
      { tenders: [{ tenderKind: 'points', amountMinor: 250, points: 250 }, { tenderKind: 'cash', amountMinor: 750 }], points: { takenBack: 15, givenBack: 250 } },
      { tenders: [{ tenderKind: 'points', amountMinor: 750, points: 750 }, { tenderKind: 'cash', amountMinor: 2250 }], points: { takenBack: 45, givenBack: 750 } },
    ])
  })

  it.each<[string, Paid, readonly Readonly<Record<string, number>>[], 'card' | undefined, [card: number, cash: number][]]>([
    ['a card gets back what it paid', { cardMinor: 1500 }, [{ 1: 1 }, { 2: 1 }], 'card', [[1000, 0], [500, 0]]],
    ['a card gets no more than it paid, the rest is cash', { cardMinor: 1200 }, [{ 1: 1 }, { 2: 1 }], 'card', [[1000, 0], [200, 300]]],
    ['cash where the cashier says so', { cardMinor: 1500 }, [{ 1: 1 }, { 2: 1 }], undefined, [[0, 1000], [0, 500]]],
    ['nothing goes to a card that paid nothing', {}, [{ 1: 1 }, { 2: 1 }], 'card', [[0, 1000], [0, 500]]],
  ])('%s', (_, paid, goes, card, expected) => {
    const returns = bringBack(sold([line('1', 'pan', 1000), line('2', 'pot', 500)], [], paid), goes, card)
    expect(returns.map((each) => [tendered([each], 'card'), tendered([each], 'cash')])).toEqual(expected)
  })

  it('cash is rounded as it was at the sale, and every rounding is made good by the next', () => {
    const completed = sold([line('1', 'pan', 503), line('2', 'pot', 499)], [], { rounding: cashRoundings.FI })
    expect(completed.tenders.map(({ amountMinor }) => amountMinor)).toEqual([1000])
    const returns = bringBack(completed, [{ 1: 1 }, { 2: 1 }], undefined, cashRoundings.FI)
    expect(returns.map(({ dueBackMinor, roundingMinor, tenders }) => [dueBackMinor, roundingMinor, tenders[0]?.amountMinor])).toEqual([[503, 2, 505], [499, -4, 495]])
  })

  it.each([[true, ['9521234000001']], [undefined, []]] as const)('a single-use coupon is free again where its offer says so (%s), once', (restoredOnReturn, expected) => {
    const coupon = offer('wine', { kind: 'amount-off', amountMinor: 100, per: 'once' }, { condition: unitsOf(['wine']), activation: { kind: 'coupon', reference: '9521234000001', singleUse: true }, restoredOnReturn })
    const returns = bringBack(sold([line('1', 'wine', 600), line('2', 'bread', 200)], [byCoupon(coupon, '9521234000001')]), [{ 1: 1 }, { 2: 1 }])
    expect(returns.map(({ restored }) => restored.couponCodes)).toEqual([expected, []])
    expect(returns[0]?.restored.offers.map(({ offerId, rewardCount, amountMinor }) => [offerId, rewardCount, amountMinor])).toEqual(expected.length > 0 ? [['wine', 1, 100]] : [])
  })

  it('the coupon for the next visit goes with the last of the goods', () => {
    const couponCode = '9521234000001123456' as CouponCode
    const completed: SaleCompleted = { ...sold([line('1', 'pan', 1000), line('2', 'pot', 500)], []), issued: { couponCode, offerId: 'next' as OfferId, name: { en: 'next' }, expiresOn: '2026-12-31', reason: 'due-soon' } }
    expect(bringBack(completed, [{ 1: 1 }, { 2: 1 }]).map(({ withdrawn }) => withdrawn)).toEqual([undefined, couponCode])
  })

  it('a sale from before its terms were kept is not guessed at', () => {
    const { terms: _gone, ...old } = sold([line('1', 'pan', 1000)], [])
    expect(workOutReturn({ completed: old, earlier: [], chosen: [{ lineId: '1' as LineId, unitCount: 1 }] })).toBeUndefined()
  })

  it('more than is left is a mistake of the caller', () => {
    const completed = sold([line('1', 'pan', 1000, 2)], [])
    const earlier = bringBack(completed, [{ 1: 1 }])
    expect(returnableUnits(completed, earlier)).toEqual(new Map([['1', 1]]))
    expect(() => workOutReturn({ completed, earlier, chosen: [{ lineId: '1' as LineId, unitCount: 2 }] })).toThrow()
  })
})

describe('the terms a sale keeps', () => {
  it('name of long lists of items only what was bought, and say the same of it', () => {
    const many = ['beer', ...Array.from({ length: 500 }, (_, index) => `other-${index}`)]
    const completed = sold([line('1', 'beer', 150, 3), line('2', 'bread', 200)], [offer('3for2', { kind: 'n-for-m', takeCount: 3, payCount: 2 }, { condition: unitsOf(many) }), offer('gift', { kind: 'get-percent-off', set: setOf(['bread', ...many.slice(1)]), unitCount: 1, basisPoints: 10_000 }, { condition: unitsOf(many), stackingGroup: 'gifts' })])
    const sets = JSON.stringify(completed.terms?.offers)
    expect(sets).toContain('beer')
    expect(sets).not.toContain('other-7')
    const again = soldAgain(completed)
    expect(again && priceBasket(again.sold).totals).toEqual(completed.priced.totals)
  })
})

describe('whatever was bought, paid and brought back', () => {
  const anySale = smallBasket({ unitCount: 5, itemOfferCount: 3, groupCount: 2, basketOfferCount: 1 }).chain(({ lines, offers }) =>
    fc.record({
      lines: fc.constant(lines), offers: fc.constant(offers),
      pointsPart: fc.integer({ min: 0, max: 100 }), cardPart: fc.integer({ min: 0, max: 100 }), rounded: fc.boolean(), byCard: fc.boolean(),
      goes: fc.tuple(...lines.map(({ quantity }) => fc.array(fc.nat({ max: 2 }), { minLength: unitCountOf(quantity), maxLength: unitCountOf(quantity) }))),
    }),
  )

  it('everything in any number of goes gives back what was paid to the cent, and the points are as before', () => {
    fc.assert(
      fc.property(anySale, ({ lines, offers, pointsPart, cardPart, rounded, byCard, goes }) => {
        const { dueMinor } = sold(lines, offers).priced.totals
        const pointsMinor = Math.floor((dueMinor * pointsPart) / 100)
        const cardMinor = rounded ? 0 : Math.floor(((dueMinor - pointsMinor) * cardPart) / 100)
        const rounding = rounded ? cashRoundings.FI : undefined
        const completed = sold(lines, offers, { pointsMinor, cardMinor, ...(rounding ? { rounding } : {}) })
        const plan = [0, 1, 2].map((go) => Object.fromEntries(lines.flatMap(({ lineId }, index) => { const count = (goes[index] ?? []).filter((each) => each === go).length; return count > 0 ? [[lineId, count]] : [] }))).filter((go) => Object.keys(go).length > 0)
        const returns = bringBack(completed, plan, byCard ? 'card' : undefined, rounding)
        for (const { dueBackMinor, tenders, roundingMinor = 0 } of returns) expect(tenders.reduce((total, { amountMinor }) => total + amountMinor, 0)).toBe(dueBackMinor + roundingMinor)
        expect(sum(returns, ({ dueBackMinor }) => dueBackMinor)).toBe(dueMinor)
        expect(sum(returns, ({ points }) => points?.takenBack ?? 0)).toBe(completed.points?.earned)
        expect(sum(returns, ({ points }) => points?.givenBack ?? 0)).toBe(pointsMinor)
        expect(tendered(returns, 'points')).toBe(pointsMinor)
        expect(tendered(returns, 'card') + tendered(returns, 'cash')).toBe(completed.tenders.reduce((total, { tenderKind, amountMinor }) => total + (tenderKind === 'points' ? 0 : amountMinor), 0))
        if (byCard) expect(tendered(returns, 'card')).toBe(cardMinor)
      }),
      { seed: 4, numRuns: 150 },
    )
  })
})
