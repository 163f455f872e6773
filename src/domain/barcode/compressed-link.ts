import { hasCheckDigit } from './check-digit.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * True for the last part of a web address that holds a GTIN or SSCC in GS1's compressed form: web-safe
 * base64 of the identifier in two half-bytes, then the key as one binary number. Such links may also begin
 * with a shorthand for a common set of identifiers, a digit and a letter as half-bytes, whose first is a GTIN.
 * @param segment the part of the path behind the last slash
 * Source: GS1 Digital Link: Compression, 5
 */
export function isCompressedKey(segment: string): boolean {
  if (!/^[\w-]{10,}$/.test(segment)) return false
  const start = bitsOf(segment.slice(0, 2)).slice(0, 8)
  if (start === '00000000') return holdsKey(segment, { bitCount: 60, digitCount: 18 })
  const isShorthand = parseInt(start.slice(0, 4), 2) <= 9 && parseInt(start.slice(4), 2) >= 10
  return (start === '00000001' || isShorthand) && holdsKey(segment, { bitCount: 47, digitCount: 14 })
}

function holdsKey(segment: string, { bitCount, digitCount }: { readonly bitCount: number; readonly digitCount: number }): boolean {
  const bits = bitsOf(segment.slice(0, 12)).slice(8, 8 + bitCount)
  const digits = String(BigInt(`0b0${bits}`)).padStart(digitCount, '0')
  return bits.length === bitCount && digits.length === digitCount && hasCheckDigit(digits)
}

function bitsOf(segment: string): string {
  return Array.from(segment, (character) => alphabet.indexOf(character).toString(2).padStart(6, '0')).join('')
}
