import { assert } from '../../src/domain/assert.ts'
import { readTlvLength, tlvLength } from './tlv.ts'

/** How long a field is: so many bytes, two or three digits in front, or a length as in TLV. */
type FieldLength = number | 'll' | 'lll' | 'tlv'

/** The protocol's fields ("bitmaps") by their number. */
export const field = {
  amount: 0x04, container: 0x06, trace: 0x0b, time: 0x0c, date: 0x0d, expiry: 0x0e, cardSequence: 0x17, paymentType: 0x19, cardNumber: 0x22,
  resultCode: 0x27, terminalId: 0x29, contractNumber: 0x2a, originalTrace: 0x37, authorisation: 0x3b, additionalText: 0x3c, currency: 0x49,
  receiptNumber: 0x87, turnoverNumber: 0x88, cardType: 0x8a, cardName: 0x8b, serviceByte: 0x03,
} as const

const lengths: ReadonlyMap<number, FieldLength> = new Map<number, FieldLength>([
  [0x01, 1], [0x02, 1], [0x03, 1], [0x04, 6], [0x05, 1], [0x06, 'tlv'], [0x0b, 3], [0x0c, 3], [0x0d, 2], [0x0e, 2], [0x17, 2], [0x19, 1],
  [0x22, 'll'], [0x23, 'll'], [0x24, 'lll'], [0x27, 1], [0x29, 4], [0x2a, 15], [0x2d, 'll'], [0x2e, 'lll'], [0x37, 3], [0x3a, 2], [0x3b, 8],
  [0x3c, 'lll'], [0x3d, 3], [0x49, 2], [0x60, 'lll'], [0x87, 2], [0x88, 3], [0x8a, 1], [0x8b, 'll'], [0x8c, 1], [0x92, 'lll'], [0x9a, 'lll'],
  [0xa0, 1], [0xa7, 'll'], [0xaa, 3], [0xaf, 'lll'], [0xba, 5], [0xd0, 1], [0xd1, 'll'], [0xd2, 1], [0xd3, 1], [0xe0, 1], [0xe9, 1], [0xea, 'll'], [0xf0, 'lll'],
])

/**
 * Reads fields up to the first that is unknown or cut off: without its length nothing behind it can be found.
 * @returns the last of several fields of one number
 */
export function readFields(data: Buffer): ReadonlyMap<number, Buffer> {
  const fields = new Map<number, Buffer>()
  let at = 0
  while (at < data.length) {
    const number = data[at] ?? 0
    const span = spanOf(lengths.get(number), data, at + 1)
    if (span === undefined || span.to > data.length) break
    fields.set(number, data.subarray(span.from, span.to))
    at = span.to
  }
  return fields
}

interface Span {
  readonly from: number
  readonly to: number
}

function spanOf(length: FieldLength | undefined, data: Buffer, at: number): Span | undefined {
  if (length === undefined) return undefined
  if (typeof length === 'number') return { from: at, to: at + length }
  if (length === 'tlv') {
    const read = readTlvLength(data, at)
    return read && { from: read.valueAt, to: read.valueAt + read.byteCount }
  }
  const from = at + length.length
  const digits = Array.from(data.subarray(at, from))
  if (digits.length < length.length || digits.some((digit) => digit < 0xf0 || digit > 0xf9)) return undefined
  return { from, to: from + Number(digits.map((digit) => digit - 0xf0).join('')) }
}

/** Writes fields one after the other, in the order given. @throws AssertionError on a field of a wrong length */
export function writeFields(fields: readonly (readonly [number, Buffer])[]): Buffer {
  return Buffer.concat(fields.flatMap(([number, value]) => [Buffer.from([number]), lengthOf(number, value), value]))
}

function lengthOf(number: number, value: Buffer): Buffer {
  const length = lengths.get(number)
  assert(length !== undefined, `no field ${number.toString(16)}`)
  if (length === 'tlv') return tlvLength(value.length)
  if (typeof length === 'number') {
    assert(value.length === length, `field ${number.toString(16)} holds ${length} bytes`)
    return Buffer.alloc(0)
  }
  const digits = String(value.length).padStart(length.length, '0')
  assert(digits.length === length.length, `field ${number.toString(16)} does not hold ${value.length} bytes`)
  return Buffer.from(Array.from(digits, (digit) => 0xf0 + Number(digit)))
}
