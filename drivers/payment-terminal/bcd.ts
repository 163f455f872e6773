import { assert } from '../../src/domain/assert.ts'

/**
 * Packs a number two decimal digits to a byte, zeros in front.
 * @throws AssertionError when it needs more than `byteCount` bytes: the caller is wrong
 */
export function packBcd(value: number, byteCount: number): Buffer {
  const digits = String(value).padStart(byteCount * 2, '0')
  assert(/^\d+$/.test(digits) && digits.length === byteCount * 2, `${value} does not fit ${byteCount} BCD bytes`)
  return Buffer.from(digits, 'hex')
}

/** @returns undefined when a half of a byte is no decimal digit, or the number is beyond what counts exactly */
export function readBcd(bytes: Buffer): number | undefined {
  const digits = bytes.toString('hex')
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined
}
