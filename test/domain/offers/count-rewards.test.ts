import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { armed, byCoupon, line, offer, price, setOf, stateOf, unitsOf, type OfferPart } from '../../support/domain-baskets.ts'
import { smallBasket } from '../../support/domain-small-baskets.ts'

type Reward = Offer['reward']

/** Seven teas at 1.00, four jams at 0.50, half a kilogram of figs at 4.00. */
const basket = [line('1', 'tea', 100, 7), line('2', 'jam', 50, 4), line('3', 'figs', 400, 1, {}, 500)]
const tea: OfferPart = { condition: unitsOf(['tea']) }
const pair: OfferPart = { condition: { kind: 'sets', parts: [{ set: setOf(['tea']), unitCount: 1 }, { set: setOf(['jam']), unitCount: 1 }] } }
const freeJam: Reward = { kind: 'get-percent-off', set: setOf(['jam']), unitCount: 2, basisPoints: 10_000 }

describe('an applied offer says how many rewards it gave', () => {
  it.each<[title: string, reward: Reward, terms: OfferPart, rewardCount: number]>([
    ['units, for a percentage', { kind: 'percent-off', basisPoints: 1000 }, tea, 7],
    ['units that carry it, not those that only meet the condition', { kind: 'percent-off', basisPoints: 1000 }, { condition: unitsOf(['tea'], 3), limits: { perTransaction: 1 } }, 1],
    ['units, for an amount off each', { kind: 'amount-off', amountMinor: 10, per: 'unit' }, tea, 7],
    ['lines by weight, for an amount per kilogram', { kind: 'amount-off', amountMinor: 100, per: 'kg' }, {}, 1],
    ['one, for an amount once', { kind: 'amount-off', amountMinor: 250, per: 'once' }, tea, 1],
    ['units, for a plain price', { kind: 'fixed-price', unitCount: 1, priceMinor: 80 }, tea, 7],
    ['bundles, for three at one price', { kind: 'fixed-price', unitCount: 3, priceMinor: 200 }, tea, 2],
    ['weighed lines, for a price per kilogram', { kind: 'price-per-kg', priceMinor: 500 }, {}, 1],
    ['bundles, for three for two', { kind: 'n-for-m', takeCount: 3, payCount: 2 }, tea, 2],
    ['units, for tiers', { kind: 'tiered-percent-off', by: 'units', tiers: [{ from: 2, basisPoints: 500 }, { from: 5, basisPoints: 1000 }] }, tea, 7],
    ['bundles, for a price of several sets', { kind: 'bundle-price', priceMinor: 120 }, pair, 4],
    ['bundles, for a percentage on several sets', { kind: 'percent-off', basisPoints: 1000 }, pair, 4],
    ['one, for an amount once on several sets', { kind: 'amount-off', amountMinor: 100, per: 'once' }, pair, 1],
    ['times the condition is met, for goods got free', freeJam, { condition: unitsOf(['tea'], 3) }, 2],
    ['times, however few of the goods there are to get', freeJam, { condition: { kind: 'spend', set: setOf(['tea']), spendMinor: 200 } }, 2],
    ['one, for a percentage off the basket', { kind: 'basket-percent-off', basisPoints: 500 }, { condition: { kind: 'basket', spendMinor: 0 } }, 1],
    ['one, for an amount off the basket', { kind: 'basket-amount-off', amountMinor: 100 }, { condition: { kind: 'basket', spendMinor: 0 } }, 1],
    ['one, for bonus points', { kind: 'bonus-points', points: 50 }, tea, 1],
  ])('%s', (_, reward, terms, rewardCount) => {
    expect(stateOf(price(basket, [offer('o', reward, terms)], { hasMember: true }), 'o')).toMatchObject({ kind: 'applied', rewardCount })
  })

  it('units that a budget leaves without a cent count all the same', () => {
    const cut = { ...armed(offer('o', { kind: 'percent-off', basisPoints: 1000 }, tea)), remaining: { budgetMinor: 3 } }
    expect(stateOf(price(basket, [cut]), 'o')).toMatchObject({ kind: 'applied', amountMinor: 3, rewardCount: 7 })
  })

  it('each coupon of an offer counts by itself', () => {
    const euro = offer('o', { kind: 'amount-off', amountMinor: 100, per: 'once' }, { ...tea, limits: { perTransaction: 2 } })
    const { outcomes } = price(basket, [byCoupon(euro, '1'), byCoupon(euro, '2')])
    expect(outcomes.map(({ state }) => state)).toMatchObject([{ rewardCount: 1 }, { rewardCount: 1 }])
  })

  it('what its limits left is told with it, so that the sale can be priced again', () => {
    const remaining = { rewardCount: 2, limitedBy: 'member-limit' } as const
    const priced = price(basket, [{ ...armed(offer('o', { kind: 'percent-off', basisPoints: 1000 }, tea)), remaining }])
    expect(priced.outcomes).toMatchObject([{ remaining, state: { kind: 'applied', rewardCount: 2 } }])
  })
})

it('an offer that limits leave nothing of says which of them', () => {
  const spent = { ...armed(offer('o', { kind: 'percent-off', basisPoints: 1000 })), remaining: { rewardCount: 0, limitedBy: 'needs-member' } as const }
  expect(stateOf(price(basket, [spent]), 'o')).toEqual({ kind: 'excluded', reason: 'needs-member' })
})

it('no offer gives more rewards or money than was left, and every giver a whole number of them', () => {
  fc.assert(
    fc.property(smallBasket({ unitCount: 7, itemOfferCount: 3, groupCount: 2, basketOfferCount: 1 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 150 }), ({ lines, offers }, rewardCount, budgetMinor) => {
      const { outcomes } = price(lines, offers.map((each) => ({ ...each, remaining: { rewardCount, budgetMinor } })))
      for (const { state } of outcomes) {
        if (state.kind !== 'applied') continue
        expect(Number.isInteger(state.rewardCount)).toBe(true)
        expect(state.rewardCount).toBeGreaterThanOrEqual(1)
        expect(state.rewardCount).toBeLessThanOrEqual(rewardCount)
        expect(state.amountMinor).toBeLessThanOrEqual(budgetMinor)
      }
    }),
    { seed: 20_261_122, numRuns: 400 },
  )
})
