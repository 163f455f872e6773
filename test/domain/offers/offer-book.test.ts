import { describe, expect, it } from 'vitest'
import { armOffers } from '../../../src/domain/offers/arm-offers.ts'
import { compileOfferBook, offersConcerning } from '../../../src/domain/offers/offer-book.ts'
import type { Member } from '../../../src/domain/loyalty/member.ts'
import type { CouponCode, ItemId, ListId, MemberId, OfferId } from '../../../src/domain/ids.ts'
import type { PresentedCoupon } from '../../../src/domain/sale/facts.ts'
import type { ShoppingList } from '../../../src/domain/shopping-list/shopping-list.ts'
import { line, offer, unitsOf } from '../../support/domain-baskets.ts'

const tenPercent = { kind: 'percent-off', basisPoints: 1000 } as const
const basketOff = { kind: 'basket-percent-off', basisPoints: 500 } as const

const tea = offer('tea', tenPercent, { condition: unitsOf(['tea']) })
const jam = offer('jam', tenPercent, { condition: unitsOf(['jam']) })
const basket = offer('basket', basketOff, { condition: { kind: 'basket', spendMinor: 1000 } })
const forMembers = offer('for-members', tenPercent, { activation: { kind: 'member' }, condition: unitsOf(['tea']) })
const forGold = offer('for-gold', tenPercent, { activation: { kind: 'tier', tiers: ['gold'] }, condition: unitsOf(['tea']) })
const onList = offer('on-list', tenPercent, { activation: { kind: 'list' }, condition: unitsOf(['soap']) })
const coupon = offer('coupon', tenPercent, { activation: { kind: 'coupon', reference: '9521234000009', singleUse: true }, condition: unitsOf(['egg']) })
const book = compileOfferBook([tea, jam, basket, forMembers, forGold, onList, coupon])

const ana: Member = { memberId: 'ana' as MemberId, displayName: 'Ana F.', cardLast4: '0001', memberSince: '2024-01-01', tier: 'basic', pointsSynced: 0, pointsThrough: {}, nextVisit: [] }
const lines = [line('1', 'tea', 100)]

function listWith(...offerIds: string[]): ShoppingList {
  const lineOf = (offerId: string): ShoppingList['lines'][number] => ({ wanted: { kind: 'item', itemId: 'soap' as ItemId }, name: { en: 'soap' }, reason: { kind: 'discovery' }, offerIds: [offerId as OfferId] })
  return { listId: 'l' as ListId, memberId: ana.memberId, number: '1234', fromDay: '2026-11-16', untilDay: '2026-11-29', lines: offerIds.map(lineOf) }
}

function presented(couponCode: string, offerId = 'coupon'): PresentedCoupon {
  return { couponCode: couponCode as CouponCode, offerId: offerId as OfferId, name: { en: offerId }, singleUse: true }
}

function armedIn(part: Partial<Parameters<typeof armOffers>[0]>): string[] {
  return armOffers({ book, lines, coupons: [], ...part }).map(({ offer: { offerId }, armedBy }) => `${offerId} by ${armedBy}`)
}

describe('finding the offers that concern an item', () => {
  const sets: [string, object][] = [
    ['item', { itemIds: ['x'] }],
    ['category', { categoryIds: ['cat'] }],
    ['department', { departmentIds: ['dep'] }],
    ['brand', { brands: ['acme'] }],
    ['supplier', { supplierIds: ['sup'] }],
    ['tag', { tags: ['organic'] }],
    ['everything', {}],
    ['everything else', { exceptItemIds: ['y'] }],
  ]
  const offers = sets.map(([id, set]) => offer(id, tenPercent, { condition: { kind: 'quantity', set, unitCount: 1 } }))
  const shelf = compileOfferBook(offers)
  const ids = (item: Partial<Parameters<typeof offersConcerning>[1]>): string[] => offersConcerning(shelf.forEverybody, { itemId: 'y' as ItemId, categoryId: '-', departmentId: '-', tags: [], ...item }).map(({ offerId }) => offerId)

  it.each<[string, Partial<Parameters<typeof offersConcerning>[1]>, string[]]>([
    ['its id', { itemId: 'x' as ItemId }, ['everything', 'everything else', 'item']],
    ['its category', { categoryId: 'cat' }, ['everything', 'category']],
    ['its department', { departmentId: 'dep' }, ['everything', 'department']],
    ['its brand', { brand: 'acme' }, ['everything', 'brand']],
    ['its supplier', { supplierId: 'sup' }, ['everything', 'supplier']],
    ['any of its tags', { tags: ['new', 'organic'] }, ['everything', 'tag']],
    ['nothing but being on sale', {}, ['everything']],
  ])('by %s', (_, item, found) => {
    expect(ids(item)).toEqual(found)
  })

  it('leaves out what an offer excepts, though another field names it', () => {
    const excepting = compileOfferBook([offer('o', tenPercent, { condition: { kind: 'quantity', set: { brands: ['acme'], exceptItemIds: ['x' as ItemId] }, unitCount: 1 } })])
    expect(offersConcerning(excepting.forEverybody, { itemId: 'x' as ItemId, categoryId: '', departmentId: '', brand: 'acme', tags: [] })).toEqual([])
  })

  it('finds coupon offers by their number, the lower id of two', () => {
    const twin = { ...coupon, offerId: 'a-coupon' as OfferId }
    expect(book.byCouponReference.get('9521234000009')).toBe(coupon)
    expect(compileOfferBook([coupon, twin]).byCouponReference.get('9521234000009')).toBe(twin)
  })
})

describe('arming', () => {
  it('takes automatic offers of items in the basket, and those on the basket itself', () => {
    expect(armedIn({})).toEqual(['basket by automatic', 'tea by automatic'])
  })

  it('takes offers for members and tiers when there is such a member', () => {
    expect(armedIn({ member: ana })).toEqual(['basket by automatic', 'for-members by member', 'tea by automatic'])
    expect(armedIn({ member: { ...ana, tier: 'gold' } })).toEqual(['basket by automatic', 'for-gold by tier', 'for-members by member', 'tea by automatic'])
  })

  it('takes every offer of the list, bought or not, once', () => {
    expect(armedIn({ member: ana, list: listWith('on-list', 'on-list') })).toContain('on-list by list')
    expect(armedIn({ member: ana, list: listWith('on-list', 'on-list') })).toHaveLength(4)
  })

  it('names an offer’s own activation when the list has it, too', () => {
    expect(armedIn({ member: ana, list: listWith('for-members', 'jam', 'for-gold') })).toEqual(['basket by automatic', 'for-gold by list', 'for-members by member', 'jam by automatic', 'tea by automatic'])
  })

  it('ignores a list line whose offer has left the book', () => {
    expect(armedIn({ member: ana, list: listWith('gone') })).toHaveLength(3)
  })

  it('takes each presented coupon once, and none whose offer is unknown', () => {
    const armed = armOffers({ book, lines, coupons: [presented('95212340000092'), presented('95212340000091'), presented('95212340000091'), presented('95212340000093', 'gone')] })
    expect(armed.map(({ offer: { offerId }, couponCode }) => [offerId, couponCode])).toEqual([['basket', undefined], ['coupon', '95212340000091'], ['coupon', '95212340000092'], ['tea', undefined]])
  })

  it('arms only what the store offers everybody when the basket is empty', () => {
    expect(armedIn({ lines: [] })).toEqual(['basket by automatic'])
  })
})
