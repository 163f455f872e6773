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
