import type { ReceiptLine } from '../../src/domain/receipt/lay-out-receipt.ts'
import { encodeCode128, FNC1 } from './code-128.ts'
import { drawBars, drawQr } from './draw-code.ts'
import { elementString } from './element-string.ts'
import { encodePicture } from './encode-picture.ts'
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
      return encodeEan13(line.data, profile)
    case 'code-128':
      return encodeCode128Line(line.data, line.data, profile)
    case 'gs1-128':
      return encodeCode128Line(FNC1 + elementString(line.data), line.data, profile)
  }
}

function encodeEan13(digits: string, profile: PrinterProfile): Buffer {
  if (!/^\d{13}$/.test(digits)) throw new Unprintable('an EAN-13 has 13 digits')
  if (profile.codes === 'drawn') return Buffer.concat([encodePicture(drawBars('ean-13', digits, { moduleDots, heightDots })), centred, textBelow(digits, profile), leftAligned])
  return Buffer.concat([centred, dimensions, digitsBelow, printCode(codeSystem['ean-13'], Buffer.from(digits)), leftAligned])
}

/** @param data for the symbol, a leading FNC1 making it a GS1-128 */
function encodeCode128Line(data: string, readable: string, profile: PrinterProfile): Buffer {
  if (!/^[\x1d\x20-\x7e]+$/.test(data)) throw new Unprintable('Code 128 takes printable ASCII')
  const { bytes, moduleCount } = encodeCode128(data)
  const below = Buffer.concat([centred, textBelow(readable, profile), leftAligned])
  const isGs1 = data.startsWith(FNC1)
  if (moduleCount * moduleDots > profile.dotCount) return Buffer.concat([encodeQr(isGs1 ? data.slice(1) : data, profile), below])
  if (profile.codes === 'drawn') return Buffer.concat([encodePicture(drawBars(isGs1 ? 'gs1-128' : 'code-128', readable, { moduleDots, heightDots })), below])
  // A blank, a star and a brace mean something else to the printer's own command.
  const native = isGs1 && profile.gs1128 === 'native' && !/[ *{]/.test(readable)
  const symbol = native ? printCode(codeSystem['gs1-128'], nativeElements(readable)) : printCode(codeSystem['code-128'], bytes)
  return Buffer.concat([centred, dimensions, noDigits, symbol, below])
}

/** `GS k 74`: the parentheses mark AIs and are not encoded; FNC1 (`{1`) stands where an element of variable length ends. The first FNC1 the printer adds. */
function nativeElements(readable: string): Buffer {
  const parts = readable.split(/(?=\()/)
  return Buffer.from(parts.map((part, index) => part + (index < parts.length - 1 && elementString(part + parts[index + 1]).includes(FNC1) ? '{1' : '')).join(''))
}

function textBelow(text: string, profile: PrinterProfile): Buffer {
  return Buffer.concat(inLines(text, profile.columnCount).flatMap((part) => [encodeText(part, profile), Buffer.from('\n')]))
}

function inLines(text: string, columnCount: number): string[] {
  return Array.from({ length: Math.ceil(text.length / columnCount) }, (_, index) => text.slice(index * columnCount, (index + 1) * columnCount))
}

/** `GS k m n data`. */
function printCode(system: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([GS, 0x6b, system, data.length]), data])
}

/** Bytes that a QR code of each version holds at error correction M. Source: ISO/IEC 18004, table 7. */
const qrByteCounts = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911, 997]
const mostQrModuleDots = 6
const quietModules = 8

/**
 * QR model 2, error correction M, as large as the paper allows.
 * @throws Unprintable when the data holds control characters, in which a printer would look for commands, or is too long
 */
export function encodeQr(data: string, profile: PrinterProfile): Buffer {
  const text = Buffer.from(data, 'utf8')
  if (text.length === 0 || /(?!\x1d)\p{Cc}/u.test(data)) throw new Unprintable('a QR code on a receipt holds printable characters')
  const version = qrByteCounts.findIndex((byteCount) => text.length <= byteCount) + 1
  if (version === 0) throw new Unprintable(`a QR code on a receipt holds at most ${qrByteCounts.at(-1)} bytes`)
  const qrModuleDots = Math.min(Math.floor(profile.dotCount / (17 + 4 * version + quietModules)), mostQrModuleDots)
  if (profile.codes === 'drawn') return encodePicture(drawQr(data, qrModuleDots))
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
