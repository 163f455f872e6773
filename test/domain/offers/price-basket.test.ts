import { describe, expect, it } from 'vitest'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { byCoupon, line, netOf, offer, price, setOf, stateOf, sundayMorning, unitsOf } from '../../support/domain-baskets.ts'

const tenPercent = { kind: 'percent-off', basisPoints: 1000 } as const
const threeForTwo = { kind: 'n-for-m', takeCount: 3, payCount: 2 } as const

describe('what each reward takes off', () => {
  it.each<[string, Offer['reward'], Offer['condition'], [string, number, number][], number[]]>([
    ['10 % off every unit, each rounded half up: 0.95 saves 0.10', tenPercent, unitsOf(['tea']), [['tea', 95, 3]], [255]],
    ['10 % once three units are there', tenPercent, unitsOf(['tea'], 3), [['tea', 100, 4]], [360]],
    ['nothing with two of three', tenPercent, unitsOf(['tea'], 3), [['tea', 100, 2]], [200]],
    ['0.30 off every unit', { kind: 'amount-off', amountMinor: 30, per: 'unit' }, unitsOf(['tea']), [['tea', 100, 3]], [210]],
    ['no more off than the price', { kind: 'amount-off', amountMinor: 300, per: 'unit' }, unitsOf(['tea']), [['tea', 100, 2]], [0]],
    ['1.00 off once, however many', { kind: 'amount-off', amountMinor: 100, per: 'once' }, unitsOf(['tea']), [['tea', 250, 3]], [650]],
    ['5.00 off once runs over as many units as it needs', { kind: 'amount-off', amountMinor: 500, per: 'once' }, unitsOf(['tea']), [['tea', 300, 2]], [100]],
    ['1.00 off two together is shared between them', { kind: 'amount-off', amountMinor: 100, per: 'once' }, unitsOf(['tea', 'jam'], 2), [['tea', 300, 1], ['jam', 100, 1]], [225, 75]],
    ['a fixed price for one', { kind: 'fixed-price', unitCount: 1, priceMinor: 199 }, unitsOf(['tea']), [['tea', 250, 2]], [398]],
    ['three for 5.00, the fourth at its price', { kind: 'fixed-price', unitCount: 3, priceMinor: 500 }, unitsOf(['tea']), [['tea', 200, 4]], [700]],
    ['two for 3.00 over mixed prices takes the dearest together', { kind: 'fixed-price', unitCount: 2, priceMinor: 300 }, unitsOf(['tea', 'jam', 'egg']), [['egg', 100, 1], ['tea', 400, 1], ['jam', 200, 1]], [100, 200, 100]],
    ['a fixed price above the shelf price is not used', { kind: 'fixed-price', unitCount: 1, priceMinor: 300 }, unitsOf(['tea']), [['tea', 250, 1]], [250]],
    ['three for two', threeForTwo, unitsOf(['tea']), [['tea', 99, 3]], [198]],
    ['three for two over mixed prices: the dearest three give the most', threeForTwo, unitsOf(['tea', 'jam']), [['tea', 300, 3], ['jam', 100, 2]], [600, 200]],
    ['two for one, five units', { kind: 'n-for-m', takeCount: 2, payCount: 1 }, unitsOf(['tea']), [['tea', 100, 5]], [300]],
    ['10 % for 5.00 worth of the set', tenPercent, { kind: 'spend', set: setOf(['tea', 'jam']), spendMinor: 500 }, [['tea', 300, 1], ['jam', 200, 1], ['egg', 100, 1]], [270, 180, 100]],
    ['nothing below 5.00 worth', tenPercent, { kind: 'spend', set: setOf(['tea']), spendMinor: 500 }, [['tea', 499, 1]], [499]],
    ['5 % off the basket', { kind: 'basket-percent-off', basisPoints: 500 }, { kind: 'basket', spendMinor: 1000 }, [['tea', 800, 1], ['jam', 200, 1]], [760, 190]],
    ['1.00 off the basket, shared by value, odd cent to the largest remainder', { kind: 'basket-amount-off', amountMinor: 100 }, { kind: 'basket', spendMinor: 0 }, [['tea', 100, 1], ['jam', 100, 1], ['egg', 100, 1]], [67, 67, 66]],
    ['no more off the basket than it costs', { kind: 'basket-amount-off', amountMinor: 1000 }, { kind: 'basket', spendMinor: 0 }, [['tea', 100, 1]], [0]],
  ])('%s', (_, reward, condition, basket, nets) => {
    const lines = basket.map(([item, unitMinor, count], index) => line(String(index + 1), item, unitMinor, count))
    expect(netOf(price(lines, [offer('o', reward, { condition })]))).toEqual(nets)
  })

  it('counts a weighed line as one unit, whatever it weighs', () => {
    const grapes = line('1', 'grapes', 293, 1, {}, 734)
    expect(netOf(price([grapes], [offer('o', tenPercent)]))).toEqual([264])
    expect(stateOf(price([grapes], [offer('o', tenPercent, { condition: unitsOf(['grapes'], 2) })]), 'o')).toEqual({ kind: 'not-met', missingUnits: 1 })
    expect(netOf(price([grapes, { ...grapes, lineId: line('2', 'x', 1).lineId }], [offer('o', { kind: 'fixed-price', unitCount: 2, priceMinor: 400 })]))).toEqual([200, 200])
  })

  it('says which units of a line an offer used', () => {
    const priced = price([line('1', 'tea', 99, 4), line('2', 'jam', 50, 1)], [offer('o', threeForTwo, { condition: unitsOf(['tea']) })])
    expect(priced.lines[0]?.discounts).toEqual([{ offerId: 'o', name: { en: 'o' }, armedBy: 'automatic', amountMinor: 99, unitCount: 3 }])
    expect(priced.lines[1]?.discounts).toEqual([])
    expect(stateOf(priced, 'o')).toEqual({ kind: 'applied', amountMinor: 99, points: 0, rewardCount: 1, lineIds: ['1'] })
  })
})

