import { assertNever } from '../assert.ts'
import { checkDigit } from './check-digit.ts'
import type { Identified, OwnCode } from './identified.ts'
import { digitsUnder, measureOf } from './own-codes.ts'
import { priceVerifier } from './price-verifier.ts'

/** A pattern of the shop that fits, and what it says; or which of its digits is wrong. */
type OwnCodeReading =
  | { readonly found: Identified }
  | { readonly wrong: 'check-digit' | 'verifier-digit'; readonly pattern: string }

/**
 * Reads a code by the first of the retailer's own patterns whose length and literal digits fit.
 * @returns undefined when none fits: the code is somebody else's
 */
export function readOwnCode(digits: string, ownCodes: readonly OwnCode[]): OwnCodeReading | undefined {
  const own = ownCodes.find(({ pattern }) => fits(digits, pattern))
  if (own === undefined) return undefined
  const { pattern } = own
  const checkAt = pattern.indexOf('C')
  if (checkAt > 0 && checkDigit(digits.slice(0, checkAt)) !== digits[checkAt]) return { wrong: 'check-digit', pattern }
  if (pattern.includes('V') && priceVerifier(measureOf(pattern, digits)) !== digitsUnder('V', pattern, digits)) return { wrong: 'verifier-digit', pattern }
  return { found: readBy(own, digits) }
}

function fits(digits: string, pattern: string): boolean {
  return digits.length === pattern.length && Array.from(pattern).every((letter, position) => {
    const digit = digits[position] ?? ''
    if (letter === 'U') return /[0-9A-F]/.test(digit)
    return /\D/.test(letter) ? /\d/.test(digit) : letter === digit
  })
}

function readBy({ kind, pattern }: OwnCode, digits: string): Identified {
  const under = (letter: string) => digitsUnder(letter, pattern, digits)
  switch (kind) {
    case 'price-label':
      return { kind, plu: under('I'), priceMinor: Number(under('P')) }
    case 'weight-label':
      return { kind, plu: under('I'), grams: Number(under('W')) }
    case 'member-card':
      return { kind, number: under(pattern.includes('U') ? 'U' : 'M') }
    case 'list':
      return { kind, number: under('L') }
    case 'receipt':
      return { kind, number: under('R') }
    case 'badge':
      return { kind, number: under('B') }
    default:
      return assertNever(kind, 'own code')
  }
}
