import { describe, expect, it } from 'vitest'
import { manufacturerCode, manufacturerOffer, presentManufacturerCoupon } from '../../../src/domain/offers/manufacturer-offer.ts'
import type { ItemSet, Offer } from '../../../src/domain/offers/offer.ts'
import { couponDigits, type WrittenCoupon } from '../../support/domain-coupons.ts'

const maker = '9521234'
const family = (familyCode: string, companyPrefix = maker): ItemSet => ({ families: [{ companyPrefix, familyCode }] })
const either = (...familyCodes: readonly string[]): ItemSet => ({ families: familyCodes.map((familyCode) => ({ companyPrefix: maker, familyCode })) })

function read(told: WrittenCoupon) {
  return manufacturerOffer(manufacturerCode(couponDigits(told)))
}

type Terms = Pick<Offer, 'condition' | 'reward'> & Partial<Pick<Offer, 'limits'>> & { readonly mostMinor?: number }

const units = (set: ItemSet, unitCount: number): Offer['condition'] => ({ kind: 'quantity', set, unitCount })
const free = { kind: 'percent-off', basisPoints: 10_000 } as const
const one = { perTransaction: 1 } as const

describe('what a manufacturer’s coupon asks for and gives', () => {
  it.each<[string, WrittenCoupon, Terms]>([
    ['75 cents off one', { saveValue: 75, purchases: [{ familyCode: '312' }] }, { condition: units(family('312'), 1), reward: { kind: 'amount-off', amountMinor: 75, per: 'once' }, limits: one }],
    ['a dollar off three', { saveValue: 100, purchases: [{ value: 3, familyCode: '310' }] }, { condition: units(family('310'), 3), reward: { kind: 'amount-off', amountMinor: 100, per: 'once' }, limits: one }],
    ['a dollar off ten dollars’ worth', { saveValue: 100, purchases: [{ value: 1000, code: '1' }] }, { condition: { kind: 'spend', set: family('000'), spendMinor: 1000 }, reward: { kind: 'amount-off', amountMinor: 100, per: 'once' }, limits: one }],
    ['a dollar off one and a half pounds', { saveValue: 100, purchases: [{ value: 150, code: '3' }] }, { condition: { kind: 'weight', set: family('000'), grams: 681 }, reward: { kind: 'amount-off', amountMinor: 100, per: 'once' }, limits: one }],
    ['a dollar off 750 g', { saveValue: 100, purchases: [{ value: 750, code: '4' }] }, { condition: { kind: 'weight', set: family('000'), grams: 750 }, reward: { kind: 'amount-off', amountMinor: 100, per: 'once' }, limits: one }],
    ['one free', { saveValue: 0, saveValueCode: '1' }, { condition: units(family('000'), 1), reward: free, limits: one }],
    ['one free that costs at most 3.99', { saveValue: 399, saveValueCode: '1' }, { condition: units(family('000'), 1), reward: free, limits: one, mostMinor: 399 }],
    ['one of two free', { saveValue: 0, saveValueCode: '1', purchases: [{ value: 2 }] }, { condition: units(family('000'), 2), reward: { kind: 'n-for-m', takeCount: 2, payCount: 1 }, limits: one }],
    ['two of five free', { saveValue: 2, saveValueCode: '2', purchases: [{ value: 5 }] }, { condition: units(family('000'), 5), reward: { kind: 'n-for-m', takeCount: 5, payCount: 3 }, limits: one }],
    ['two free', { saveValue: 2, saveValueCode: '2', purchases: [{ value: 2 }] }, { condition: units(family('000'), 2), reward: free, limits: { perTransaction: 2 } }],
    ['15 % off two', { saveValue: 15, saveValueCode: '5', purchases: [{ value: 2 }] }, { condition: units(family('000'), 2), reward: { kind: 'percent-off', basisPoints: 1500 }, limits: { perTransaction: 2 } }],
    ['15 % off all from 20 dollars', { saveValue: 15, saveValueCode: '5', purchases: [{ value: 2000, code: '1' }] }, { condition: { kind: 'spend', set: family('000'), spendMinor: 2000 }, reward: { kind: 'percent-off', basisPoints: 1500 }, limits: {} }],
    ['two dollars off the sale for one', { saveValue: 200, saveValueCode: '6' }, { condition: units(family('000'), 1), reward: { kind: 'basket-amount-off', amountMinor: 200 }, limits: {} }],
    ['two dollars off a sale of 30', { saveValue: 200, saveValueCode: '6', purchases: [{ value: 3000, code: '2' }] }, { condition: { kind: 'basket', spendMinor: 3000 }, reward: { kind: 'basket-amount-off', amountMinor: 200 }, limits: {} }],
    ['one of any of three families', { purchases: [{ familyCode: '101' }, { familyCode: '102' }, { familyCode: '103' }], purchaseRule: '0' }, { condition: units(either('101', '102', '103'), 1), reward: { kind: 'amount-off', amountMinor: 50, per: 'once' }, limits: one }],
    ['one and two together', { purchases: [{ familyCode: '101' }, { familyCode: '102', value: 2 }], purchaseRule: '1' }, { condition: { kind: 'sets', parts: [{ set: family('101'), unitCount: 1 }, { set: family('102'), unitCount: 2 }] }, reward: { kind: 'amount-off', amountMinor: 50, per: 'once' }, limits: one }],
    ['one with one of two others', { purchases: [{ familyCode: '101' }, { familyCode: '102' }, { familyCode: '103' }], purchaseRule: '2' }, { condition: { kind: 'sets', parts: [{ set: family('101'), unitCount: 1 }, { set: either('102', '103'), unitCount: 1 }] }, reward: { kind: 'amount-off', amountMinor: 50, per: 'once' }, limits: one }],
    ['another company’s item free with two', { saveValue: 0, saveValueCode: '1', appliesTo: '1', purchases: [{ value: 2, familyCode: '101' }, { companyPrefix: '952999', familyCode: '200' }] }, { condition: units(family('101'), 2), reward: { kind: 'get-percent-off', set: family('200', '952999'), unitCount: 1, basisPoints: 10_000 }, limits: one }],
    ['the third at half price with both others', { saveValue: 50, saveValueCode: '5', appliesTo: '2', purchases: [{ familyCode: '101' }, { familyCode: '102' }, { familyCode: '103' }] }, { condition: { kind: 'sets', parts: [{ set: family('101'), unitCount: 1 }, { set: family('102'), unitCount: 1 }] }, reward: { kind: 'get-percent-off', set: family('103'), unitCount: 1, basisPoints: 5000 }, limits: one }],
  ])('%s', (_, told, { mostMinor, ...terms }) => {
    expect(read(told)).toMatchObject({ offer: terms, mostMinor })
  })

  it('belongs to its maker, who pays for all of it, and takes nothing off the tax base', () => {
    expect(read({ expiresOn: '2026-12-31', startsOn: '2026-09-01', saveValue: 75 })).toMatchObject({
      offer: {
        name: { en: 'Maker 9521234: 0.75 off', zh: '厂商 9521234：减 0.75' }, window: { fromDay: '2026-09-01', untilDay: '2026-12-31' },
        funding: { by: 'supplier', supplierId: maker, supplierShareBasisPoints: 10_000, reducesTaxBase: false },
      },
    })
  })

  it('counts once where it has a serial number', () => {
    const [plain, numbered] = [couponDigits(), couponDigits({ serial: '000042' })]
    expect(presentManufacturerCoupon(plain)).toMatchObject({ couponCode: `(8110)${plain}`, singleUse: false })
    expect(presentManufacturerCoupon(numbered)).toMatchObject({ couponCode: `(8110)${numbered}`, singleUse: true })
  })

  it('leaves coupons of the store alone', () => expect(manufacturerOffer('9521234500018030001123456')).toBeUndefined())
})

