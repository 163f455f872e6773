import type { DeviceReading } from '../../src/contract/devices.ts'

/** How a serial device marks the end of a reading; see the device's config. */
export type FrameEnd = 'cr-lf' | 'etx' | 'silence'
export type GarbledReason = Extract<DeviceReading, { type: 'garbled' }>['reason']

/** One complete reading without its marks, or the reason why bytes made none. The receiver of `bytes` owns them. */
export type Frame = { readonly kind: 'frame'; readonly bytes: Buffer } | { readonly kind: 'garbled'; readonly reason: GarbledReason }

export interface Framer {
  /** Bytes as the wire brought them, in any portions. `chunk` may be wiped afterwards: nothing of it is kept. */
  take(chunk: Buffer): Frame[]
  /** The device has been quiet: ends a reading where silence is the mark, else gives up a half one. */
  silence(): Frame[]
  /** The wire ended: what is held is half a reading and is never sent. */
  cutOff(): Frame[]
  /** A reading has begun and not ended: the owner should call `silence` when nothing more comes. */
  readonly isMidReading: boolean
}

/** The longest reading; a longer one is refused and skipped up to its end. */
export const maxFrameByteCount = 8192

const STX = 0x02
const ETX = 0x03
const LF = 0x0a
const CR = 0x0d

/**
 * Cuts a stream of bytes into readings.
 *
 * - `cr-lf`: CR, LF or both end a reading; empty ones are no readings.
 * - `etx`: ETX ends it, STX may begin it; CR and LF around it are not part of it.
 *   An STX in mid-reading means the earlier one was cut off.
 * - `silence`: a pause ends it; CR and LF do as well.
 *
 * Held bytes live in one buffer of fixed size, wiped after every reading: a card must not linger.
 */
export function openFramer(end: FrameEnd): Framer {
  const held = Buffer.alloc(maxFrameByteCount)
  let heldByteCount = 0
  let skipping = false

  function drop(): void {
    held.fill(0, 0, heldByteCount)
    heldByteCount = 0
    skipping = false
  }

  function finish(): Frame | undefined {
    const inner = end === 'etx' ? withoutLineEnds(held.subarray(0, heldByteCount)) : held.subarray(0, heldByteCount)
    const frame: Frame | undefined = skipping || inner.length === 0 ? undefined : { kind: 'frame', bytes: Buffer.from(inner) }
    drop()
    return frame
  }

  function giveUp(): Frame | undefined {
    const wasHalf = heldByteCount > 0
    drop()
    return wasHalf ? { kind: 'garbled', reason: 'cut-off' } : undefined
  }

  function hold(byte: number): Frame | undefined {
    if (skipping) return undefined
    if (end === 'etx' && heldByteCount === 0 && (byte === CR || byte === LF)) return undefined
    if (heldByteCount < maxFrameByteCount) {
      held[heldByteCount++] = byte
      return undefined
    }
    drop()
    skipping = true
    return { kind: 'garbled', reason: 'too-long' }
  }

  function step(byte: number): Frame | undefined {
    if (end === 'etx') {
      if (byte === ETX) return finish()
      return byte === STX ? giveUp() : hold(byte)
    }
    return byte === CR || byte === LF ? finish() : hold(byte)
  }

  return {
    take(chunk) {
      const frames: Frame[] = []
      for (const byte of chunk) {
        const frame = step(byte)
        if (frame) frames.push(frame)
      }
      return frames
    },
    silence: () => listed(end === 'silence' ? finish() : giveUp()),
    cutOff: () => listed(giveUp()),
    get isMidReading() {
      return heldByteCount > 0 || skipping
    },
  }
}

function listed(frame: Frame | undefined): Frame[] {
  return frame ? [frame] : []
}

function withoutLineEnds(bytes: Buffer): Buffer {
  let length = bytes.length
  while (length > 0 && (bytes[length - 1] === CR || bytes[length - 1] === LF)) length--
  return bytes.subarray(0, length)
}