describe('limits', () => {
  it.each<[string, Offer['reward'], number, number]>([
    ['two units at 10 % off', tenPercent, 2, 480],
    ['one bundle of three for two', threeForTwo, 1, 400],
    ['one pair at 1.50', { kind: 'fixed-price', unitCount: 2, priceMinor: 150 }, 1, 450],
  ])('%s in one sale, the rest at its price', (_, reward, perTransaction, netMinor) => {
    const lines = [line('1', 'tea', 100, 5)]
    expect(price(lines, [offer('o', reward, { limits: { perTransaction } })]).totals.netMinor).toBe(netMinor)
  })

  it('go to the dearest units', () => {
    const lines = [line('1', 'tea', 100), line('2', 'wine', 900), line('3', 'jam', 200)]
    expect(netOf(price(lines, [offer('o', { kind: 'percent-off', basisPoints: 5000 }, { limits: { perTransaction: 1 } })]))).toEqual([100, 450, 200])
  })

  it('let two coupons give an amount off once each, and shut out the third', () => {
    const euroOff = offer('euro', { kind: 'amount-off', amountMinor: 100, per: 'once' }, { limits: { perTransaction: 2 } })
    const coupons = ['9521234000001', '9521234000002', '9521234000003'].map((code) => byCoupon(euroOff, code))
    const priced = price([line('1', 'tea', 250, 3)], coupons)
    expect(priced.totals.discountMinor).toBe(200)
    expect(priced.outcomes.map(({ couponCode, state }) => [couponCode, state.kind])).toEqual([
      ['9521234000001', 'applied'],
      ['9521234000002', 'applied'],
      ['9521234000003', 'excluded'],
    ])
  })

  it('make a second coupon of a percentage offer useless, and keep it', () => {
    const coupons = ['9521234000001', '9521234000002'].map((code) => byCoupon(offer('ten', tenPercent), code))
    const priced = price([line('1', 'tea', 1000)], coupons)
    expect(priced.totals.discountMinor).toBe(100)
    expect(priced.outcomes[1]?.state).toEqual({ kind: 'excluded', reason: 'limit-reached' })
  })
})

