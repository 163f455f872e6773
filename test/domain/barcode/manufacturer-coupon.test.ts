import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readManufacturerCoupon } from '../../../src/domain/barcode/manufacturer-coupon.ts'
import { couponDigits, someCoupons } from '../../support/domain-coupons.ts'

describe('the digits of a manufacturer’s coupon', () => {
  it('that were written are read back, every field of them', () => {
    fc.assert(fc.property(someCoupons, (coupon) => {
      expect(readManufacturerCoupon(couponDigits(coupon))).toEqual({ coupon })
    }), { seed: 8110, numRuns: 2_000 })
  })

  it('cut short anywhere, or with anything behind, are either a shorter coupon or refused with the place', () => {
    fc.assert(fc.property(someCoupons, fc.nat(), fc.constantFrom('', '0', '7', '8'), (coupon, at, more) => {
      const written = couponDigits(coupon)
      const reading = readManufacturerCoupon(written.slice(0, at % (written.length + 1)) + more)
      if ('wrong' in reading) expect(reading.wrong).toMatch(/(, at|, from) digit \d+$/)
      else expect(reading.coupon.companyPrefix).toBe(coupon.companyPrefix)
    }), { seed: 8111, numRuns: 2_000 })
  })
})
