import { checkCharacter } from '../msr/read-tracks.ts'
import { magtekLayout } from '../msr/magtek-report.ts'

/** What stands on a card, track by track, without sentinels. */
export interface CardTracks {
  readonly track1?: string | undefined
  readonly track2?: string | undefined
  readonly track3?: string | undefined
}

/** A track as a reader sends it. `E` in its place says that it could not be read. */
export function writeTrack(track: 1 | 2 | 3, content: string, withCheck = false): string {
  const sentinel = { 1: '%', 2: ';', 3: '+' }[track]
  const whole = `${sentinel}${content}?`
  return withCheck ? whole + String.fromCharCode(checkCharacter(track, Buffer.from(whole, 'latin1'))) : whole
}

/** The tracks that are there, with their sentinels, in order. */
export function writeTracks(card: CardTracks, withCheck = false): string[] {
  const contents = [card.track1, card.track2, card.track3]
  return contents.flatMap((content, index) => (content === undefined ? [] : [writeTrack([1, 2, 3][index] as 1 | 2 | 3, content, withCheck)]))
}

export interface MsrLayout {
  /** 0 for a reader without report ids. */
  readonly reportId: number
  readonly trackByteCount: number
  /** Makers that send no lengths pad with NULs. */
  readonly withLengths: boolean
}

export const usualMsrLayout: MsrLayout = { reportId: 1, trackByteCount: 110, withLengths: true }

/** Report descriptor of a magstripe reader: lengths of tracks 1 to 3, then their data. Source: HID Point of Sale usages, page 0x8E. */
export function describeMsr({ reportId, trackByteCount, withLengths }: MsrLayout = usualMsrLayout): Buffer {
  const lengths = withLengths ? [0x75, 0x08, 0x95, 0x03, 0x09, 0x11, 0x09, 0x12, 0x09, 0x13, 0x81, 0x02] : []
  const data = [0x21, 0x22, 0x23].flatMap((usage) => [0x75, 0x08, 0x95, trackByteCount, 0x09, usage, 0x82, 0x02, 0x01])
  const id = reportId === 0 ? [] : [0x85, reportId]
  return Buffer.from([0x05, 0x8e, 0x09, 0x01, 0xa1, 0x01, ...id, 0x15, 0x00, 0x26, 0xff, 0x00, ...lengths, ...data, 0xc0])
}

/** The input report of one swipe through such a reader. */
export function buildMsrReport(card: CardTracks, { reportId, trackByteCount, withLengths }: MsrLayout = usualMsrLayout): Buffer {
  const tracks = reportTracks(card, trackByteCount)
  const data = tracks.map((track) => Buffer.concat([track, Buffer.alloc(trackByteCount - track.length)]))
  return Buffer.concat([Buffer.from(reportId === 0 ? [] : [reportId]), Buffer.from(withLengths ? tracks.map((track) => track.length) : []), ...data])
}

/** The swipe report of a MagTek reader without encryption. @param errorTracks tracks whose error bit is set */
export function buildMagtekReport(card: CardTracks, errorTracks: readonly (1 | 2 | 3)[] = []): Buffer {
  const report = Buffer.alloc(magtekLayout.reportByteCount)
  reportTracks(card, magtekLayout.trackByteCount).forEach((track, index) => {
    report[magtekLayout.lengthAt + index] = track.length
    track.copy(report, magtekLayout.dataAt + index * magtekLayout.trackByteCount)
  })
  for (const track of errorTracks) report[magtekLayout.statusAt + track - 1] = 1
  report[magtekLayout.encodeTypeAt] = card.track1 === undefined && card.track2 === undefined && card.track3 === undefined ? 3 : 0
  return report
}

function reportTracks({ track1, track2, track3 }: CardTracks, trackByteCount: number): Buffer[] {
  return [track1, track2, track3].map((content, index) => (content === undefined ? Buffer.alloc(0) : Buffer.from(writeTrack([1, 2, 3][index] as 1 | 2 | 3, content), 'latin1').subarray(0, trackByteCount)))
}
