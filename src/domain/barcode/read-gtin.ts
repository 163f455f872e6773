import { hasCheckDigit } from './check-digit.ts'

/** Digits of a GTIN as it is printed. */
export const gtinLengths: readonly number[] = [8, 12, 13, 14]

/** What eight digits are. */
export type EightDigits = 'ean-8' | 'upc-e'

/**
 * Reads a GTIN of one of these lengths.
 *
 * Eight digits may be EAN-8 or UPC-E, and one time in ten they are right as both: which of them it is has to
 * be known beforehand. UPC-E begins with 0 or 1; other digits are never it.
 *
 * @returns the GTIN with leading zeros to 14 digits, or undefined when the length or the check digit is wrong
 */
export function readGtin(digits: string, lengths: readonly number[], eightDigits: EightDigits): string | undefined {
  if (!lengths.includes(digits.length)) return undefined
  const full = digits.length === 8 && eightDigits === 'upc-e' ? expandUpcE(digits) : digits
  return full !== undefined && hasCheckDigit(full) ? full.padStart(14, '0') : undefined
}

/**
 * Expands UPC-E to the twelve digits it stands for.
 * @param digits number system 0 or 1, six digits, check digit (not looked at)
 * @returns undefined for anything else
 * Source: GS1 General Specifications 5.2.2.4.2, zero suppression
 */
function expandUpcE(digits: string): string | undefined {
  const match = /^([01])(\d)(\d)(\d)(\d)(\d)(\d)(\d)$/.exec(digits)
  if (!match) return undefined
  const [, system, a, b, c, d, e, last, check] = match
  return `${system}${upcEMiddle([a, b, c, d, e].join(''), last ?? '')}${check}`
}

/** The ten digits between number system and check digit; `last` says where the zeros were taken out. */
function upcEMiddle(five: string, last: string): string {
  if (last <= '2') return `${five.slice(0, 2)}${last}0000${five.slice(2)}`
  if (last === '3') return `${five.slice(0, 3)}00000${five.slice(3)}`
  if (last === '4') return `${five.slice(0, 4)}00000${five.slice(4)}`
  return `${five}0000${last}`
}