describe('stacking', () => {
  it('lets a unit serve one offer of a group: the better one', () => {
    const priced = price([line('1', 'tea', 1000)], [offer('a', tenPercent), offer('b', { kind: 'percent-off', basisPoints: 2000 })])
    expect(priced.totals.netMinor).toBe(800)
    expect(stateOf(priced, 'a')).toEqual({ kind: 'beaten', by: ['b'] })
  })

  it('does not let units that met one offer’s condition meet another’s in the same group', () => {
    // Three units make the bundle; the fourth alone is not the two that the other offer asks for.
    const bundle = offer('bundle', { kind: 'fixed-price', unitCount: 3, priceMinor: 150 }, { condition: unitsOf(['tea'], 3) })
    const pair = offer('pair', { kind: 'amount-off', amountMinor: 30, per: 'unit' }, { condition: unitsOf(['tea'], 2) })
    const priced = price([line('1', 'tea', 100, 4)], [bundle, pair])
    expect(priced.totals.discountMinor).toBe(150)
    expect(stateOf(priced, 'pair')).toEqual({ kind: 'beaten', by: ['bundle'] })
  })

  it('lets groups work one after another on what is left, by name of the group', () => {
    const priced = price([line('1', 'tea', 1000)], [offer('half', { kind: 'percent-off', basisPoints: 5000 }, { stackingGroup: 'b' }), offer('one', { kind: 'amount-off', amountMinor: 100, per: 'unit' }, { stackingGroup: 'a' })])
    expect(netOf(priced)).toEqual([450])
    expect(priced.lines[0]?.discounts.map(({ offerId, amountMinor }) => [offerId, amountMinor])).toEqual([['half', 450], ['one', 100]])
  })

  it('never goes below zero, however much is stacked', () => {
    const offers = ['a', 'b', 'c'].map((group) => offer(group, { kind: 'amount-off', amountMinor: 60, per: 'unit' }, { stackingGroup: group }))
    const priced = price([line('1', 'tea', 100)], offers)
    expect(netOf(priced)).toEqual([0])
    expect(priced.lines[0]?.discounts.map(({ amountMinor }) => amountMinor)).toEqual([60, 40])
  })

  it('gives one basket offer per group, on what is left after item offers and the group before', () => {
    const basket = { condition: { kind: 'basket', spendMinor: 0 } } as const
    const offers = [
      offer('item', tenPercent),
      offer('five', { kind: 'basket-percent-off', basisPoints: 500 }, { ...basket, stackingGroup: 'm' }),
      offer('euro', { kind: 'basket-amount-off', amountMinor: 100 }, { ...basket, stackingGroup: 'm' }),
      offer('last', { kind: 'basket-percent-off', basisPoints: 1000 }, { ...basket, stackingGroup: 'n' }),
    ]
    const priced = price([line('1', 'tea', 1000)], offers)
    expect(priced.totals.netMinor).toBe(720)
    expect(stateOf(priced, 'five')).toEqual({ kind: 'beaten', by: ['euro'] })
  })
})

describe('where taking the first offer that fits goes wrong', () => {
  it('spares the dear units for the offer that makes more of them', () => {
    const offers = [offer('a-any', { kind: 'fixed-price', unitCount: 1, priceMinor: 90 }, { condition: unitsOf(['tea', 'wine']), limits: { perTransaction: 1 } }), offer('b-wine', tenPercent, { condition: unitsOf(['wine']) })]
    expect(price([line('1', 'tea', 100), line('2', 'wine', 102)], offers).totals.discountMinor).toBe(20)
  })

  it('breaks up a bundle when its parts save more elsewhere', () => {
    const offers = [offer('a-bundle', threeForTwo, { condition: unitsOf(['tea', 'jam', 'egg']) }), offer('b-tea', { kind: 'percent-off', basisPoints: 4000 }, { condition: unitsOf(['tea']) })]
    const priced = price([line('1', 'tea', 500), line('2', 'jam', 150), line('3', 'egg', 150)], offers)
    expect(priced.totals.discountMinor).toBe(200)
    expect(stateOf(priced, 'a-bundle')).toEqual({ kind: 'beaten', by: ['b-tea'] })
  })

  it('gives up a small item discount to keep the basket’s spend', () => {
    const offers = [offer('item', { kind: 'amount-off', amountMinor: 100, per: 'unit' }, { condition: unitsOf(['tea']) }), offer('basket', { kind: 'basket-amount-off', amountMinor: 500 }, { condition: { kind: 'basket', spendMinor: 5000 }, stackingGroup: 'z' })]
    const priced = price([line('1', 'tea', 2550), line('2', 'wine', 2500)], offers)
    expect(priced.totals.discountMinor).toBe(500)
    expect(stateOf(priced, 'item')).toEqual({ kind: 'beaten', by: ['basket'] })
  })

  it('keeps just as many item discounts as the basket’s spend bears', () => {
    const offers = [offer('item', { kind: 'amount-off', amountMinor: 20, per: 'unit' }, { condition: unitsOf(['tea']) }), offer('basket', { kind: 'basket-amount-off', amountMinor: 500 }, { condition: { kind: 'basket', spendMinor: 5000 }, stackingGroup: 'z' })]
    const priced = price([line('1', 'tea', 505, 10)], offers)
    expect(priced.totals.discountMinor).toBe(2 * 20 + 500)
    expect(priced.lines[0]?.discounts.map(({ unitCount }) => unitCount)).toEqual([0, 2])
  })

  it('lets the basket’s spend go when the item discounts are worth more', () => {
    const offers = [offer('item', { kind: 'percent-off', basisPoints: 5000 }), offer('basket', { kind: 'basket-amount-off', amountMinor: 500 }, { condition: { kind: 'basket', spendMinor: 5000 }, stackingGroup: 'z' })]
    const priced = price([line('1', 'tea', 5000)], offers)
    expect(priced.totals.discountMinor).toBe(2500)
    expect(stateOf(priced, 'basket')).toEqual({ kind: 'not-met', missingMinor: 2500 })
  })
})

