import { readBits } from '../scanner/report-bits.ts'
import { parseReportDescriptor, placeOf, type ReportDescriptor, type UsagePlace } from '../scanner/report-descriptor.ts'
import type { CardPart, CardReading, TrackNumber } from './card-reading.ts'
import { readTrack, readTracks } from './read-tracks.ts'

/** USB-IF HID Point of Sale Usage Tables, page 0x8E. */
export const msrUsagePage = 0x8e
const page = msrUsagePage * 0x1_0000
const usage = { trackLength: { 1: page + 0x11, 2: page + 0x12, 3: page + 0x13 }, allTracks: page + 0x20, trackData: { 1: page + 0x21, 2: page + 0x22, 3: page + 0x23 } } as const
const trackNumbers: readonly TrackNumber[] = [1, 2, 3]

/** Where a track lies; offsets are those of the descriptor, without the report id. */
interface TrackPlace {
  /** `all`: one field for everything, told apart by sentinels. */
  readonly track: TrackNumber | 'all'
  readonly data: UsagePlace
  readonly length: UsagePlace | undefined
}

export interface MsrReportReader {
  /** One whole input report. */
  take(report: Buffer): CardReading[]
}

/**
 * Reads the reports of a magstripe reader as its own report descriptor lays them out.
 * Without a length field, the NULs behind a track are padding. Tracks may come in one report or in one each.
 * @returns undefined when the descriptor is missing or names no track: then there is nothing to go by
 */
export function openMsrReportReader(descriptorBytes: Buffer | undefined): MsrReportReader | undefined {
  const descriptor = descriptorBytes && parseReportDescriptor(descriptorBytes)
  const places = descriptor ? placesIn(descriptor) : []
  if (!descriptor || places.length === 0) return undefined
  const idBitCount = descriptor.numbered ? 8 : 0
  const whole = places.every(({ data }) => data.reportId === places[0]?.data.reportId)
  return {
    take(report) {
      const here = places.filter(({ data }) => !descriptor.numbered || data.reportId === report[0])
      if (here.length === 0) return []
      const fields = here.map((place) => fieldOf(report, place, idBitCount))
      const parts = fields.flatMap((field) => field ?? [])
      if (fields.includes(undefined) || parts.length === 0) {
        for (const { bytes } of parts) bytes.fill(0)
        return [{ kind: 'garbled', reason: 'noise' }]
      }
      return [{ kind: 'parts', parts, whole }]
    },
  }
}

function placesIn(descriptor: ReportDescriptor): TrackPlace[] {
  const single = trackNumbers.flatMap((track) => {
    const data = bytesPlace(descriptor, usage.trackData[track])
    if (!data) return []
    const length = placeOf(descriptor, usage.trackLength[track])
    return [{ track, data, length: length?.reportId === data.reportId ? length : undefined }]
  })
  const all = bytesPlace(descriptor, usage.allTracks)
  return single.length === 0 && all ? [{ track: 'all', data: all, length: undefined }] : single
}

function bytesPlace(descriptor: ReportDescriptor, wanted: number): UsagePlace | undefined {
  const place = placeOf(descriptor, wanted)
  return place?.bitSize === 8 ? place : undefined
}

/** @returns the track as a copy, nothing for one that was not read, undefined when report or length lie */
function fieldOf(report: Buffer, { track, data, length }: TrackPlace, idBitCount: number): CardPart[] | undefined {
  if (report.length * 8 < idBitCount + data.bitOffset + data.count * 8) return undefined
  const bytes = Buffer.alloc(data.count)
  for (let index = 0; index < data.count; index++) bytes[index] = readBits(report, { bitOffset: idBitCount + data.bitOffset + index * 8, bitSize: 8 })
  const byteCount = length ? readBits(report, { bitOffset: idBitCount + length.bitOffset, bitSize: length.bitSize }) : bytes.findLastIndex((byte) => byte !== 0) + 1
  const content = bytes.subarray(0, byteCount)
  bytes.fill(0, byteCount)
  if (byteCount > data.count) {
    content.fill(0)
    return undefined
  }
  if (byteCount === 0) return []
  return track === 'all' ? readTracks(content) : [readTrack(track, content)].filter((part) => part.bytes.length > 0)
}
