import { longLengthMark, type Apdu } from './apdu.ts'

/** First bytes that a message of a terminal or a till can have; anything else is noise. */
const classes: ReadonlySet<number> = new Set([0x04, 0x05, 0x06, 0x08, 0x0f, 0x80, 0x84])
const shortHeaderByteCount = 3
const longHeaderByteCount = 5

export interface ApduReader {
  /** Whole messages in order. `noise` comes once: nothing in a stream without marks tells where the next message begins, so the link is lost. */
  take(bytes: Buffer): readonly (Apdu | 'noise')[]
  readonly isMidMessage: boolean
}

/**
 * Cuts one link's bytes into messages: parts of one and several at once.
 * Holds at most one message, 65,540 bytes by the protocol. Parts are overwritten with zeros once they are put together, as there may be
 * card data in them; whoever takes a message does the same with it.
 */
export function openApduReader(): ApduReader {
  let parts: Buffer[] = []
  let heldByteCount = 0
  let neededByteCount = shortHeaderByteCount
  let isLost = false

  function gather(): Buffer {
    const [only] = parts
    if (only && parts.length === 1) return only
    const whole = Buffer.concat(parts)
    for (const part of parts) part.fill(0)
    parts = [whole]
    return whole
  }

  /** @returns undefined while more is needed */
  function next(): Apdu | 'noise' | undefined {
    if (heldByteCount < neededByteCount) return undefined
    const held = gather()
    if (!classes.has(held[0] ?? -1)) {
      isLost = true
      return 'noise'
    }
    const isLong = held[2] === longLengthMark
    if (isLong && heldByteCount < longHeaderByteCount) return wait(longHeaderByteCount)
    const headerByteCount = isLong ? longHeaderByteCount : shortHeaderByteCount
    const dataByteCount = isLong ? held.readUInt16LE(shortHeaderByteCount) : (held[2] ?? 0)
    if (heldByteCount < headerByteCount + dataByteCount) return wait(headerByteCount + dataByteCount)
    return cut(held, headerByteCount, headerByteCount + dataByteCount)
  }

  function wait(byteCount: number): undefined {
    neededByteCount = byteCount
    return undefined
  }

  function cut(held: Buffer, from: number, to: number): Apdu {
    const rest = held.subarray(to)
    parts = rest.length > 0 ? [rest] : []
    heldByteCount = rest.length
    neededByteCount = shortHeaderByteCount
    return { command: held.readUInt16BE(0), data: held.subarray(from, to) }
  }

  return {
    take(bytes) {
      if (isLost) return []
      parts.push(bytes)
      heldByteCount += bytes.length
      const read: (Apdu | 'noise')[] = []
      for (let apdu = next(); apdu !== undefined; apdu = next()) {
        read.push(apdu)
        if (apdu === 'noise') break
      }
      return read
    },
    get isMidMessage() {
      return heldByteCount > 0 && !isLost
    },
  }
}
