import { hasCheckDigit } from './check-digit.ts'

/**
 * Tells a payment card from the shop's own cards and codes, so that its digits go no further.
 *
 * Refused in any case: magstripe track 1 (`%B…^…^YYMM`), 2 (`PAN=YYMM…`) and 3 (`+01PAN=…`) of a payment scheme.
 * Refused as a bare number, with or without spaces and dashes, when Luhn holds and
 * - from a `card-reader`: 12 to 19 digits beginning with 3 to 6 or 2221 to 2720, so a chain's own cards
 *   must begin with something else;
 * - as a `code` scanned or keyed: only in the lengths the schemes really issue, because 12, 13 and 14
 *   digits are product codes. One scheme once issued cards of 13 digits beginning with 4, and some have 14:
 *   such a number is a card unless its check digit makes it a GTIN.
 *
 * Why: PCI DSS applies as soon as a card number is stored, processed or transmitted.
 */
export function looksLikePaymentCard(text: string, where: 'card-reader' | 'code' = 'card-reader'): boolean {
  const whole = text.replace(/[\s.-]/g, '')
  // A reader may put a label in front of what it read; a code is taken as a whole, since a serial number inside it is nobody's card.
  const numbers = where === 'card-reader' ? [whole, ...(text.match(/\d+/g) ?? [])] : [whole]
  return isTrack(text) || numbers.some((number) => isCardNumber(number, where))
}

/**
 * True when a card number stands somewhere in a text: alone among words, or at either end of a longer
 * number. It may find one where there is none, so it decides what may be shown, never what is refused.
 */
export function holdsCardNumber(text: string): boolean {
  const runs = [...(text.match(/\d+/g) ?? []), ...(text.match(/\d(?:[\s.-]?\d)+/g) ?? [])].map((run) => run.replace(/\D/g, ''))
  return isTrack(text) || runs.some((run) => issuedLengths.some(({ length }) => isCardNumber(run.slice(0, length), 'code') || isCardNumber(run.slice(-length), 'code')))
}

function isTrack(text: string): boolean {
  if (/%?B\d{12,19}\^[^^]{2,26}\^\d{4}/i.test(text)) return true
  // Track 3 begins with two digits for its format.
  const number = /(?:[+!]\d{2}|(?<!\d))(\d{12,19})[=D]\d{4}/.exec(text)?.[1]
  return number !== undefined && schemePrefix.test(number)
}

/** 3 travel and JCB, 4 Visa, 5 and 2221–2720 Mastercard, 6 Discover, UnionPay and Maestro. */
const schemePrefix = /^(?:[3-6]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/

/** Lengths the schemes issue or have issued; see above for 13 and 14 digits. */
const issuedLengths: readonly { readonly length: number; readonly prefix: RegExp }[] = [
  { length: 13, prefix: /^4/ },
  { length: 14, prefix: /^3[068]/ },
  { length: 15, prefix: /^3[47]/ },
  { length: 16, prefix: schemePrefix },
  { length: 17, prefix: /^[56]/ },
  { length: 18, prefix: /^[56]/ },
  { length: 19, prefix: /^[456]/ },
]

function isCardNumber(digits: string, where: 'card-reader' | 'code'): boolean {
  if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits)) return false
  if (where === 'card-reader') return schemePrefix.test(digits)
  return !(digits.length <= 14 && hasCheckDigit(digits)) && issuedLengths.some(({ length, prefix }) => digits.length === length && prefix.test(digits))
}

/** ISO/IEC 7812-1: every second digit from the right doubled, digits of the products summed, a multiple of ten. */
function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits).reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
