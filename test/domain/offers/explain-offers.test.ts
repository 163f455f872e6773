import { describe, expect, it } from 'vitest'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import type { OfferState } from '../../../src/domain/offers/priced-basket.ts'
import { line, offer, price, setOf, stateOf, unitsOf, type OfferPart } from '../../support/domain-baskets.ts'

const tenPercent = { kind: 'percent-off', basisPoints: 1000 } as const
const lines = [line('1', 'tea', 300, 2), line('2', 'wine', 900), line('3', 'formula', 1500, 1, { discountable: false })]

describe('every offer says where it stands', () => {
  it.each<[string, Offer['reward'], OfferPart, OfferState]>([
    ['applied', tenPercent, { condition: unitsOf(['tea']) }, { kind: 'applied', amountMinor: 60, points: 0, rewardCount: 2, lineIds: ['1' as never] }],
    ['armed for an item not in the basket, with what it would save', { kind: 'amount-off', amountMinor: 50, per: 'unit' }, { condition: unitsOf(['jam']) }, { kind: 'armed', savingMinor: 50 }],
    ['armed without a figure where the price is not known', tenPercent, { condition: unitsOf(['jam']) }, { kind: 'armed' }],
    ['one unit missing', tenPercent, { condition: unitsOf(['tea'], 3) }, { kind: 'not-met', missingUnits: 1 }],
    ['one unit missing for the bundle', { kind: 'n-for-m', takeCount: 3, payCount: 2 }, { condition: unitsOf(['tea']) }, { kind: 'not-met', missingUnits: 1 }],
    ['money missing in the set', tenPercent, { condition: { kind: 'spend', set: setOf(['tea']), spendMinor: 1931 } }, { kind: 'not-met', missingMinor: 1331 }],
    ['money missing in the basket, where what no offer may touch does not count', { kind: 'basket-percent-off', basisPoints: 500 }, { condition: { kind: 'basket', spendMinor: 2831 } }, { kind: 'not-met', missingMinor: 1331 }],
    ['not discountable', tenPercent, { condition: unitsOf(['formula']) }, { kind: 'excluded', reason: 'not-discountable' }],
    ['no better than the shelf', { kind: 'fixed-price', unitCount: 1, priceMinor: 350 }, { condition: unitsOf(['tea']) }, { kind: 'beaten', by: [] }],
    ['not yet', tenPercent, { window: { fromDay: '2026-11-23', untilDay: '2026-12-31' } }, { kind: 'excluded', reason: 'not-yet' }],
    ['expired', tenPercent, { window: { fromDay: '2026-01-01', untilDay: '2026-11-21' } }, { kind: 'excluded', reason: 'expired' }],
    ['not on this weekday', tenPercent, { window: { fromDay: '2026-01-01', untilDay: '2026-12-31', weekdays: [1, 2, 3, 4, 5] } }, { kind: 'excluded', reason: 'not-now' }],
    ['not at this hour', tenPercent, { window: { fromDay: '2026-01-01', untilDay: '2026-12-31', minutes: { from: 480, until: 600 } } }, { kind: 'excluded', reason: 'not-now' }],
    ['on its last day, from its first minute', tenPercent, { condition: unitsOf(['wine']), window: { fromDay: '2026-11-22', untilDay: '2026-11-22', weekdays: [7], minutes: { from: 600, until: 601 } } }, { kind: 'applied', amountMinor: 90, points: 0, rewardCount: 1, lineIds: ['2' as never] }],
    ['in hours that run past midnight', tenPercent, { condition: unitsOf(['wine']), window: { fromDay: '2026-01-01', untilDay: '2026-12-31', minutes: { from: 1320, until: 601 } } }, { kind: 'applied', amountMinor: 90, points: 0, rewardCount: 1, lineIds: ['2' as never] }],
  ])('%s', (_, reward, part, state) => {
    expect(stateOf(price(lines, [offer('o', reward, part)]), 'o')).toEqual(state)
  })

  it('names all offers that have its units', () => {
    const priced = price(lines, [offer('all', tenPercent, { condition: unitsOf(['tea', 'wine'], 3) }), offer('tea', { kind: 'percent-off', basisPoints: 2000 }, { condition: unitsOf(['tea']) }), offer('wine', { kind: 'percent-off', basisPoints: 3000 }, { condition: unitsOf(['wine']) })])
    expect(stateOf(priced, 'all')).toEqual({ kind: 'beaten', by: ['tea', 'wine'] })
  })

  it('names the offer of another group that left nothing to take', () => {
    const priced = price(lines, [offer('gift', { kind: 'percent-off', basisPoints: 10_000 }, { condition: unitsOf(['wine']), stackingGroup: 'a' }), offer('late', tenPercent, { condition: unitsOf(['wine']), stackingGroup: 'b' })])
    expect(stateOf(priced, 'late')).toEqual({ kind: 'beaten', by: ['gift'] })
  })

  it('lists outcomes in offer order and leaves none out', () => {
    const priced = price(lines, ['c', 'a', 'b'].map((id) => offer(id, tenPercent)))
    expect(priced.outcomes.map(({ offerId, state }) => [offerId, state.kind])).toEqual([['a', 'applied'], ['b', 'beaten'], ['c', 'beaten']])
  })
})
