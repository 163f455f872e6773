import { assert } from '../assert.ts'

/**
 * GS1 check digit: weights 3 and 1 from the right, up to the next ten. The same for GTIN, GSRN, SSCC, GCN and own codes.
 * @param digits everything in front of the check digit, at least one digit
 * Source: GS1 General Specifications 7.9.1
 */
export function checkDigit(digits: string): string {
  assert(/^\d+$/.test(digits), 'a check digit is worked out over digits')
  return String(checkValue(digits, digits.length))
}

/** True when the last digit is the check digit of those before it. */
export function hasCheckDigit(code: string): boolean {
  return /^\d{2,}$/.test(code) && checkValue(code, code.length - 1) === code.charCodeAt(code.length - 1) - zero
}

/** The same as a rule for a piece of a value. */
export function endsInCheckDigit(piece: string): string | undefined {
  return hasCheckDigit(piece) ? undefined : 'check digit'
}

const zero = '0'.charCodeAt(0)

/** Over the first `count` digits. A plain loop: every scan comes by here several times. */
function checkValue(digits: string, count: number): number {
  let sum = 0
  for (let index = count - 1, weight = 3; index >= 0; index -= 1, weight = 4 - weight) sum += (digits.charCodeAt(index) - zero) * weight
  return (10 - (sum % 10)) % 10
}
