import type { ReceiptLine } from '../../src/domain/receipt/lay-out-receipt.ts'
import { encodeCode128, FNC1 } from './code-128.ts'
import { elementString } from './element-string.ts'
import { Unprintable } from './unprintable.ts'
import { encodeText } from './encode-text.ts'
import type { PrinterProfile } from './profiles.ts'

type BarcodeLine = Extract<ReceiptLine, { kind: 'barcode' }>

const GS = 0x1d
const heightDots = 80
/** The narrowest that every printer of the family prints. */
const moduleDots = 2
const codeSystem = { 'ean-13': 67, 'code-128': 73, 'gs1-128': 74 }

const centred = Buffer.from([0x1b, 0x61, 0x01])
const leftAligned = Buffer.from([0x1b, 0x61, 0x00])
const digitsBelow = Buffer.from([GS, 0x48, 0x02])
const noDigits = Buffer.from([GS, 0x48, 0x00])
const dimensions = Buffer.from([GS, 0x68, heightDots, GS, 0x77, moduleDots])

/**
 * A barcode in the middle of the line.
 * One that is wider than the paper would be left out by the printer without a word: it becomes a QR code instead.
 * @throws Unprintable when the data does not fit the symbology
 */
export function encodeBarcode(line: BarcodeLine, profile: PrinterProfile): Buffer {
  switch (line.symbology) {
    case 'ean-13':
      if (!/^\d{13}$/.test(line.data)) throw new Unprintable('an EAN-13 has 13 digits')
      return Buffer.concat([centred, dimensions, digitsBelow, printCode(codeSystem['ean-13'], Buffer.from(line.data)), leftAligned])
    case 'code-128':
      return encodeCode128Line(line.data, line.data, profile)
    case 'gs1-128':
      return encodeCode128Line(FNC1 + elementString(line.data), line.data, profile)
  }
}

/** @param data for the symbol, a leading FNC1 making it a GS1-128 */
function encodeCode128Line(data: string, readable: string, profile: PrinterProfile): Buffer {
  if (!/^[\x1d\x20-\x7e]+$/.test(data)) throw new Unprintable('Code 128 takes printable ASCII')
  const { bytes, moduleCount } = encodeCode128(data)
  const below = Buffer.concat(inLines(readable, profile.columnCount).flatMap((part) => [encodeText(part, profile), Buffer.from('\n')]))
  if (moduleCount * moduleDots > profile.dotCount) return Buffer.concat([encodeQr(data.startsWith(FNC1) ? data.slice(1) : data), centred, below, leftAligned])
  const isNative = data.startsWith(FNC1) && profile.gs1128 === 'native'
  const symbol = isNative ? printCode(codeSystem['gs1-128'], Buffer.from(readable)) : printCode(codeSystem['code-128'], bytes)
  return Buffer.concat([centred, dimensions, noDigits, symbol, below, leftAligned])
}

function inLines(text: string, columnCount: number): string[] {
  return Array.from({ length: Math.ceil(text.length / columnCount) }, (_, index) => text.slice(index * columnCount, (index + 1) * columnCount))
}

/** `GS k m n data`. */
function printCode(system: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([GS, 0x6b, system, data.length]), data])
}

const qrModuleDots = 6

/** QR model 2, error correction M, drawn by the printer. */
export function encodeQr(data: string): Buffer {
  const text = Buffer.from(data, 'utf8')
  return Buffer.concat([
    centred,
    qrCommand(0x41, [0x32, 0x00]),
    qrCommand(0x43, [qrModuleDots]),
    qrCommand(0x45, [0x31]),
    qrCommand(0x50, [0x30, ...text]),
    qrCommand(0x51, [0x30]),
    leftAligned,
  ])
}

/** `GS ( k pL pH 49 fn …`, where pL and pH count what follows them. */
function qrCommand(fn: number, parameters: readonly number[]): Buffer {
  const length = parameters.length + 2
  return Buffer.from([GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, fn, ...parameters])
}