describe('a manufacturer’s coupon is given back', () => {
  it.each<[string, WrittenCoupon, string, string]>([
    ['when a person has to read it', { purchases: [{ code: '9' }] }, 'for-cashier', 'purchases[0].code'],
    ['when nobody looks at what was bought', { purchases: [{ familyCode: '992' }] }, 'for-cashier', 'purchases[0].familyCode'],
    ['when a store pays for it', { storeCoupon: '1' }, 'of-store', 'storeCoupon'],
    ['when nothing has to be bought', { purchases: [{ value: 0 }] }, 'contradicts', 'purchases[0].value'],
    ['when more has to be bought than a line can hold', { purchases: [{ value: 1000 }] }, 'contradicts', 'purchases[0].value'],
    ['when it gives nothing', { saveValue: 0 }, 'contradicts', 'saveValue'],
    ['when it gives more than everything', { saveValue: 101, saveValueCode: '5' }, 'contradicts', 'saveValue'],
    ['when it frees more than is bought', { saveValue: 3, saveValueCode: '2', purchases: [{ value: 2 }] }, 'contradicts', 'saveValue'],
    ['when it is about a purchase it does not have', { appliesTo: '1' }, 'contradicts', 'appliesTo'],
    ['when either of two purchases of several units will do', { purchases: [{ value: 1 }, { value: 3 }], purchaseRule: '0' }, 'too-intricate', 'purchaseRule'],
    ['when the goods of the others count as well', { purchases: [{ value: 3 }, { familyCode: '200' }], purchaseRule: '3' }, 'too-intricate', 'purchaseRule'],
    ['when money and units have to come together', { purchases: [{ value: 500, code: '1' }, {}], purchaseRule: '1' }, 'too-intricate', 'purchases[0].code'],
    ['when one of several got units is free', { saveValue: 0, saveValueCode: '1', appliesTo: '1', purchases: [{}, { value: 2 }] }, 'too-intricate', 'purchases[1].value'],
    ['when an item is free for a sum of money', { saveValue: 0, saveValueCode: '1', purchases: [{ value: 500, code: '1' }] }, 'too-intricate', 'saveValueCode'],
    ['when a spend on the whole sale takes something off some goods', { purchases: [{ value: 500, code: '2' }] }, 'too-intricate', 'purchases[0].code'],
  ])('%s', (_, told, refused, field) => expect(read(told)).toEqual({ refused, field }))
})
