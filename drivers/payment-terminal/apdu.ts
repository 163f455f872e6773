import { assert } from '../../src/domain/assert.ts'

/** One message of either side. `command` is both bytes of its name: 0x0601 asks for a payment. */
export interface Apdu {
  readonly command: number
  readonly data: Buffer
}

/** Says that two more bytes of length follow, the lower one first. */
export const longLengthMark = 0xff
/** As much as two bytes of length can say. */
const maxDataByteCount = 0xffff

export function encodeApdu({ command, data }: Apdu): Buffer {
  assert(data.length <= maxDataByteCount, `no message holds ${data.length} bytes`)
  const length = data.length < longLengthMark ? [data.length] : [longLengthMark, data.length & 0xff, data.length >> 8]
  return Buffer.concat([Buffer.from([command >> 8, command & 0xff, ...length]), data])
}
