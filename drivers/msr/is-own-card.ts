import type { Bytes } from './uid-text.ts'

const zero = 0x30

/**
 * Tells whether bytes are a card of the retailer's own, by one of the configured patterns:
 * digits must match, M and N stand for any digit, U for any hexadecimal digit in capitals, C for the GS1 check
 * digit of all digits before it.
 * The whole of them: a longer number that begins like an own card is none.
 */
export function isOwnCard(bytes: Bytes, pattern: string): boolean {
  if (bytes.length !== pattern.length) return false
  return Array.from(pattern).every((letter, index) => {
    const byte = bytes.at(index) ?? 0
    if (letter === 'U') return isDigit(byte) || (byte >= 0x41 && byte <= 0x46)
    if (letter === 'C') return byte === zero + checkDigitOf(bytes, index)
    return isDigit(byte) && (letter === 'M' || letter === 'N' || byte === letter.charCodeAt(0))
  })
}

/**
 * An own card that looks like a payment card is believed only where its pattern begins with four digits or more:
 * some chains number their cards in a range of their own under ISO/IEC 7812. A pattern of letters alone would
 * let every payment card in.
 */
export function isOfOwnRange(pattern: string): boolean {
  return /^\d{4}/.test(pattern)
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= 0x39
}

/** Over the first `count` digits. Source: GS1 General Specifications 7.9.1. */
function checkDigitOf(digits: Bytes, count: number): number {
  let sum = 0
  for (let fromRight = 0; fromRight < count; fromRight++) {
    sum += ((digits.at(count - 1 - fromRight) ?? zero) - zero) * (fromRight % 2 === 0 ? 3 : 1)
  }
  return (10 - (sum % 10)) % 10
}
