import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offer as offerAtTheDoor } from '../../../src/contract/offer.ts'
import type { Line } from '../../../src/domain/basket/line.ts'
import type { TaxClassId } from '../../../src/domain/ids.ts'
import { armOffers } from '../../../src/domain/offers/arm-offers.ts'
import { manufacturerCode, manufacturerOffer, presentManufacturerCoupon } from '../../../src/domain/offers/manufacturer-offer.ts'
import { compileOfferBook } from '../../../src/domain/offers/offer-book.ts'
import { priceBasket } from '../../../src/domain/offers/price-basket.ts'
import type { PricedBasket } from '../../../src/domain/offers/priced-basket.ts'
import type { PresentedCoupon } from '../../../src/domain/sale/facts.ts'
import { couponDigits, someCoupons, type WrittenCoupon } from '../../support/domain-coupons.ts'
import { line } from '../../support/domain-baskets.ts'

const sales = 'sales' as TaxClassId

function price(lines: readonly Line[], coupons: readonly PresentedCoupon[]): PricedBasket {
  const armed = armOffers({ book: compileOfferBook([]), lines, coupons })
  return priceBasket({ lines, armed, time: { day: '2026-03-02', weekday: 1, minuteOfDay: 600 }, taxClasses: [{ taxClassId: sales, name: 'Sales tax', letter: 'A', rateBasisPoints: 1000, kind: 'added' }], earn: { points: 0, perMinor: 100 }, hasMember: false })
}

const makers = ['9521234', '9529990']
const families = ['101', '102', '111', '200']
const someRequirement = fc.record({ value: fc.constantFrom(1, 1, 1, 2, 3), code: fc.constantFrom('0', '0', '0', '0', '1'), familyCode: fc.constantFrom(...families, '000', '000', '100', '110'), companyPrefix: fc.constantFrom(...makers) })
const someTaken: fc.Arbitrary<WrittenCoupon> = fc.record({
  companyPrefix: fc.constantFrom(...makers), offerCode: fc.integer({ min: 0, max: 999_999 }).map((code) => String(code).padStart(6, '0')), saveValue: fc.constantFrom(0, 1, 2, 10, 75, 100, 300), saveValueCode: fc.constantFrom('0', '0', '0', '1', '2', '5', '6'),
  appliesTo: fc.constantFrom('0', '0', '0', '1'), purchases: fc.oneof({ weight: 2, arbitrary: fc.array(someRequirement, { minLength: 1, maxLength: 1 }) }, { weight: 1, arbitrary: fc.array(someRequirement, { minLength: 2, maxLength: 3 }) }), purchaseRule: fc.constantFrom('0', '1', '2'),
})
const someLines = fc.array(fc.record({ maker: fc.constantFrom(...makers), familyCode: fc.constantFrom(...families), unitMinor: fc.integer({ min: 1, max: 400 }), count: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 6 }).map((drawn) =>
  drawn.map(({ maker, familyCode, unitMinor, count }, index): Line => {
    const made = line(String(index + 1), `${maker}-${familyCode}-${index}`, unitMinor, count)
    return { ...made, item: { ...made.item, gtin: `0${maker}00001${index}`, familyCodes: [familyCode], taxClassId: sales } }
  }))
const present = (told: WrittenCoupon): PresentedCoupon[] => {
  const presented = presentManufacturerCoupon(couponDigits(told))
  return 'refused' in presented ? [] : [presented]
}

describe('any coupon of a manufacturer', () => {
  it('is given back with a field, or has terms that an offer of the feed may have', () => {
    let takenCount = 0
    fc.assert(fc.property(someCoupons, (coupon) => {
      const own = manufacturerOffer(manufacturerCode(couponDigits(coupon)))
      if (!own || 'refused' in own) {
        expect(own?.field).toMatch(/^\w/)
        return
      }
      takenCount += 1
      const { activation, ...terms } = own.offer
      expect(offerAtTheDoor.safeParse({ ...terms, offerId: 'coupon', activation: { ...activation, reference: '9521234000009' } }).error?.issues).toBeUndefined()
    }), { seed: 8112, numRuns: 5_000 })
    expect(takenCount).toBeGreaterThan(100)
  })
})

describe('baskets with coupons of manufacturers', () => {
  it('come to the same in any order of scanning, give no coupon more than it says, and are taxed as if nobody had paid a part', () => {
    let givenCount = 0
    fc.assert(fc.property(someLines, fc.array(someTaken, { minLength: 1, maxLength: 3 }), (lines, told) => {
      const coupons = told.flatMap(present)
      const priced = price(lines, coupons)
      for (const { couponCode = '', state } of priced.outcomes) {
        const own = manufacturerOffer(couponCode)
        if (state.kind !== 'applied' || !own || 'refused' in own) continue
        givenCount += 1
        const { saveValue, saveValueCode } = own.coupon
        expect(state.amountMinor).toBeGreaterThan(0)
        if (saveValueCode === '0' || saveValueCode === '6' || (saveValueCode === '1' && saveValue > 0)) expect(state.amountMinor).toBeLessThanOrEqual(saveValue)
      }
      expect(priced.totals.taxAddedMinor).toBe(Math.round(priced.totals.grossMinor / 10))
      expect(priced.lines.every(({ netMinor }) => netMinor >= 0)).toBe(true)
      const turned = price(lines.toReversed(), coupons.toReversed())
      expect([turned.totals, turned.provenBest]).toEqual([priced.totals, priced.provenBest])
    }), { seed: 8113, numRuns: 1_000 })
    expect(givenCount).toBeGreaterThan(300)
  })
})
