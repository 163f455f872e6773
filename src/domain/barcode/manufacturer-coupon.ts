import { openDigitReader, type DigitReader } from './digit-reader.ts'
import { gs1Date } from './gs1-date.ts'

/** What has to be bought for a coupon. */
export interface PurchaseRequirement {
  readonly value: number
  /** How `value` counts: 0 units, 1 cents spent on these items, 2 cents spent on the whole sale, 3 hundredths of a pound, 4 grams, 9 as the paper says, for a person to read. */
  readonly code: string
  /** Three digits of the company's own: which of its items; 000 any of them. */
  readonly familyCode: string
  readonly companyPrefix: string
}

/** A North American coupon, whole, as a clearing house is billed for it. */
export interface ManufacturerCoupon {
  /** Six to twelve digits: who pays. */
  readonly companyPrefix: string
  readonly offerCode: string
  readonly saveValue: number
  /** What the customer gains: 0 `saveValue` cents off, 1 an item free that costs at most so many cents (any for zero), 2 so many items free, 5 per cent off, 6 cents off the whole sale. */
  readonly saveValueCode: string
  /** One to three. */
  readonly purchases: readonly PurchaseRequirement[]
  /** How the requirements are joined when there are several: 0 any of them, 1 all, 2 the first and one of the others, 3 the goods of the others count as well. */
  readonly purchaseRule?: string
  readonly expiresOn?: string
  readonly startsOn?: string
  readonly serial?: string
  /** Company prefix or location number of the only retailer that takes it. */
  readonly retailer?: string
  /** Which purchase the value is taken off: 0 the first, 1 the second, 2 the third. */
  readonly appliesTo: string
  /** 0 when the maker pays; anything else is a store's own coupon. */
  readonly storeCoupon: string
  /** False where stores that double coupons must not double this one. */
  readonly mayMultiply: boolean
}

/**
 * Reads the value of AI 8110. Optional fields follow the first purchase in rising order of their number, each once at most.
 * @param value as it stands behind the identifier
 * Source: North American Coupon Application Guideline, release 2.0, chapter 5
 */
export function readManufacturerCoupon(value: string): { readonly coupon: ManufacturerCoupon } | { readonly wrong: string } {
  const reader = openDigitReader(value)
  const companyPrefix = reader.takeSized('0123456', 6, 'the company prefix')
  const offerCode = reader.take(6, 'the offer code')
  const saveValue = Number(reader.takeSized('12345', 0, 'the save value'))
  const first = { ...takeRequirement(reader, 'the 1st purchase'), companyPrefix }
  const rest = { ...takeMorePurchases(reader, first), ...takeDates(reader), ...takeParties(reader), ...takeSaveRules(reader) }
  const wrong = reader.end()
  return wrong === undefined ? { coupon: { companyPrefix, offerCode, saveValue, ...rest } } : { wrong }
}

function takeRequirement(reader: DigitReader, what: string): Omit<PurchaseRequirement, 'companyPrefix'> {
  const value = Number(reader.takeSized('12345', 0, `the requirement of ${what}`))
  const code = reader.takeOneOf('012349', `the requirement code of ${what}`)
  return { value, code, familyCode: reader.take(3, `the family code of ${what}`) }
}

/** Fields 1 and 2. */
function takeMorePurchases(reader: DigitReader, first: PurchaseRequirement): Pick<ManufacturerCoupon, 'purchases' | 'purchaseRule'> {
  const purchases = [first]
  const more = (what: string): void => void purchases.push({ ...takeRequirement(reader, what), companyPrefix: takeOtherPrefix(reader, what, first.companyPrefix) })
  const purchaseRule = reader.skip('1') ? reader.takeOneOf('0123', 'the rule of additional purchases') : undefined
  if (purchaseRule !== undefined) more('the 2nd purchase')
  if (reader.skip('2')) more('the 3rd purchase')
  return purchaseRule === undefined ? { purchases } : { purchases, purchaseRule }
}

/** 9 stands for the company of the first purchase. */
function takeOtherPrefix(reader: DigitReader, what: string, first: string): string {
  return reader.skip('9') ? first : reader.takeSized('0123456', 6, `the company prefix of ${what}`)
}

/** Fields 3 and 4. */
function takeDates(reader: DigitReader): Pick<ManufacturerCoupon, 'expiresOn' | 'startsOn'> {
  const expiresOn = reader.skip('3') ? takeDay(reader, 'the expiry date') : undefined
  const startsOn = reader.skip('4') ? takeDay(reader, 'the start date') : undefined
  if (expiresOn !== undefined && startsOn !== undefined && expiresOn < startsOn) reader.refuse('it expires before it starts')
  return { ...(expiresOn === undefined ? {} : { expiresOn }), ...(startsOn === undefined ? {} : { startsOn }) }
}

function takeDay(reader: DigitReader, what: string): string {
  const digits = reader.take(6, what)
  const day = digits.endsWith('00') ? undefined : gs1Date(digits)
  if (day === undefined) reader.refuse(`${what} is no day`)
  return day ?? ''
}

/** Fields 5 and 6. */
function takeParties(reader: DigitReader): Pick<ManufacturerCoupon, 'serial' | 'retailer'> {
  const serial = reader.skip('5') ? { serial: reader.takeSized('0123456789', 6, 'the serial number') } : {}
  const retailer = reader.skip('6') ? { retailer: reader.takeSized('1234567', 6, 'the retailer') } : {}
  return { ...serial, ...retailer }
}

/** Field 9; without it the value is money off the first purchase. */
function takeSaveRules(reader: DigitReader): Pick<ManufacturerCoupon, 'saveValueCode' | 'appliesTo' | 'storeCoupon' | 'mayMultiply'> {
  if (!reader.skip('9')) return { saveValueCode: '0', appliesTo: '0', storeCoupon: '0', mayMultiply: true }
  const saveValueCode = reader.takeOneOf('01256', 'the save value code')
  const appliesTo = reader.takeOneOf('012', 'the item it applies to')
  const storeCoupon = reader.take(1, 'the store coupon flag')
  return { saveValueCode, appliesTo, storeCoupon, mayMultiply: reader.takeOneOf('01', 'the flag against multiplying') === '0' }
}
