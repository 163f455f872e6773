import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readManufacturerCoupon, type ManufacturerCoupon, type PurchaseRequirement } from '../../../src/domain/barcode/manufacturer-coupon.ts'
import { couponDigits } from '../../support/domain-coupons.ts'

const digits = (least: number, most: number): fc.Arbitrary<string> => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((each) => each.join(''))
const value = fc.integer({ min: 0, max: 99_999 })
const day = fc.integer({ min: 0, max: 36_524 }).map((days) => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10))
const days = fc.tuple(day, day).map(([a, b]) => (a < b ? { startsOn: a, expiresOn: b } : { startsOn: b, expiresOn: a }))

function purchases(companyPrefix: string): fc.Arbitrary<PurchaseRequirement[]> {
  const requirement = fc.record({ value, code: fc.constantFrom('0', '1', '2', '3', '4', '9'), familyCode: digits(3, 3) })
  const other = fc.oneof(digits(6, 12), fc.constant(companyPrefix))
  return fc.tuple(requirement, fc.array(fc.tuple(requirement, other), { maxLength: 2 })).map(([first, others]) => [{ ...first, companyPrefix }, ...others.map(([asked, prefix]) => ({ ...asked, companyPrefix: prefix }))])
}

const coupons: fc.Arbitrary<ManufacturerCoupon> = digits(6, 12).chain((companyPrefix) =>
  fc.record({
    purchases: purchases(companyPrefix), rule: fc.constantFrom('0', '1', '2', '3'), offerCode: digits(6, 6), saveValue: value,
    dates: fc.option(days, { nil: {} }), serial: fc.option(digits(6, 15), { nil: undefined }), retailer: fc.option(digits(7, 13), { nil: undefined }),
    saveValueCode: fc.constantFrom('0', '1', '2', '5', '6'), appliesTo: fc.constantFrom('0', '1', '2'), storeCoupon: digits(1, 1), mayMultiply: fc.boolean(),
  }).map(({ purchases: asked, rule, dates, serial, retailer, ...rest }) => ({
    companyPrefix, purchases: asked, ...rest, ...dates,
    ...(asked.length > 1 ? { purchaseRule: rule } : {}), ...(serial === undefined ? {} : { serial }), ...(retailer === undefined ? {} : { retailer }),
  })))

describe('the digits of a manufacturer’s coupon', () => {
  it('that were written are read back, every field of them', () => {
    fc.assert(fc.property(coupons, (coupon) => {
      expect(readManufacturerCoupon(couponDigits(coupon))).toEqual({ coupon })
    }), { seed: 8110, numRuns: 2_000 })
  })

  it('cut short anywhere, or with anything behind, are either a shorter coupon or refused with the place', () => {
    fc.assert(fc.property(coupons, fc.nat(), fc.constantFrom('', '0', '7', '8'), (coupon, at, more) => {
      const written = couponDigits(coupon)
      const reading = readManufacturerCoupon(written.slice(0, at % (written.length + 1)) + more)
      if ('wrong' in reading) expect(reading.wrong).toMatch(/(, at|, from) digit \d+$/)
      else expect(reading.coupon.companyPrefix).toBe(coupon.companyPrefix)
    }), { seed: 8111, numRuns: 2_000 })
  })
})
