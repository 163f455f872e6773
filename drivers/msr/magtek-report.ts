import type { CardPart, CardReading, TrackNumber } from './card-reading.ts'
import { readTrack } from './read-tracks.ts'

/** MagTek's vendor page: its swipe readers name no track in their report descriptor. */
export const magtekUsagePage = 0xff00

/** Offsets of the swipe report of readers without encryption: 110 bytes a track, no report id. */
export const magtekLayout = { reportByteCount: 338, statusAt: 0, lengthAt: 3, encodeTypeAt: 6, dataAt: 7, trackByteCount: 110, cardStatusAt: 337 } as const

const errorBit = 0x01

/**
 * Reads one swipe report: decode status of three tracks, their lengths, how the card is encoded, their data in ASCII.
 * A track whose error bit is set is damaged, whatever stands in it.
 * Any other length is another model's report (the encrypting ones have 112 bytes a track) and is not guessed at.
 */
export function readMagtekReport(report: Buffer): CardReading {
  const { reportByteCount, trackByteCount } = magtekLayout
  const lengths = [0, 1, 2].map((index) => report[magtekLayout.lengthAt + index] ?? 0)
  if (report.length !== reportByteCount || lengths.some((length) => length > trackByteCount)) return { kind: 'garbled', reason: 'noise' }
  const parts = ([1, 2, 3] as const).flatMap((track) => trackOf(report, track))
  return parts.length === 0 ? { kind: 'garbled', reason: 'noise' } : { kind: 'parts', parts, whole: true }
}

/** The track as a copy; nothing where the card has none. */
function trackOf(report: Buffer, track: TrackNumber): CardPart[] {
  const start = magtekLayout.dataAt + (track - 1) * magtekLayout.trackByteCount
  const hasError = ((report[magtekLayout.statusAt + track - 1] ?? 0) & errorBit) !== 0
  const part = readTrack(track, Buffer.from(report.subarray(start, start + (report[magtekLayout.lengthAt + track - 1] ?? 0))))
  return part.bytes.length === 0 && !hasError ? [] : [{ ...part, damaged: part.damaged || hasError }]
}
