import { maxFrameByteCount, type GarbledReason } from './frame.ts'
import { parseReportDescriptor, placeOf, type ReportDescriptor, type UsagePlace } from './report-descriptor.ts'

/** USB-IF HID Point of Sale Usage Tables, page 0x8C. */
export const barcodeScannerUsagePage = 0x8c
const usage = { aim1: 0x8c_00fb, aim2: 0x8c_00fc, aim3: 0x8c_00fd, data: 0x8c_00fe, continued: 0x8c_00ff, byteCount: 0x01_003b }

/** Offsets in bytes, report id included. */
interface ScanLayout {
  /** Undefined where reports carry no id. */
  readonly reportId: number | undefined
  readonly byteCountAt: number | undefined
  readonly aimAt: readonly number[]
  readonly dataAt: number
  readonly dataByteCount: number
  readonly continued: { readonly at: number; readonly mask: number } | undefined
}

export type ScanReport =
  | { readonly kind: 'frame'; readonly bytes: Buffer; readonly aim?: string | undefined }
  | { readonly kind: 'garbled'; readonly reason: GarbledReason }

export interface HidReportReader {
  /** One whole input report. @returns a reading when the report ends one */
  take(report: Buffer): ScanReport[]
  /** The device went away, or stopped in mid-code. */
  cutOff(): ScanReport[]
  readonly isMidReading: boolean
}

/**
 * Puts HID POS scanner reports together into readings.
 *
 * The report descriptor says where everything lies. Where the system does not show it, the length of the report
 * decides between the layouts of scanners in the field: see `layoutByLength`.
 * A byte count, where there is one, says how much of the data counts; else the NULs behind it are padding.
 * Reports go on into the next while `continued` is set, up to 8192 bytes.
 */
export function openHidReportReader(descriptorBytes: Buffer | undefined): HidReportReader {
  const descriptor = descriptorBytes && parseReportDescriptor(descriptorBytes)
  const described = descriptor && layoutFrom(descriptor)
  let parts: Buffer[] = []
  let byteCount = 0
  let aim: string | undefined
  let skipping = false

  function drop(): void {
    for (const part of parts) part.fill(0)
    parts = []
    byteCount = 0
    aim = undefined
    skipping = false
  }

  function garbled(reason: GarbledReason): ScanReport[] {
    drop()
    return [{ kind: 'garbled', reason }]
  }

  function finish(): ScanReport[] {
    const wasSkipping = skipping
    const bytes = Buffer.concat(parts)
    const frame: ScanReport = { kind: 'frame', bytes: bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes, aim }
    drop()
    return wasSkipping || frame.bytes.length === 0 ? [] : [frame]
  }

  function take(report: Buffer): ScanReport[] {
    const layout = described ?? layoutByLength(report)
    if (!layout || report.length < layout.dataAt + layout.dataByteCount) return garbled('noise')
    if (layout.reportId !== undefined && report[0] !== layout.reportId) return []
    const goesOn = layout.continued !== undefined && ((report[layout.continued.at] ?? 0) & layout.continued.mask) !== 0
    const data = dataOf(report, layout)
    if (!data) return garbled('noise')
    if (skipping) return goesOn ? [] : finish()
    if (byteCount + data.length > maxFrameByteCount) {
      const tooLong = garbled('too-long')
      skipping = goesOn
      return tooLong
    }
    if (parts.length === 0) aim = aimOf(report, layout)
    parts.push(data)
    byteCount += data.length
    return goesOn ? [] : finish()
  }

  return {
    take,
    cutOff() {
      const wasHalf = parts.length > 0
      drop()
      return wasHalf ? [{ kind: 'garbled', reason: 'cut-off' }] : []
    },
    get isMidReading() {
      return parts.length > 0 || skipping
    },
  }
}

/** A copy of the data that counts; undefined when the byte count lies. */
function dataOf(report: Buffer, layout: ScanLayout): Buffer | undefined {
  const data = report.subarray(layout.dataAt, layout.dataAt + layout.dataByteCount)
  if (layout.byteCountAt !== undefined) {
    const counted = report[layout.byteCountAt] ?? 0
    return counted > data.length ? undefined : Buffer.from(data.subarray(0, counted))
  }
  const end = data.findLastIndex((byte) => byte !== 0) + 1
  return Buffer.from(data.subarray(0, end))
}

function aimOf(report: Buffer, layout: ScanLayout): string | undefined {
  const text = layout.aimAt.map((at) => String.fromCharCode(report[at] ?? 0)).join('')
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text) ? text : undefined
}

/** Undefined when no input report carries decoded data in whole bytes. */
function layoutFrom(descriptor: ReportDescriptor): ScanLayout | undefined {
  const data = placeOf(descriptor, usage.data)
  if (!data || data.bitSize !== 8 || data.bitOffset % 8 !== 0) return undefined
  const inSameReport = (wanted: number): UsagePlace | undefined => {
    const place = placeOf(descriptor, wanted)
    return place?.reportId === data.reportId ? place : undefined
  }
  const idByteCount = descriptor.numbered ? 1 : 0
  const byteAt = (place: UsagePlace): number => idByteCount + Math.floor(place.bitOffset / 8)
  const aim = [inSameReport(usage.aim1), inSameReport(usage.aim2), inSameReport(usage.aim3)].filter((place) => place !== undefined)
  const count = inSameReport(usage.byteCount)
  const continued = inSameReport(usage.continued)
  return {
    reportId: descriptor.numbered ? data.reportId : undefined,
    byteCountAt: count && byteAt(count),
    aimAt: aim.length === 3 ? aim.map(byteAt) : [],
    dataAt: byteAt(data),
    dataByteCount: data.count,
    continued: continued && { at: byteAt(continued), mask: continued.bitSize === 1 ? 1 << (continued.bitOffset % 8) : 0xff },
  }
}

const dataByteCount = 56

/**
 * Without a descriptor: 61 bytes are a plain report with its id, 62 a counted one with its id, and 64 (or 63 without
 * the id) Honeywell's counted one with two bytes of its own behind the data. Some Honeywell firmware puts one more
 * byte in front of the AIM identifier: its `]` shows where it is. Any other length is not guessed at.
 */
function layoutByLength(report: Buffer): ScanLayout | undefined {
  const withId = { reportId: report[0] ?? 0, dataByteCount }
  if (report.length === 61) return { ...withId, byteCountAt: undefined, aimAt: [1, 2, 3], dataAt: 4, continued: { at: 60, mask: 1 } }
  if (report.length === 62) return { ...withId, byteCountAt: 1, aimAt: [2, 3, 4], dataAt: 5, continued: { at: 61, mask: 1 } }
  if (report.length !== 63 && report.length !== 64) return undefined
  const start = report.length - 63
  const shift = report[start + 1] !== 0x5d && report[start + 2] === 0x5d ? 1 : 0
  const aimStart = start + 1 + shift
  return {
    reportId: start === 1 ? (report[0] ?? 0) : undefined,
    byteCountAt: start,
    aimAt: [aimStart, aimStart + 1, aimStart + 2],
    dataAt: aimStart + 3,
    dataByteCount,
    continued: { at: start + 62, mask: 0xff },
  }
}
