import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { issueCoupon, verifyCoupon } from '../../src/contract/coupon-code.ts'
import { identify } from '../../src/domain/barcode/identify.ts'

const terms = { secret: 'a secret of one chain', reference: '9521234500018', expiresOn: '2026-12-31' }

function issued(laneNumber: number, sequence: number) {
  const coupon = issueCoupon({ ...terms, laneNumber, sequence })
  if (coupon === undefined) throw new Error('not issued')
  return coupon
}

describe('a coupon issued at a lane', () => {
  it('carries lane and sequence in its serial and its expiry beside it', () => {
    const coupon = issued(3, 41)
    expect(coupon.serial).toMatch(/^030041\d{6}$/)
    expect(coupon.couponCode).toBe(`9521234500018${coupon.serial}`)
    expect(coupon.elements).toBe(`(17)261231(255)${coupon.couponCode}`)
  })

  it('is found genuine on any lane, read from its QR code or its bars', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9999 }), (laneNumber, sequence) => {
      const { elements } = issued(laneNumber, sequence)
      for (const [text, aim] of [[elements, ']Q1'], [elements.replace(/[()]/g, ''), ']C1'], [elements.replace(/[()]/g, ''), undefined]] as const) {
        const coupon = identify(text, { aim, source: 'scanner', ownCodes: [] })
        if (!('kind' in coupon) || coupon.kind !== 'coupon') throw new Error(`no coupon: ${text}`)
        expect(verifyCoupon({ secret: terms.secret, reference: coupon.reference, serial: coupon.serial, expiresOn: coupon.expiresOn })).toBe(true)
      }
    }), { seed: 2551, numRuns: 200 })
  })

  it('never has the serial of another', () => {
    const serials = [1, 2, 99].flatMap((laneNumber) => [1, 2, 3, 9999].map((sequence) => issued(laneNumber, sequence).serial))
    expect(new Set(serials).size).toBe(serials.length)
  })

  it('is not issued once the lane has used up its serials', () => {
    expect(issueCoupon({ ...terms, laneNumber: 1, sequence: 9999 })).toBeDefined()
    expect(issueCoupon({ ...terms, laneNumber: 1, sequence: 10_000 })).toBeUndefined()
  })

  it('is not written for a lane, a reference or a day that does not fit', () => {
    expect(() => issueCoupon({ ...terms, laneNumber: 100, sequence: 1 })).toThrow(RangeError)
    expect(() => issueCoupon({ ...terms, reference: '123', laneNumber: 1, sequence: 1 })).toThrow(RangeError)
    expect(() => issueCoupon({ ...terms, expiresOn: '31.12.2026', laneNumber: 1, sequence: 1 })).toThrow(RangeError)
    expect(() => issueCoupon({ ...terms, laneNumber: 1, sequence: 0 })).toThrow(RangeError)
  })
})

describe('a forged coupon is found out', () => {
  const { serial } = issued(3, 41)
  it.each([
    ['a later expiry', { expiresOn: '2027-12-31' }],
    ['no expiry', { expiresOn: undefined }],
    ['another offer', { reference: '9521234500025' }],
    ['another lane', { serial: `04${serial.slice(2)}` }],
    ['another sequence', { serial: `030042${serial.slice(6)}` }],
    ['another secret', { secret: 'a secret of another chain' }],
    ['a serial cut short', { serial: serial.slice(0, 11) }],
    ['no serial', { serial: '' }],
  ])('%s', (_, change) => expect(verifyCoupon({ ...terms, serial, ...change })).toBe(false))

  it('one changed digit of the serial', () => {
    for (let index = 0; index < serial.length; index += 1) {
      const wrong = serial.slice(0, index) + String((Number(serial[index]) + 1) % 10) + serial.slice(index + 1)
      expect(verifyCoupon({ ...terms, serial: wrong })).toBe(false)
    }
  })
})
