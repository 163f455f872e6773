import { readManufacturerCoupon } from '../../../src/domain/barcode/manufacturer-coupon.ts'
import { demoOwnCodes, writeOwnCode } from '../../../src/domain/barcode/own-codes.ts'
import { readPositiveOffer } from '../../../src/domain/barcode/positive-offer.ts'
import { readScan } from '../../../src/domain/barcode/read-scan.ts'
import { readDigitalLink } from '../../../src/domain/barcode/digital-link.ts'
import { readElementString } from '../../../src/domain/barcode/element-string.ts'
import { offer } from '../../../src/contract/offer.ts'
import { manufacturerCode, manufacturerOffer } from '../../../src/domain/offers/manufacturer-offer.ts'
import { couponDigits } from '../../support/domain-coupons.ts'
import { testPaymentCards } from '../../support/drivers.ts'
import { checkNotCard } from '../fuzzed-driver.ts'
import { Broken, type FuzzTarget } from '../fuzz-target.ts'

const retail = ['9521234567899', '4006381333931', '96385074', '012345678905', '01234565', '19521234567896', '952123456789912', '952123456789951299', ']E09521234567899', ']E496385074', ']I119521234567896', ']XA012345678905']
const own = [
  writeOwnCode('21IIIIIPPPPPC', { I: '04011', P: 299 }), writeOwnCode('22IIIIIWWWWWC', { I: '04011', W: 734 }), writeOwnCode('23IIIIIVPPPPC', { I: '04011', P: 299 }),
  writeOwnCode('27RRRRRRRRRRC', { R: 12 }), writeOwnCode('28LLLLLLLLLLC', { L: 12 }), writeOwnCode('29MMMMMMMMMMC', { M: 4821 }),
]
const elements = [']C10109521234567899\x1d10ABC123\x1d17301231', ']d2010952123456789917301231103A\x1d310300073439220299', ']C1255952123456789512345\x1d17301231', '0109521234567899320300750039320299', ']e00109521234567899']
const links = ['https://example.com/01/09521234567899/10/AB?17=301231&3103=000734', 'http://id.example.org/path/gtin/9521234567899', ']Q1https://example.com/01/09521234567899', 'https://example.com/AQnYUc1gmqw']
const coupons = ['8110012345612345611110123', '8112001234561234560123456', ']C18110012345612345611110123']
/** One of every kind of save value and requirement, so that mutations reach all terms. */
const makersCoupons = ['0', '1', '2', '5', '6'].flatMap((saveValueCode) => ['0', '1', '2', '3', '4'].map((code) => couponDigits({ saveValueCode, saveValue: 12, purchases: [{ value: 12, code }, { value: 1, familyCode: '310' }, { value: 1 }], purchaseRule: code })))
export const codeTexts: readonly string[] = [...retail, ...own, ...elements, ...links, ...coupons, ...testPaymentCards]

const samples = codeTexts.map((text) => Buffer.from(text, 'latin1'))
const given = { source: 'scanner', ownCodes: demoOwnCodes } as const

/** Every text goes through one function at once. */
function textTarget(name: string, texts: readonly string[], read: (text: string) => void): FuzzTarget {
  return { name, isWhole: true, samples: texts.map((text) => Buffer.from(text, 'latin1')), open: () => ({ take: (bytes) => read(bytes.toString('latin1')), end: () => undefined }) }
}

export const codeTargets: readonly FuzzTarget[] = [
  textTarget('code', codeTexts, (text) => checkScan(text, undefined)),
  { name: 'code, named by the scanner', isWhole: true, samples, open: () => ({ take: (bytes) => checkScan(bytes.toString('latin1').replace(/^\]../, ''), `]${'EEECdQIe'[bytes.length % 8] ?? 'E'}${bytes[0] === undefined ? 0 : bytes[0] % 7}`), end: () => undefined }) },
  textTarget('GS1 element string', [...elements, ...coupons].map((text) => text.replace(/^\]../, '')), (text) => void readElementString(text)),
  textTarget('GS1 Digital Link', links, (text) => void readDigitalLink(text)),
  textTarget('coupon 8110', coupons.map((text) => text.slice(4)), (text) => void readManufacturerCoupon(text)),
  textTarget('coupon 8110 as an offer', makersCoupons, (text) => checkMakersOffer(text)),
  textTarget('coupon 8112', coupons.map((text) => text.slice(4)), (text) => void readPositiveOffer(text)),
]

/** Whatever a coupon says: it is taken for an offer that the door of the feed would let in, or given back with a reason. */
function checkMakersOffer(digits: string): void {
  const own = manufacturerOffer(manufacturerCode(digits))
  if (!own) throw new Broken('a coupon of a manufacturer that is nothing')
  if ('refused' in own) return
  const { activation, ...terms } = own.offer
  const door = offer.safeParse({ ...terms, offerId: 'coupon', activation: { ...activation, reference: '9521234000009' } })
  if (!door.success) throw new Broken(`terms that no offer may have: ${door.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`)
}

function checkScan(text: string, aim: string | undefined): void {
  const { outcome } = readScan(text, { ...given, aim })
  if (!('kind' in outcome)) return aim === undefined ? checkNotCard(outcome.shown) : undefined
  if (outcome.kind === 'item') checkItem(outcome.gtin, text)
}

/**
 * An item's number ends in the right check digit, and stands in the code as it was read: a reader that repairs a
 * digit, or makes one up, sells something else. Short codes may be UPC-E, which is written out, and links may be coded.
 */
function checkItem(gtin: string, text: string): void {
  if (!/^\d{14}$/.test(gtin) || !endsInCheckDigit(gtin)) throw new Broken(`an item ${gtin} whose check digit is wrong`)
  const digits = text.normalize('NFKC').replace(/^\]../, '')
  const isShort = digits.trim().length <= 15
  const isLink = /^\s*(https?:|HTTPS?:)/i.test(digits)
  if (!isShort && !isLink && !digits.includes(gtin.replace(/^0+/, ''))) throw new Broken(`an item ${gtin} that is not in the code`)
  if (/^\d{12,14}$/.test(digits) && !endsInCheckDigit(digits)) throw new Broken('an item of a code with a wrong check digit')
}

/** GS1's rule once more, written differently, so that one mistake cannot hide the other. */
function endsInCheckDigit(digits: string): boolean {
  let sum = 0
  for (let index = digits.length - 1, weight = 1; index >= 0; index--, weight = 4 - weight) sum += Number(digits[index]) * weight
  return sum % 10 === 0
}
