import { maxFrameByteCount, type GarbledReason } from './frame.ts'
import { hidScanLayouts, layoutByLength, type ScanLayout } from './hid-scan-layout.ts'
import { readBits } from './report-bits.ts'
import { parseReportDescriptor } from './report-descriptor.ts'

export type ScanReport =
  | { readonly kind: 'frame'; readonly bytes: Buffer; readonly aim?: string | undefined }
  | { readonly kind: 'garbled'; readonly reason: GarbledReason }

export interface HidReportReader {
  /** One whole input report. @returns a reading when the report ends one */
  take(report: Buffer): ScanReport[]
  /** The device went away, or stopped in mid-code. */
  cutOff(): ScanReport[]
  readonly isMidReading: boolean
  /** False when the device has told its reports and none of them carries a code: it will never read one. */
  readonly canRead: boolean
}

/**
 * Puts HID POS scanner reports together into readings.
 *
 * The report descriptor says where everything lies. Where the system does not show it, the length of the report
 * decides between the layouts of scanners in the field: see `layoutByLength`.
 * A byte count, where there is one, says how much of the data counts; else the NULs behind it are padding.
 * Reports go on into the next of the same id while `continued` is set, up to 8192 bytes.
 */
export function openHidReportReader(descriptorBytes: Buffer | undefined): HidReportReader {
  const descriptor = descriptorBytes && parseReportDescriptor(descriptorBytes)
  const described = descriptor && hidScanLayouts(descriptor)
  // Of its own: a few bytes out of the pool that buffers share would keep all of that from being given back.
  const held = Buffer.alloc(maxFrameByteCount)
  let byteCount = 0
  let aim: string | undefined
  let reportId: number | undefined
  let skipping = false

  function drop(): void {
    held.fill(0, 0, byteCount)
    byteCount = 0
    aim = undefined
    skipping = false
  }

  function garbled(reason: GarbledReason): ScanReport[] {
    drop()
    return [{ kind: 'garbled', reason }]
  }

  function giveUp(): ScanReport[] {
    if (byteCount > 0) return garbled('cut-off')
    drop()
    return []
  }

  function finish(): ScanReport[] {
    const wasSkipping = skipping
    const bytes = Buffer.from(held.subarray(0, byteCount))
    const frame: ScanReport = { kind: 'frame', bytes: bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes, aim }
    drop()
    return wasSkipping || frame.bytes.length === 0 ? [] : [frame]
  }

  function take(report: Buffer): ScanReport[] {
    const layout = described ? described.find((one) => one.reportId === undefined || one.reportId === report[0]) : layoutByLength(report)
    // Another report of the scanner's: its trigger, its status. With a descriptor that is known, without one it is noise.
    if (!layout) return described && described.length > 0 ? [] : garbled('noise')
    if (report.length < layout.byteCount) return garbled('noise')
    // A code goes on in reports of one id: another in between means that the rest of the first was lost.
    const lost = byteCount > 0 && layout.reportId !== reportId ? giveUp() : []
    reportId = layout.reportId
    return [...lost, ...takePortion(report, layout)]
  }

  function takePortion(report: Buffer, layout: ScanLayout): ScanReport[] {
    const goesOn = layout.continued !== undefined && readBits(report, layout.continued) !== 0
    const data = dataOf(report, layout)
    if (!data) return garbled('noise')
    if (skipping) return goesOn ? [] : finish()
    if (byteCount + data.length > maxFrameByteCount) {
      const tooLong = garbled('too-long')
      skipping = goesOn
      return tooLong
    }
    if (byteCount === 0) aim = aimOf(report, layout)
    held.set(data, byteCount)
    data.fill(0)
    byteCount += data.length
    return goesOn ? [] : finish()
  }

  return {
    take,
    cutOff: giveUp,
    get isMidReading() {
      return byteCount > 0 || skipping
    },
    canRead: described === undefined || described.length > 0,
  }
}

/** A copy of the data that counts; undefined when the byte count lies. */
function dataOf(report: Buffer, { data, byteCountAt }: ScanLayout): Buffer | undefined {
  const bytes = Buffer.from(data.map((element) => readBits(report, element)))
  if (byteCountAt !== undefined) {
    const counted = readBits(report, byteCountAt)
    return counted > bytes.length ? undefined : bytes.subarray(0, counted)
  }
  return bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1)
}

function aimOf(report: Buffer, { aim }: ScanLayout): string | undefined {
  const text = aim.map((element) => String.fromCharCode(readBits(report, element))).join('')
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text) ? text : undefined
}
