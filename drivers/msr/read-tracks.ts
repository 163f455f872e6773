import type { CardPart, TrackNumber } from './card-reading.ts'

const percent = 0x25
const exclamation = 0x21
const semicolon = 0x3b
const plus = 0x2b
const questionMark = 0x3f
const blank = 0x20
const tab = 0x09
const letterE = 0x45

/**
 * Takes the tracks of a magstripe apart, as readers send them over serial: `%…?` track 1, `;…?` track 2, and
 * `+…?`, `!…?` or a second `;…?` track 3, each with or without the check character behind its end sentinel.
 * A reader that could not read a track sends `E` in its place.
 * What stands outside of tracks is a part of its own: it is judged like everything else.
 *
 * @param bytes one line; the parts are views into it
 * @returns one part of no track when there is no start sentinel at all
 * Source: ISO/IEC 7811-2 (sentinels, check character), ISO/IEC 7813 (tracks 1 and 2), ISO/IEC 4909 (track 3)
 */
export function readTracks(bytes: Buffer): CardPart[] {
  const parts: CardPart[] = []
  const start = firstStart(bytes)
  if (start !== 0) parts.push(loose(start < 0 ? bytes : bytes.subarray(0, start)))
  let rest = start < 0 ? bytes.subarray(bytes.length) : bytes.subarray(start)
  const seen = new Set<TrackNumber>()
  while (rest.length > 0) {
    const track = trackAfter(rest[0], seen)
    if (track === undefined) {
      parts.push(loose(rest))
      break
    }
    seen.add(track)
    const end = endOf(rest)
    parts.push(readTrack(track, rest.subarray(0, end)))
    rest = withoutBlanks(rest.subarray(end))
  }
  return parts.filter((part) => part.bytes.length > 0)
}

/**
 * One track, with or without its sentinels and the check character behind them. Where more than that follows an end
 * sentinel, it is none: all of it is the track's content, to be judged and wiped with the rest.
 * @returns a part whose bytes are a view into `bytes`
 */
export function readTrack(track: TrackNumber, bytes: Buffer): CardPart {
  const hasStart = isStart(bytes[0])
  const firstEndAt = bytes.indexOf(questionMark)
  const endAt = firstEndAt < bytes.length - 2 ? -1 : firstEndAt
  const content = bytes.subarray(hasStart ? 1 : 0, endAt < 0 ? bytes.length : endAt)
  const check = endAt < 0 ? undefined : bytes[endAt + 1]
  const checkIsWrong = check !== undefined && hasStart && check !== checkCharacter(track, bytes.subarray(0, endAt + 1))
  const readerGaveUp = content.length === 1 && content[0] === letterE
  return { track, bytes: content, damaged: checkIsWrong || readerGaveUp }
}

/**
 * The longitudinal redundancy check over a track with both its sentinels, as a character of that track's set:
 * six bits from 0x20 on track 1, four bits from 0x30 on the others.
 */
export function checkCharacter(track: TrackNumber, withSentinels: Buffer): number {
  const { base, mask } = track === 1 ? { base: 0x20, mask: 0x3f } : { base: 0x30, mask: 0x0f }
  // Track 3 begins with the same sentinel on the stripe; readers send `+` or `!` for it so that it can be told apart.
  const onStripe = (byte: number, index: number): number => (track === 3 && index === 0 ? semicolon : byte)
  return base + withSentinels.reduce((check, byte, index) => check ^ ((onStripe(byte, index) - base) & mask), 0)
}

/** Length of the first track with its end sentinel, and with its check character where there is one. */
function endOf(rest: Buffer): number {
  const endAt = rest.indexOf(questionMark, 1)
  if (endAt < 0) return rest.length
  const next = rest[endAt + 1]
  if (next === undefined || next === blank || next === tab) return endAt + 1
  // A check character stands alone: behind it comes another track or nothing. It may itself look like a start sentinel.
  const behind = rest[endAt + 2]
  const isCheck = behind === undefined || isStart(behind) || behind === blank || behind === tab
  return isCheck ? endAt + 2 : endAt + 1
}

function trackAfter(sentinel: number | undefined, seen: ReadonlySet<TrackNumber>): TrackNumber | undefined {
  const track = sentinel === percent ? 1 : sentinel === semicolon ? (seen.has(2) ? 3 : 2) : sentinel === plus || sentinel === exclamation ? 3 : undefined
  return track === undefined || seen.has(track) ? undefined : track
}

/** A plus or an exclamation mark begins a track only where one is due, not in the middle of some text. */
function firstStart(bytes: Buffer): number {
  return isStart(bytes[0]) ? 0 : bytes.findIndex((byte) => byte === percent || byte === semicolon)
}

function isStart(byte: number | undefined): boolean {
  return byte === percent || byte === semicolon || byte === plus || byte === exclamation
}

function withoutBlanks(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== blank && byte !== tab)
  return start < 0 ? bytes.subarray(bytes.length) : bytes.subarray(start)
}

function loose(bytes: Buffer): CardPart {
  return { track: 'none', bytes, damaged: false }
}
