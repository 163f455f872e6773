import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a coupon says besides its secret: which offer, from which lane, the how-manieth, until when. */
interface CouponTerms {
  /** Secret shared by every lane that may redeem the coupon. */
  readonly secret: string
  /** Thirteen digits: company prefix, coupon reference, check digit. */
  readonly reference: string
  /** Last day, `YYYY-MM-DD`. */
  readonly expiresOn: string
}

interface CouponToIssue extends CouponTerms {
  /** 1 to 99. */
  readonly laneNumber: number
  /** Counts the coupons of this reference on this lane, from 1. */
  readonly sequence: number
}

interface WrittenCoupon {
  /** Reference and serial, 25 digits. */
  readonly couponCode: string
  readonly serial: string
  /** For barcode and QR code: "(17)261231(255)9521234500018030001123456". */
  readonly elements: string
}

const largestSequence = 9999
const macDigitCount = 6

/**
 * Writes a Global Coupon Number that any lane can tell from a forged one without the network.
 *
 * The serial has twelve digits: lane (2), sequence (4), and six of an HMAC-SHA256 over reference, lane,
 * sequence and expiry. A guess is right once in a million; who guesses must stand at a lane for each.
 *
 * @returns undefined when the lane has used up its 9999 serials of this reference: none is ever used twice
 * @throws RangeError when reference, lane, sequence or day could not be written in these digits
 * Source: GS1 General Specifications 3.5.13, AI (255)
 */
export function issueCoupon(coupon: CouponToIssue): WrittenCoupon | undefined {
  const { reference, laneNumber, sequence, expiresOn } = coupon
  if (sequence > largestSequence) return undefined
  if (!/^\d{13}$/.test(reference)) throw new RangeError('a coupon reference has 13 digits')
  if (!Number.isInteger(laneNumber) || laneNumber < 1 || laneNumber > 99) throw new RangeError(`no lane number: ${laneNumber}`)
  if (!Number.isInteger(sequence) || sequence < 1) throw new RangeError(`no coupon sequence: ${sequence}`)
  if (!/^20\d\d-\d\d-\d\d$/.test(expiresOn)) throw new RangeError(`no day: ${expiresOn}`)
  const origin = String(laneNumber).padStart(2, '0') + String(sequence).padStart(4, '0')
  const serial = origin + macOf(coupon, origin)
  return { couponCode: reference + serial, serial, elements: `(17)${expiresOn.slice(2).replaceAll('-', '')}(255)${reference}${serial}` }
}

/**
 * True for a coupon that some lane of the same secret has issued in these terms. Whether it has been used
 * is another question.
 * @param coupon.expiresOn as the code says (AI 17); a coupon of ours always says, so one without is not ours
 */
export function verifyCoupon(coupon: { readonly secret: string; readonly reference: string; readonly serial: string; readonly expiresOn: string | undefined }): boolean {
  const { secret, reference, serial, expiresOn } = coupon
  if (expiresOn === undefined || !/^\d{12}$/.test(serial)) return false
  const mac = macOf({ secret, reference, expiresOn }, serial.slice(0, -macDigitCount))
  return timingSafeEqual(Buffer.from(mac), Buffer.from(serial.slice(-macDigitCount)))
}

/** Six decimal digits of the HMAC: its first 48 bits, modulo a million, leave no digit noticeably likelier. */
function macOf({ secret, reference, expiresOn }: CouponTerms, origin: string): string {
  const mac = createHmac('sha256', secret).update(`coupon:${reference}:${origin}:${expiresOn}`).digest()
  return String(mac.readUIntBE(0, 6) % 10 ** macDigitCount).padStart(macDigitCount, '0')
}
