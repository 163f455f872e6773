import { writeBits } from '../scanner/report-bits.ts'

/** What stands in an input report, in order, as one maker or another lays it out. */
export type HidScanField =
  /** The three characters of the AIM identifier. */
  | { readonly kind: 'aim' }
  | { readonly kind: 'byte-count'; readonly bitSize: 8 | 16 }
  /** Scanners call their data a list of controls or an array; it looks the same on the wire. Several are filled in order. */
  | { readonly kind: 'data'; readonly byteCount: number; readonly as: 'variable' | 'array' }
  | { readonly kind: 'continued'; readonly bitSize: 1 | 8 }
  | { readonly kind: 'padding'; readonly bitCount: number }
  /** The maker's own bytes, of some value. */
  | { readonly kind: 'vendor'; readonly byteCount: number; readonly value: number }

export interface HidScanReport {
  /** 0 for a device without report ids, which then has one report. */
  readonly reportId: number
  readonly fields: readonly HidScanField[]
}

export interface HidScannerLayout {
  readonly reports: readonly HidScanReport[]
  /** How the scanner takes the order to beep for a code not on file, after `beforeBitCount` other bits of that report. */
  readonly beep?: { readonly kind: 'output' | 'feature'; readonly reportId: number; readonly beforeBitCount: number } | undefined
}

/** A code as the scanner has read it. */
export interface HidCode {
  readonly text: string
  readonly aim?: string | undefined
}

const inputItem = { constant: 0x03, variable: 0x02, array: 0x00 } as const

/** Writes the report descriptor of a scanner. Source: Device Class Definition for HID 1.11, 6.2.2; HID Point of Sale usages. */
export function describeHidScanner({ reports, beep }: HidScannerLayout): Buffer {
  const parts = [[0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01], ...reports.map(describeReport)]
  if (beep) parts.push(describeBeep(beep))
  return Buffer.from([...parts.flat(), 0xc0])
}

function describeReport({ reportId, fields }: HidScanReport): number[] {
  const id = reportId === 0 ? [] : [0x85, reportId]
  return [...id, 0x09, 0x12, 0xa1, 0x02, 0x15, 0x00, 0x26, 0xff, 0x00, ...fields.flatMap(describeField), 0xc0]
}

function describeField(field: HidScanField): number[] {
  switch (field.kind) {
    case 'aim':
      return [0x05, 0x8c, ...room(8, 3), 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x81, inputItem.variable]
    case 'byte-count':
      return [0x05, 0x01, ...room(field.bitSize, 1), 0x09, 0x3b, 0x81, inputItem.variable]
    case 'data':
      return [0x05, 0x8c, ...room(8, field.byteCount), 0x09, 0xfe, 0x82, inputItem[field.as], 0x01]
    case 'continued':
      return [0x05, 0x8c, 0x25, 0x01, ...room(field.bitSize, 1), 0x09, 0xff, 0x81, inputItem.variable, 0x26, 0xff, 0x00]
    case 'padding':
      return [...room(1, field.bitCount), 0x81, inputItem.constant]
    case 'vendor':
      return [0x06, 0x66, 0xff, ...room(8, field.byteCount), 0x09, 0x04, 0x81, inputItem.variable]
  }
}

function describeBeep({ kind, reportId, beforeBitCount }: NonNullable<HidScannerLayout['beep']>): number[] {
  const main = kind === 'output' ? 0x91 : 0xb1
  const id = reportId === 0 ? [] : [0x85, reportId]
  const before = beforeBitCount === 0 ? [] : [...room(1, beforeBitCount), main, inputItem.constant]
  const rest = 7 - (beforeBitCount % 8)
  const after = rest === 0 ? [] : [...room(1, rest), main, inputItem.constant]
  return [...id, 0x05, 0x8c, 0x09, 0x14, 0xa1, 0x02, 0x15, 0x00, 0x25, 0x01, ...before, ...room(1, 1), 0x09, 0x87, main, inputItem.variable, ...after, 0xc0]
}

/** Report Size and Report Count. */
function room(bitSize: number, count: number): number[] {
  return [0x75, bitSize, 0x96, count & 0xff, count >> 8]
}

/**
 * Writes a code as the scanner sends it: as many input reports as it takes, `continued` set in all but the last.
 * @param reportIndex which of the scanner's reports this code goes by
 * @throws where the code does not fit and the report cannot be continued
 */
export function encodeHidScan({ reports }: HidScannerLayout, code: HidCode, reportIndex = 0): Buffer[] {
  const report = reports[reportIndex]
  if (!report) throw new Error(`the scanner has no report ${reportIndex}`)
  const roomByteCount = report.fields.reduce((sum, field) => sum + (field.kind === 'data' ? field.byteCount : 0), 0)
  const bytes = Buffer.from(code.text, 'latin1')
  if (bytes.length > roomByteCount && !report.fields.some(({ kind }) => kind === 'continued')) throw new Error('the code does not fit into one report')
  const parts: Buffer[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += roomByteCount) {
    parts.push(writeReport(report, { data: bytes.subarray(at, at + roomByteCount), aim: code.aim, goesOn: at + roomByteCount < bytes.length }))
  }
  return parts
}

interface Portion {
  readonly data: Buffer
  readonly aim: string | undefined
  readonly goesOn: boolean
}

function writeReport({ reportId, fields }: HidScanReport, { data, aim = '', goesOn }: Portion): Buffer {
  const body = Buffer.alloc(Math.ceil(fields.reduce((sum, field) => sum + bitCountOf(field), 0) / 8))
  let bitOffset = 0
  let taken = 0
  const put = (bitSize: number, value: number): void => {
    writeBits(body, { bitOffset, bitSize }, value)
    bitOffset += bitSize
  }
  for (const field of fields) {
    if (field.kind === 'aim') for (let index = 0; index < 3; index++) put(8, aim === '' ? 0 : aim.charCodeAt(index))
    else if (field.kind === 'byte-count') put(field.bitSize, data.length)
    else if (field.kind === 'continued') put(field.bitSize, Number(goesOn))
    else if (field.kind === 'data') for (let index = 0; index < field.byteCount; index++) put(8, data[taken++] ?? 0)
    else if (field.kind === 'vendor') for (let index = 0; index < field.byteCount; index++) put(8, field.value)
    else bitOffset += field.bitCount
  }
  return reportId === 0 ? body : Buffer.concat([Buffer.from([reportId]), body])
}

function bitCountOf(field: HidScanField): number {
  switch (field.kind) {
    case 'aim':
      return 24
    case 'byte-count':
    case 'continued':
      return field.bitSize
    case 'padding':
      return field.bitCount
    case 'data':
    case 'vendor':
      return field.byteCount * 8
  }
}
