/** What the scale's maker gives under contract; see the device's config. */
export interface Dialog06Secret {
  readonly correction: number
  readonly polynomial: number
}

/**
 * The answer to a Dialog 06 challenge: a checksum CS and its proof KW, each turned by one digit of the scale's random byte.
 *
 * KW is what remains of CS, continued by 16 zero bits, divided by the maker's polynomial (its x^16 is implied), beginning
 * with the maker's correction value. The makers do not publish their polynomial: this form is checked against our own
 * simulated scale only, and must be confirmed with a real one.
 * @param challenge the scale's random byte: its upper digit turns CS left, its lower digit turns KW right
 * @param checksum  16 bits
 * @returns eight upper-case hexadecimal digits
 */
export function answerChallenge(challenge: number, checksum: number, secret: Dialog06Secret): string {
  const turnedChecksum = rotateLeft(checksum, challenge >> 4)
  const turnedProof = rotateLeft(remainderOf(checksum, secret), 16 - (challenge & 0x0f))
  return hex(turnedChecksum) + hex(turnedProof)
}

/** CRC of 16 bits, most significant bit first. */
export function remainderOf(checksum: number, { correction, polynomial }: Dialog06Secret): number {
  let rest = (checksum ^ correction) & 0xffff
  for (let bit = 0; bit < 16; bit++) rest = ((rest & 0x8000) === 0 ? rest << 1 : (rest << 1) ^ polynomial) & 0xffff
  return rest
}

export function rotateLeft(value: number, bitCount: number): number {
  const by = bitCount & 0x0f
  return ((value << by) | (value >>> (16 - by))) & 0xffff
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0')
}
