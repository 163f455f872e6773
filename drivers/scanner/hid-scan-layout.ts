import { elementsOf, type ReportDescriptor, type ReportElement } from './report-descriptor.ts'

/** USB-IF HID Point of Sale Usage Tables, page 0x8C. */
export const barcodeScannerUsagePage = 0x8c
const usage = { aim1: 0x8c_00fb, aim2: 0x8c_00fc, aim3: 0x8c_00fd, data: 0x8c_00fe, continued: 0x8c_00ff, byteCount: 0x01_003b }

/** A place in a report, in bits from its first byte, the report id included. */
interface Place {
  readonly bitOffset: number
  readonly bitSize: number
}

/** How one input report carries a code. */
export interface ScanLayout {
  /** Undefined where reports carry no id. */
  readonly reportId: number | undefined
  /** So many bytes a report must have; some firmware leaves out what pads the end of it. */
  readonly byteCount: number
  readonly byteCountAt: Place | undefined
  /** Three, or none. */
  readonly aim: readonly Place[]
  /** A character each, in order, wherever they lie. */
  readonly data: readonly Place[]
  readonly continued: Place | undefined
}

/** A layout for every input report that carries decoded data, a byte to a character. None at all is a scanner nobody can read. */
export function hidScanLayouts({ numbered, inputs }: ReportDescriptor): ScanLayout[] {
  const data = elementsOf(inputs, usage.data).filter((element) => element.bitSize === 8)
  const idBitCount = numbered ? 8 : 0
  return Array.from(new Set(data.map((element) => element.reportId)), (reportId) => {
    const inThisReport = (elements: readonly ReportElement[]): Place[] => elements.filter((element) => element.reportId === reportId).map(({ bitOffset, bitSize }) => ({ bitOffset: bitOffset + idBitCount, bitSize }))
    const first = (wanted: number): Place[] => inThisReport(elementsOf(inputs, wanted)).slice(0, 1)
    const aim = [usage.aim1, usage.aim2, usage.aim3].flatMap(first)
    const byteCountAt = first(usage.byteCount)[0]
    const continued = first(usage.continued)[0]
    const used = [...aim, ...inThisReport(data), byteCountAt, continued].filter((place) => place !== undefined)
    return {
      reportId: numbered ? reportId : undefined,
      byteCount: Math.ceil(Math.max(...used.map((place) => place.bitOffset + place.bitSize)) / 8),
      byteCountAt,
      aim: aim.length === 3 ? aim : [],
      data: inThisReport(data),
      continued,
    }
  })
}

const fieldDataByteCount = 56

/**
 * Without a descriptor: 61 bytes are a plain report with its id, 62 a counted one with its id, and 64 (or 63 without
 * the id) Honeywell's counted one with two bytes of its own behind the data. Some Honeywell firmware puts one more
 * byte in front of the AIM identifier: its `]` shows where it is. Any other length is not guessed at.
 */
export function layoutByLength(report: Buffer): ScanLayout | undefined {
  if (report.length === 61) return inBytes(report, { aimAt: 1, continuedAt: 60 })
  if (report.length === 62) return inBytes(report, { byteCountAt: 1, aimAt: 2, continuedAt: 61 })
  if (report.length !== 63 && report.length !== 64) return undefined
  const start = report.length - 63
  const shift = report[start + 1] !== 0x5d && report[start + 2] === 0x5d ? 1 : 0
  const layout = inBytes(report, { byteCountAt: start, aimAt: start + 1 + shift, continuedAt: start + 62 })
  return { ...layout, reportId: start === 1 ? layout.reportId : undefined }
}

interface ByteOffsets {
  readonly byteCountAt?: number
  /** The data follows it. */
  readonly aimAt: number
  readonly continuedAt: number
}

function inBytes(report: Buffer, { byteCountAt, aimAt, continuedAt }: ByteOffsets): ScanLayout {
  const byteAt = (at: number): Place => ({ bitOffset: at * 8, bitSize: 8 })
  return {
    reportId: report[0],
    byteCount: report.length,
    byteCountAt: byteCountAt === undefined ? undefined : byteAt(byteCountAt),
    aim: [0, 1, 2].map((index) => byteAt(aimAt + index)),
    data: Array.from({ length: fieldDataByteCount }, (_, index) => byteAt(aimAt + 3 + index)),
    continued: byteAt(continuedAt),
  }
}
