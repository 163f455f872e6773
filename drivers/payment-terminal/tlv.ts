import { assert } from '../../src/domain/assert.ts'

export interface Tlv {
  /** Both bytes of a long tag: 0x1F07. */
  readonly tag: number
  readonly value: Buffer
}

/** Reads tag by tag up to the first that is cut off. What a tag holds is not looked into. */
export function readTlvs(data: Buffer): Tlv[] {
  const tlvs: Tlv[] = []
  let at = 0
  while (at < data.length) {
    const tag = readTag(data, at)
    const length = tag && readTlvLength(data, tag.endsAt)
    if (!tag || !length || length.valueAt + length.byteCount > data.length) break
    at = length.valueAt + length.byteCount
    tlvs.push({ tag: tag.tag, value: data.subarray(length.valueAt, at) })
  }
  return tlvs
}

/** The value of the first such tag. */
export function findTlv(tlvs: readonly Tlv[], tag: number): Buffer | undefined {
  return tlvs.find((tlv) => tlv.tag === tag)?.value
}

/** A first byte that ends in five ones is continued by the next, and as long as the upper bit is set. */
function readTag(data: Buffer, at: number): { readonly tag: number; readonly endsAt: number } | undefined {
  let tag = data[at] ?? 0
  if ((tag & 0x1f) !== 0x1f) return { tag, endsAt: at + 1 }
  for (let next = at + 1; next < Math.min(data.length, at + 4); next++) {
    const byte = data[next] ?? 0
    tag = tag * 256 + byte
    if ((byte & 0x80) === 0) return { tag, endsAt: next + 1 }
  }
  return undefined
}

/** @returns where the value begins and how long it is; undefined when the length itself is cut off or of another kind */
export function readTlvLength(data: Buffer, at: number): { readonly byteCount: number; readonly valueAt: number } | undefined {
  const first = data[at]
  if (first === undefined) return undefined
  if (first < 0x80) return { byteCount: first, valueAt: at + 1 }
  if (first === 0x81 && at + 1 < data.length) return { byteCount: data.readUInt8(at + 1), valueAt: at + 2 }
  if (first === 0x82 && at + 2 < data.length) return { byteCount: data.readUInt16BE(at + 1), valueAt: at + 3 }
  return undefined
}

export function writeTlv(tag: number, value: Buffer): Buffer {
  const tagBytes = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag]
  return Buffer.concat([Buffer.from(tagBytes), tlvLength(value.length), value])
}

/** @throws AssertionError beyond 65,535 bytes */
export function tlvLength(byteCount: number): Buffer {
  assert(byteCount <= 0xffff, `no container holds ${byteCount} bytes`)
  if (byteCount < 0x80) return Buffer.from([byteCount])
  return Buffer.from(byteCount <= 0xff ? [0x81, byteCount] : [0x82, byteCount >> 8, byteCount & 0xff])
}
