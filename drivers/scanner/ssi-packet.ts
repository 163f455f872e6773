/**
 * Packets of Zebra's Simple Serial Interface: length, opcode, source, status, data, checksum.
 * The length counts everything but the checksum, which is the two's complement of their sum, high byte first.
 */
export interface SsiPacket {
  readonly opcode: number
  readonly status: number
  readonly data: Buffer
}

export const ssiOpcode = { decodeData: 0xf3, ack: 0xd0, nak: 0xd1, beep: 0xe6, setParameters: 0xc6 } as const

/** Why a packet was refused; the first asks for it again. */
export const ssiNakCause = { resend: 0x01, badContext: 0x02, denied: 0x06, cancel: 0x0a } as const

export const ssiStatus = {
  /** Sent before, and not answered. */
  retransmit: 0x01,
  /** More of the same follows in the next packet. */
  continued: 0x02,
} as const

export const ssiSource = { decoder: 0x00, host: 0x04 } as const

const headerByteCount = 4
const checksumByteCount = 2
const maxLength = 255
/** Opcodes begin here; text does not reach them, so that a scanner set to plain text is not taken for packets. */
const firstOpcode = 0x80

/** @param packet with up to 251 bytes of data */
export function writeSsiPacket({ opcode, status = 0, data = Buffer.alloc(0), source = ssiSource.host }: { readonly opcode: number; readonly status?: number; readonly data?: Buffer; readonly source?: number }): Buffer {
  const packet = Buffer.concat([Buffer.from([headerByteCount + data.length, opcode, source, status]), data, Buffer.alloc(checksumByteCount)])
  packet.writeUInt16BE(checksumOf(packet.subarray(0, -checksumByteCount)), packet.length - checksumByteCount)
  return packet
}

export type SsiEvent =
  | { readonly kind: 'packet'; readonly packet: SsiPacket }
  /** `status` as it came, which may be what is wrong with it. */
  | { readonly kind: 'bad-checksum'; readonly status: number }
  /** Bytes that begin no packet, told once a row. */
  | { readonly kind: 'noise' }

export interface SsiReader {
  take(chunk: Buffer): SsiEvent[]
  /** Nothing more comes: gives up half a packet. @returns its status byte, where that much of it had come */
  giveUp(): { readonly wasHalf: boolean; readonly status?: number | undefined }
  /** Half a packet, or noise, has come last: the owner should call `giveUp` when nothing more comes. */
  readonly isMidPacket: boolean
}

/**
 * Cuts a stream into packets sent by `source`. Bytes in front of a plausible header are noise; a packet with a wrong
 * checksum is dropped whole. What is held never exceeds one packet, and is wiped after it.
 */
export function openSsiReader(source: number = ssiSource.decoder): SsiReader {
  const held = Buffer.alloc(maxLength + checksumByteCount)
  let heldByteCount = 0
  let inNoise = false

  function drop(byteCount: number): void {
    held.copy(held, 0, byteCount, heldByteCount)
    held.fill(0, heldByteCount - byteCount, heldByteCount)
    heldByteCount -= byteCount
  }

  function isPlausible(): boolean {
    if (heldByteCount >= 1 && (held[0] ?? 0) < headerByteCount) return false
    if (heldByteCount >= 2 && (held[1] ?? 0) < firstOpcode) return false
    return heldByteCount < 3 || held[2] === source
  }

  /** Throws bytes away until what is left may begin a packet. */
  function skipNoise(): SsiEvent[] {
    if (isPlausible()) return []
    while (!isPlausible()) drop(1)
    const isNew = !inNoise
    inNoise = true
    return isNew ? [{ kind: 'noise' }] : []
  }

  function finish(): SsiEvent[] {
    const length = held[0] ?? 0
    if (heldByteCount < headerByteCount || heldByteCount < length + checksumByteCount) return []
    inNoise = false
    const body = held.subarray(0, length)
    const isGood = held.readUInt16BE(length) === checksumOf(body)
    const status = held[3] ?? 0
    const event: SsiEvent = isGood ? { kind: 'packet', packet: { opcode: held[1] ?? 0, status, data: Buffer.from(body.subarray(headerByteCount)) } } : { kind: 'bad-checksum', status }
    drop(length + checksumByteCount)
    return [event]
  }

  return {
    take(chunk) {
      const events: SsiEvent[] = []
      for (const byte of chunk) {
        held[heldByteCount++] = byte
        events.push(...skipNoise(), ...finish())
      }
      return events
    },
    giveUp() {
      const status = heldByteCount >= headerByteCount ? held[3] : undefined
      // What is left of a row of noise has been told with it.
      const wasHalf = heldByteCount > 0 && !inNoise
      drop(heldByteCount)
      inNoise = false
      return { wasHalf, status }
    },
    get isMidPacket() {
      return heldByteCount > 0 || inNoise
    },
  }
}

function checksumOf(bytes: Buffer): number {
  return (0x1_0000 - (bytes.reduce((sum, byte) => sum + byte, 0) & 0xffff)) & 0xffff
}
