import { assert } from '../assert.ts'

/**
 * GS1 check digit: weights 3 and 1 from the right, up to the next ten. The same for GTIN, GSRN, SSCC, GCN and own codes.
 * @param digits everything in front of the check digit, at least one digit
 * Source: GS1 General Specifications 7.9.1
 */
export function checkDigit(digits: string): string {
  assert(/^\d+$/.test(digits), 'a check digit is worked out over digits')
  const sum = Array.from(digits).reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}

/** True when the last digit is the check digit of those before it. */
export function hasCheckDigit(code: string): boolean {
  return /^\d{2,}$/.test(code) && checkDigit(code.slice(0, -1)) === code.at(-1)
}
