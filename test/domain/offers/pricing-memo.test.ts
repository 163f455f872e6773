import { describe, expect, it } from 'vitest'
import { compileOfferBook } from '../../../src/domain/offers/offer-book.ts'
import { armOffers, openArmingMemo } from '../../../src/domain/offers/arm-offers.ts'
import type { ArmedOffer, LimitReason } from '../../../src/domain/offers/priced-basket.ts'
import { openPricingMemo } from '../../../src/domain/offers/pricing-memo.ts'
import { line, offer, price, unitsOf } from '../../support/domain-baskets.ts'

const threeForTwo = { kind: 'n-for-m', takeCount: 3, payCount: 2 } as const
const [tea, jam] = ['tea', 'jam'].map((item) => offer(item, threeForTwo, { condition: unitsOf([item]) }))
const offers = [tea, jam].flatMap((each) => each ?? [])
const [teas, firstJam, moreJam] = [line('1', 'tea', 300, 3), line('2', 'jam', 200, 2), line('3', 'jam', 250)]

describe('what a price leaves for the next one', () => {
  it('is taken over as it is where the scan changed nothing: the survey of an offer, the search of a part', () => {
    const memo = openPricingMemo()
    price([teas, firstJam], offers, {}, memo)
    const before = { tea: memo.survey.offers.find(({ armed }) => armed.offer === tea), jam: memo.survey.offers.find(({ armed }) => armed.offer === jam), part: memo.parts.get(teas) }
    price([teas, firstJam, moreJam], offers, {}, memo)
    expect(memo.survey.offers.find(({ armed }) => armed.offer === tea)).toBe(before.tea)
    expect(memo.survey.offers.find(({ armed }) => armed.offer === jam)).not.toBe(before.jam)
    expect(memo.parts.get(teas)?.[0]).toBe(before.part?.[0])
    expect(before.part).toHaveLength(1)
  })

  it('is the last basket’s and nothing older', () => {
    const memo = openPricingMemo()
    price([teas, firstJam, moreJam], offers, {}, memo)
    expect([memo.goods.length, memo.survey.offers.length, memo.parts.size]).toEqual([3, 2, 2])
    price([teas], offers, {}, memo)
    expect([memo.goods.length, memo.survey.offers.length, memo.parts.size]).toEqual([1, 2, 1])
    price([], [], {}, memo)
    expect([memo.goods.length, memo.survey.offers.length, memo.parts.size]).toEqual([0, 0, 0])
  })

  it('says nothing of why an offer had run out before', () => {
    const memo = openPricingMemo()
    const usedUp = (limitedBy: LimitReason): ArmedOffer[] => offers.map((each) => ({ offer: each, armedBy: 'automatic', remaining: { rewardCount: 0, limitedBy } }))
    price([teas], usedUp('member-limit'), {}, memo)
    expect(price([teas], usedUp('no-allowance'), {}, memo)).toEqual(price([teas], usedUp('no-allowance')))
  })

  it('is not there when a price was refused: the next one begins where the last good one ended', () => {
    const memo = openPricingMemo()
    const first = price([teas], offers, {}, memo)
    expect(() => price([teas, line('9', 'jam', 100, 1, { taxClassId: 'unknown' })], offers, {}, memo)).toThrow('no tax class')
    expect(price([teas], offers, {}, memo)).toEqual(first)
  })
})

describe('arming one line more', () => {
  const book = compileOfferBook(offers)

  it('finds an item’s offers once for every line of the sale', () => {
    const memo = openArmingMemo()
    armOffers({ book, lines: [teas], coupons: [] }, memo)
    const found = memo.found.get(book.forEverybody)?.get(teas.item)
    expect(found).toEqual([tea])
    expect(armOffers({ book, lines: [teas, firstJam], coupons: [] }, memo).map((each) => each.offer)).toEqual([jam, tea])
    expect(memo.found.get(book.forEverybody)?.get(teas.item)).toBe(found)
  })

  it('looks only at offers for who is there', () => {
    const forGold = offer('gold', threeForTwo, { activation: { kind: 'tier', tiers: ['gold', 'silver'] }, condition: unitsOf(['tea']) })
    const forMembers = offer('members', threeForTwo, { activation: { kind: 'member' }, condition: unitsOf(['tea']) })
    const tiers = compileOfferBook([forGold, forMembers])
    const armedFor = (tier: string | undefined): string[] => armOffers({ book: tiers, lines: [teas], member: tier === undefined ? undefined : { tier }, coupons: [] }).map((each) => each.offer.offerId)
    expect([armedFor(undefined), armedFor('basic'), armedFor('silver')]).toEqual([[], ['members'], ['gold', 'members']])
    expect([...tiers.forTier.keys()]).toEqual(['gold', 'silver'])
  })
})