describe('ties', () => {
  it('keep the coupon in the customer’s pocket', () => {
    const priced = price([line('1', 'tea', 1000)], [byCoupon(offer('a', tenPercent)), offer('b', tenPercent)])
    expect(stateOf(priced, 'a')).toEqual({ kind: 'beaten', by: ['b'] })
    expect(stateOf(priced, 'b')).toMatchObject({ kind: 'applied', amountMinor: 100 })
  })

  it('let the supplier pay', () => {
    const priced = price([line('1', 'tea', 1000)], [offer('a', tenPercent), offer('b', tenPercent, { funding: { by: 'supplier', supplierShareBasisPoints: 5000 } })])
    expect(stateOf(priced, 'b')).toMatchObject({ kind: 'applied', amountMinor: 100 })
  })

  it('go by offer id in the end, in whatever order the offers came', () => {
    const [a, b] = [offer('a', threeForTwo), offer('b', threeForTwo)]
    for (const offers of [[a, b], [b, a]]) expect(stateOf(price([line('1', 'tea', 1000, 3)], offers), 'a')).toMatchObject({ kind: 'applied', amountMinor: 1000 })
  })

  it('use no second coupon where one gives the same', () => {
    const lines = [line('1', 'tea', 1000), line('2', 'jam', 500)]
    const offers = [byCoupon(offer('a', tenPercent, { condition: unitsOf(['tea']) }), '9521234000001'), byCoupon(offer('b', tenPercent), '9521234000002')]
    const priced = price(lines, offers)
    expect(priced.totals.discountMinor).toBe(150)
    expect(stateOf(priced, 'a')).toEqual({ kind: 'beaten', by: ['b'] })
  })
})

describe('points offers', () => {
  const twice = offer('twice', { kind: 'points-multiplier', factorBasisPoints: 20_000 }, { condition: { kind: 'basket', spendMinor: 1000 } })
  const bonus = offer('bonus', { kind: 'bonus-points', points: 50 }, { condition: unitsOf(['tea'], 2) })

  it('multiply the points of what is paid, then add the bonus', () => {
    const priced = price([line('1', 'tea', 600, 2)], [twice, bonus, offer('item', tenPercent)], { hasMember: true })
    expect(priced.totals.netMinor).toBe(1080)
    expect(priced.pointsEarned).toBe(2 * 10 + 50)
    expect(stateOf(priced, 'twice')).toEqual({ kind: 'applied', amountMinor: 0, points: 10, rewardCount: 1, lineIds: [] })
    expect(stateOf(priced, 'bonus')).toEqual({ kind: 'applied', amountMinor: 0, points: 50, rewardCount: 1, lineIds: ['1'] })
  })

  it('wait for a member, and keep their coupon until then', () => {
    const priced = price([line('1', 'tea', 600, 2)], [byCoupon(bonus), twice])
    expect(priced.pointsEarned).toBe(0)
    expect(priced.outcomes.map(({ state }) => state.kind)).toEqual(['armed', 'armed'])
  })

  it('count the larger of two multipliers of a group', () => {
    const thrice = offer('thrice', { kind: 'points-multiplier', factorBasisPoints: 30_000 })
    const priced = price([line('1', 'tea', 1200)], [twice, thrice], { hasMember: true })
    expect(priced.pointsEarned).toBe(36)
    expect(stateOf(priced, 'twice')).toEqual({ kind: 'beaten', by: ['thrice'] })
  })
})

describe('a basket with nothing to price', () => {
  it('costs nothing and leaves every offer armed', () => {
    const priced = price([], [offer('item', tenPercent), offer('basket', { kind: 'basket-percent-off', basisPoints: 500 }, { condition: { kind: 'basket', spendMinor: 1331 } })])
    expect(priced.totals).toEqual({ grossMinor: 0, discountMinor: 0, netMinor: 0, taxAddedMinor: 0, dueMinor: 0, unitCount: 0 })
    expect(priced.outcomes.map(({ state }) => state)).toEqual([{ kind: 'not-met', missingMinor: 1331 }, { kind: 'armed' }])
  })

  it('prices lines without offers at the shelf', () => {
    const priced = price([line('1', 'tea', 120, 2), line('2', 'jam', 100, 1, { taxClassId: 'B' })], [])
    expect(priced.totals).toEqual({ grossMinor: 340, discountMinor: 0, netMinor: 340, taxAddedMinor: 7, dueMinor: 347, unitCount: 3 })
    expect(priced).toMatchObject({ outcomes: [], pointsEarned: 0, provenBest: true })
  })

  it('stops at a line of an unknown tax class', () => {
    expect(() => price([line('1', 'tea', 100, 1, { taxClassId: 'X' })], [], { time: sundayMorning })).toThrow('no tax class X')
  })
})
