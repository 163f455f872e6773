import fc from 'fast-check'
import type { ManufacturerCoupon, PurchaseRequirement } from '../../src/domain/barcode/manufacturer-coupon.ts'

/** What a test says of a coupon; the rest is 50 cents off one unit of any item of company 9521234. */
export interface WrittenCoupon extends Partial<Omit<ManufacturerCoupon, 'purchases'>> {
  readonly purchases?: readonly Partial<PurchaseRequirement>[]
}

/** Writes the digits of AI 8110, the other way round than they are read. */
export function couponDigits(told: WrittenCoupon = {}): string {
  const { companyPrefix = '9521234', offerCode = '000077', saveValue = 50, purchases = [{}], purchaseRule = '1', expiresOn, startsOn, serial, retailer } = told
  const [first = {}, second, third] = purchases
  return [
    sized(companyPrefix, 6), offerCode, sized(String(saveValue), 0), requirement(first),
    ...(second ? ['1', purchaseRule, requirement(second), otherPrefix(second, companyPrefix)] : []),
    ...(third ? ['2', requirement(third), otherPrefix(third, companyPrefix)] : []),
    ...(expiresOn === undefined ? [] : ['3', shortDay(expiresOn)]),
    ...(startsOn === undefined ? [] : ['4', shortDay(startsOn)]),
    ...(serial === undefined ? [] : ['5', sized(serial, 6)]),
    ...(retailer === undefined ? [] : ['6', sized(retailer, 6)]),
    saveRules(told),
  ].join('')
}

function sized(digits: string, less: number): string {
  return `${digits.length - less}${digits}`
}

function requirement({ value = 1, code = '0', familyCode = '000' }: Partial<PurchaseRequirement>): string {
  return sized(String(value), 0) + code + familyCode
}

function otherPrefix({ companyPrefix }: Partial<PurchaseRequirement>, first: string): string {
  return companyPrefix === undefined || companyPrefix === first ? '9' : sized(companyPrefix, 6)
}

function shortDay(day: string): string {
  return day.slice(2).replaceAll('-', '')
}

/** Left out where it would only say what is taken for granted. */
function saveRules({ saveValueCode = '0', appliesTo = '0', storeCoupon = '0', mayMultiply = true }: WrittenCoupon): string {
  const rules = `${saveValueCode}${appliesTo}${storeCoupon}${mayMultiply ? '0' : '1'}`
  return rules === '0000' ? '' : `9${rules}`
}

const digits = (least: number, most: number): fc.Arbitrary<string> => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((each) => each.join(''))
const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 99_999 }))
const day = fc.integer({ min: 0, max: 36_524 }).map((days) => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10))
const days = fc.tuple(day, day).map(([a, b]) => (a < b ? { startsOn: a, expiresOn: b } : { startsOn: b, expiresOn: a }))

function purchases(companyPrefix: string): fc.Arbitrary<PurchaseRequirement[]> {
  const requirement = fc.record({ value, code: fc.constantFrom('0', '1', '2', '3', '4', '9'), familyCode: digits(3, 3) })
  const other = fc.oneof(digits(6, 12), fc.constant(companyPrefix))
  return fc.tuple(requirement, fc.array(fc.tuple(requirement, other), { maxLength: 2 })).map(([first, others]) => [{ ...first, companyPrefix }, ...others.map(([asked, prefix]) => ({ ...asked, companyPrefix: prefix }))])
}

/** Any coupon that can be written down, whether or not it makes sense. */
export const someCoupons: fc.Arbitrary<ManufacturerCoupon> = digits(6, 12).chain((companyPrefix) =>
  fc.record({
    purchases: purchases(companyPrefix), rule: fc.constantFrom('0', '1', '2', '3'), offerCode: digits(6, 6), saveValue: value,
    dates: fc.option(days, { nil: {} }), serial: fc.option(digits(6, 15), { nil: undefined }), retailer: fc.option(digits(7, 13), { nil: undefined }),
    saveValueCode: fc.constantFrom('0', '1', '2', '5', '6'), appliesTo: fc.constantFrom('0', '1', '2'), storeCoupon: fc.oneof({ weight: 4, arbitrary: fc.constant('0') }, { weight: 1, arbitrary: digits(1, 1) }), mayMultiply: fc.boolean(),
  }).map(({ purchases: asked, rule, dates, serial, retailer, ...rest }) => ({
    companyPrefix, purchases: asked, ...rest, ...dates,
    ...(asked.length > 1 ? { purchaseRule: rule } : {}), ...(serial === undefined ? {} : { serial }), ...(retailer === undefined ? {} : { retailer }),
  })))
