import { assert } from '../assert.ts'

/** ISO 4217 code and the number of digits behind the point. */
export interface Currency {
  readonly code: string
  readonly decimals: 0 | 2 | 3
  readonly symbol: string
}

/**
 * Reads a price in major units ("3.99", "4", "0.5") as whole minor units, without ever passing through a float.
 * @returns undefined when the text is no plain decimal, or has more digits than the currency knows
 */
export function parseMinor(text: string, currency: Currency): number | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text)
  if (!match) return undefined
  const fraction = match[3] ?? ''
  if (fraction.length > currency.decimals) return undefined
  const digits = (match[2] ?? '') + fraction.padEnd(currency.decimals, '0')
  const minor = Number(digits)
  if (!Number.isSafeInteger(minor)) return undefined
  return match[1] === '-' && minor !== 0 ? -minor : minor
}

/** Plain decimal text with the currency's digits and no grouping: 1234 becomes "12.34", -5 becomes "-0.05". */
export function formatMinor(amountMinor: number, currency: Currency): string {
  assert(Number.isSafeInteger(amountMinor), `money is a whole number of minor units, got ${amountMinor}`)
  const digits = String(Math.abs(amountMinor)).padStart(currency.decimals + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  if (currency.decimals === 0) return sign + digits
  const point = digits.length - currency.decimals
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

/**
 * Divides two whole numbers and rounds half away from zero: the one place where money is rounded.
 * @param denominator above zero
 */
export function divideHalfUp(numerator: number, denominator: number): number {
  // The claim is worded only when it fails: pricing calls this for every unit at every step of its search.
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) assert(false, `cannot divide ${numerator} by ${denominator}`)
  const magnitude = Math.abs(numerator)
  const quotient = Math.floor(magnitude / denominator)
  const rounded = (magnitude % denominator) * 2 >= denominator ? quotient + 1 : quotient
  return numerator < 0 && rounded !== 0 ? -rounded : rounded
}
