import { describe, expect, it } from 'vitest'
import { identify } from '../../../src/domain/barcode/identify.ts'
import { readManufacturerCoupon } from '../../../src/domain/barcode/manufacturer-coupon.ts'
import { readPositiveOffer } from '../../../src/domain/barcode/positive-offer.ts'

/** 50 cents off when one of an invented company's goods is bought. */
const smallest = '0' + '952123' + '000077' + '250' + '11' + '0' + '300'
const first = { value: 1, code: '0', familyCode: '300', companyPrefix: '952123' }
const plain = { companyPrefix: '952123', offerCode: '000077', saveValue: 50, purchases: [first], saveValueCode: '0', appliesTo: '0', storeCoupon: '0', mayMultiply: true }

describe('a coupon of a North American manufacturer', () => {
  it.each([
    ['the smallest', '', {}],
    ['a second purchase of another company', '1' + '2' + '13' + '0' + '412' + '1' + '9521234', { purchaseRule: '2', purchases: [first, { value: 3, code: '0', familyCode: '412', companyPrefix: '9521234' }] }],
    ['a second purchase of the same company', '1' + '0' + '3500' + '1' + '000' + '9', { purchaseRule: '0', purchases: [first, { value: 500, code: '1', familyCode: '000', companyPrefix: '952123' }] }],
    ['three purchases', '1' + '1' + '11' + '0' + '301' + '9' + '2' + '12' + '0' + '302' + '9', { purchaseRule: '1', purchases: [first, { ...first, familyCode: '301' }, { ...first, value: 2, familyCode: '302' }] }],
    ['from one day to another', '3' + '261231' + '4' + '260901', { expiresOn: '2026-12-31', startsOn: '2026-09-01' }],
    ['one of a kind', '5' + '2' + '00000042', { serial: '00000042' }],
    ['for one retailer', '6' + '1' + '9521239', { retailer: '9521239' }],
    ['a free item, not to be doubled', '9' + '1' + '0' + '0' + '1', { saveValueCode: '1', mayMultiply: false }],
    ['all at once', '3' + '261231' + '5' + '0' + '000042' + '6' + '1' + '9521239' + '9' + '5' + '1' + '2' + '0', { expiresOn: '2026-12-31', serial: '000042', retailer: '9521239', saveValueCode: '5', appliesTo: '1', storeCoupon: '2' }],
  ])('%s', (_, more, fields) => {
    expect(readManufacturerCoupon(smallest + more)).toEqual({ coupon: { ...plain, ...fields } })
    expect(identify(`]e08110${smallest}${more}`, { source: 'scanner', ownCodes: [] })).toEqual({ kind: 'manufacturer-coupon', digits: smallest + more, coupon: { ...plain, ...fields } })
  })

  it.each([
    ['nothing', '', 'the length of the company prefix is cut short, at digit 1'],
    ['a prefix of thirteen digits', '79521230000000', 'the length of the company prefix cannot be 7, at digit 1'],
    ['half an offer code', '095212300', 'the offer code is cut short, at digit 8'],
    ['a save value of no digits', '09521230000770', 'the length of the save value cannot be 0, at digit 14'],
    ['a requirement of an unknown kind', '0952123000077250115300', 'the requirement code of the 1st purchase cannot be 5, at digit 19'],
    ['an unknown field', `${smallest}7`, '1 digits too many, from digit 23'],
    ['fields out of order', `${smallest}42609013261231`, '7 digits too many, from digit 30'],
    ['no such day', `${smallest}3260230`, 'the expiry date is no day, at digit 24'],
    ['a month without its day', `${smallest}3260200`, 'the expiry date is no day, at digit 24'],
    ['an end before the beginning', `${smallest}32608314260901`, 'it expires before it starts, at digit 31'],
    ['letters', `${smallest}A`, 'not all digits'],
  ])('%s is refused: %#', (_, value, wrong) => expect(readManufacturerCoupon(value)).toEqual({ wrong }))

  it('a broken one is unreadable with its reason', () => {
    expect(identify(`]e08110${smallest}7`, { source: 'scanner', ownCodes: [] })).toMatchObject({ unreadable: 'element-string', detail: 'AI 8110: 1 digits too many, from digit 23' })
  })
})

describe('a serialised coupon of the Positive Offer File', () => {
  const value = '1' + '1' + '9521234' + '000077' + '3' + '123456789'

  it('names its funder, its offer and itself', () => {
    const coupon = { format: '1', funder: '9521234', offerCode: '000077', serial: '123456789', offerReference: '119521234000077' }
    expect(readPositiveOffer(value)).toEqual({ offer: coupon })
    expect(identify(`]e08112${value}`, { source: 'scanner', ownCodes: [] })).toEqual({ kind: 'positive-offer-coupon', coupon })
  })

  it.each([
    ['2' + value.slice(1), 'the format cannot be 2, at digit 1'],
    [value.slice(0, -1), 'the serial number is cut short, at digit 17'],
    [`${value}0`, '1 digits too many, from digit 26'],
    ['07', 'the length of the funder cannot be 7, at digit 2'],
  ])('%s is refused', (broken, wrong) => expect(readPositiveOffer(broken)).toEqual({ wrong }))
})

describe('a coupon of GS1 anywhere', () => {
  const coupon = (rest: string) => identify(`]C12559521234500018030001123456\u001d${rest}`, { source: 'scanner', ownCodes: [] })
  const told = { kind: 'coupon', reference: '9521234500018', serial: '030001123456' }

  it.each([
    ['says its last day', '17261231', { expiresOn: '2026-12-31' }],
    ['says its amount', '3902250', { amount: '2.50' }],
    ['says its percentage', '39411050', { percent: '105.0' }],
    ['says its points', '81110250', { points: 250 }],
  ])('%s', (_, rest, fields) => expect(coupon(rest)).toEqual({ ...told, ...fields }))
})
