import { seededRandom } from '../../drivers/simulator/seeded-random.ts'
import type { FuzzTarget } from './fuzz-target.ts'

type Random = (limit: number) => number

/** Bytes that marks, lengths and escapes are made of: more often right than chance. */
const telling = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0d, 0x10, 0x12, 0x14, 0x15, 0x1b, 0x1d, 0x1f, 0x20, 0x25, 0x2b, 0x30, 0x39, 0x3b, 0x3d, 0x3f, 0x5d, 0x7f, 0x80, 0x84, 0xfe, 0xff]
const longestByteCount = 4096

/** Streams one parser takes one after the other: what an earlier one leaves behind must not spoil a later one. */
export interface Session {
  readonly streamCount: number
  readonly portions: readonly Buffer[]
}

const mostStreams = 12

/**
 * Streams in portions, as a wire would bring them: noise, or samples with a few things wrong.
 * The same for the same seed and number, whatever came before.
 */
export function randomSession(target: FuzzTarget, seed: number, number: number): Session {
  const random = seededRandom(Math.imul(seed, 0x9e37_79b1) ^ Math.imul(number + 1, 0x85eb_ca6b) ^ textNumber(target.name))
  const streamCount = random(4) === 0 ? 1 : 1 + random(mostStreams)
  return { streamCount, portions: Array.from({ length: streamCount }, () => randomStream(target, random)).flat() }
}

function randomStream(target: FuzzTarget, random: Random): Buffer[] {
  const bytes = target.samples.length === 0 || random(8) === 0 ? noise(random) : mutated(target.samples, random)
  return target.isWhole ? [bytes] : portions(bytes, random)
}

function textNumber(text: string): number {
  return Array.from(text).reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7)
}

function noise(random: Random): Buffer {
  const bytes = Buffer.alloc(1 + random(random(16) === 0 ? 512 : 48))
  const isTelling = random(2) === 0
  for (let at = 0; at < bytes.length; at++) bytes[at] = isTelling && random(2) === 0 ? pick(telling, random) : random(256)
  return bytes
}

function mutated(samples: readonly Buffer[], random: Random): Buffer {
  let bytes: Buffer = Buffer.concat(Array.from({ length: 1 + (random(3) === 0 ? random(3) : 0) }, () => pick(samples, random)))
  for (let left = random(5); left > 0; left--) bytes = mutateOnce(bytes, samples, random)
  return bytes.subarray(0, longestByteCount)
}

function mutateOnce(bytes: Buffer, samples: readonly Buffer[], random: Random): Buffer {
  const at = random(bytes.length + 1)
  const to = Math.min(at + 1 + random(random(4) === 0 ? 64 : 4), bytes.length)
  const changed = Buffer.from(bytes)
  switch (random(9)) {
    case 0:
      if (at < changed.length) changed[at] = (changed[at] ?? 0) ^ (1 << random(8))
      return changed
    case 1:
      if (at < changed.length) changed[at] = random(256)
      return changed
    case 2:
      if (at < changed.length) changed[at] = pick(telling, random)
      return changed
    // Another digit for a digit: what a check digit is there to notice.
    case 3:
      if (isDigit(changed[at])) changed[at] = 0x30 + random(10)
      return changed
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)])
    case 5:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)])
    case 6:
      return Buffer.concat([bytes.subarray(0, at), noise(random), bytes.subarray(at)])
    case 7:
      return bytes.subarray(0, at)
    default:
      return Buffer.concat([bytes.subarray(0, at), pick(samples, random), bytes.subarray(at)])
  }
}

function portions(bytes: Buffer, random: Random): Buffer[] {
  const longest = [bytes.length, bytes.length, 1, 3, 16][random(5)] || 1
  const cut: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const next = at + 1 + random(longest)
    cut.push(bytes.subarray(at, next))
    at = next
  }
  return cut
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

function pick<Each>(list: readonly Each[], random: Random): Each {
  const picked = list[random(list.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}
