import { openDigitReader } from './digit-reader.ts'

/** A serialised coupon of the Positive Offer File: every one is asked for at the clearing house before it counts. */
export interface PositiveOffer {
  readonly format: string
  /** Six to twelve digits: who pays. */
  readonly funder: string
  readonly offerCode: string
  readonly serial: string
  /** Everything in front of the serial number's length: one for all coupons of the offer. */
  readonly offerReference: string
}

/**
 * Reads the value of AI 8112.
 * Source: GS1 General Specifications 3.9 (8112), GS1 US serialised coupons
 */
export function readPositiveOffer(value: string): { readonly offer: PositiveOffer } | { readonly wrong: string } {
  const reader = openDigitReader(value)
  const format = reader.takeOneOf('01', 'the format')
  const funder = reader.takeSized('0123456', 6, 'the funder')
  const offerCode = reader.take(6, 'the offer code')
  const serial = reader.takeSized('0123456789', 6, 'the serial number')
  const wrong = reader.end()
  return wrong === undefined ? { offer: { format, funder, offerCode, serial, offerReference: value.slice(0, funder.length + 8) } } : { wrong }
}
