const zero = 0x30

/**
 * Tells whether bytes are a card of the retailer's own, by one of the configured patterns:
 * digits must match, M and N stand for any digit, C for the GS1 check digit of all digits before it.
 * Only digits, and all of them: a longer number that begins like an own card is none.
 */
export function isOwnCard(bytes: Buffer, pattern: string): boolean {
  if (bytes.length !== pattern.length || !bytes.every((byte) => byte >= zero && byte <= 0x39)) return false
  return Array.from(pattern).every((letter, index) => {
    if (letter === 'M' || letter === 'N') return true
    return bytes[index] === (letter === 'C' ? zero + checkDigitOf(bytes.subarray(0, index)) : letter.charCodeAt(0))
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

/** GS1 General Specifications 7.9.1. */
function checkDigitOf(digits: Buffer): number {
  let sum = 0
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    sum += ((digits[digits.length - 1 - fromRight] ?? zero) - zero) * (fromRight % 2 === 0 ? 3 : 1)
  }
  return (10 - (sum % 10)) % 10
}
