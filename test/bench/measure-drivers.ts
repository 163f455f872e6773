import { encodeEscpos } from '../../drivers/printer/encode-escpos.ts'
import { profiles } from '../../drivers/printer/profiles.ts'
import { openScanner } from '../../drivers/scanner/scanner.ts'
import { writeSsiPacket } from '../../drivers/scanner/ssi-packet.ts'
import { seededRandom } from '../../drivers/simulator/seeded-random.ts'
import type { Timers } from '../../drivers/timers.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import { checkDigit } from '../../src/domain/barcode/check-digit.ts'
import { demoOwnCodes } from '../../src/domain/barcode/own-codes.ts'
import { readScan } from '../../src/domain/barcode/read-scan.ts'
import { layOutReceipt } from '../../src/domain/receipt/lay-out-receipt.ts'
import { scannerDescriptors, scanReportOf } from '../support/drivers-hid-scanners.ts'
import { openPlayedWire } from '../support/drivers-played-wire.ts'
import { chineseReceipt, englishReceipt } from '../support/drivers-receipts.ts'
import type { Measured, RateBench } from './bench.ts'

const codeCount = 1000
const portionByteCount = 64

/** The bytes of a thousand codes as one wire brings them, and how they are read. */
interface Feed {
  readonly portions: readonly Buffer[]
  /** @returns codes read */
  read(portions: readonly Buffer[]): number
}

export const driversBench: RateBench = {
  name: 'drivers',
  prepare(seed) {
    const codes = randomCodes(seed)
    return [
      measured('codes, serial text', textFeed(codes)),
      measured('codes, SSI packets', ssiFeed(codes)),
      measured('codes, HID reports', hidFeed(codes)),
      understood(codes),
      receipt('receipt bytes, English', () => encodeEscpos(layOutReceipt(englishReceipt, profiles['epson-80mm'].columnCount), profiles['epson-80mm'])),
      receipt('receipt bytes, Chinese', () => encodeEscpos(layOutReceipt(chineseReceipt, profiles['gb18030-80mm'].columnCount), profiles['gb18030-80mm'])),
    ]
  },
}

/** Four in five are item numbers, the others element strings with lot and expiry. */
function randomCodes(seed: number): readonly string[] {
  const random = seededRandom(seed)
  return Array.from({ length: codeCount }, (_, index) => {
    const body = `952${String(random(1_000_000_000)).padStart(9, '0')}`
    const gtin = body + checkDigit(body)
    return index % 5 === 4 ? `010${gtin}1730123110L${random(100_000)}` : gtin
  })
}

function measured(name: string, { portions, read }: Feed): Measured {
  const codesRead = read(copies(portions))
  if (codesRead !== codeCount) throw new Error(`${name}: ${codesRead} of ${codeCount} codes came through`)
  return { name, unit: 'codes', countPerRun: codeCount, run: () => read(copies(portions)), baseline: () => looked(copies(portions)) }
}

/** A driver owns what a wire brings and wipes it: so every run gets its own. */
function copies(portions: readonly Buffer[]): Buffer[] {
  return portions.map((portion) => Buffer.from(portion))
}

/** Every byte is looked at and added up, and that is all. */
function looked(portions: readonly Buffer[]): number {
  let sum = 0
  for (const portion of portions) for (const byte of portion) sum += byte
  return sum
}

function portionsOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / portionByteCount) }, (_, index) => bytes.subarray(index * portionByteCount, (index + 1) * portionByteCount))
}

/** A whole driver on a wire that brings these bytes: framing, text, payment-card check, message. */
function driverRead(parts: object, portions: readonly Buffer[], reportDescriptor?: Buffer): Feed {
  const config = deviceConfig.parse({ role: 'scanner', name: 'scanner', ...parts })
  if (config.role !== 'scanner') throw new Error('a scanner')
  return {
    portions,
    read(fed) {
      let count = 0
      const played = openPlayedWire()
      openScanner({ config, wire: played.wire, timers: stillTimers, send: (message) => void (count += message.type === 'scanned' ? 1 : 0) })
      played.open(reportDescriptor)
      for (const portion of fed) played.bring(portion)
      return count
    },
  }
}

/** Bytes come faster than any timer falls due. */
const stillTimers: Timers = { nowMs: () => 0, after: () => () => undefined }

const serial = { wire: { kind: 'serial', path: '/dev/null' } }

function textFeed(codes: readonly string[]): Feed {
  return driverRead(serial, portionsOf(Buffer.from(codes.map((code) => `${aimOf(code)}${code}\r`).join(''), 'latin1')))
}

function ssiFeed(codes: readonly string[]): Feed {
  const packets = codes.map((code) => writeSsiPacket({ opcode: 0xf3, source: 0, data: Buffer.concat([Buffer.from([code.length === 13 ? 0x0b : 0x0f]), Buffer.from(code, 'latin1')]) }))
  return driverRead({ ...serial, protocol: 'ssi' }, portionsOf(Buffer.concat(packets)))
}

function hidFeed(codes: readonly string[]): Feed {
  const reports = codes.map((code) => scanReportOf('counted', { data: code, aim: aimOf(code) }))
  return driverRead({ wire: { kind: 'hid', vendorId: 1, productId: 2 } }, reports, scannerDescriptors.counted)
}

function aimOf(code: string): string {
  return code.length === 13 ? ']E0' : ']C1'
}

/** What the lane does with a code's text: the rules alone, without a database. */
function understood(codes: readonly string[]): Measured {
  const given = { source: 'scanner', ownCodes: demoOwnCodes } as const
  const bytes = codes.map((code) => Buffer.from(code, 'latin1'))
  return { name: 'codes, understood by the lane', unit: 'codes', countPerRun: codes.length, run: () => codes.filter((code) => 'kind' in readScan(code, { ...given, aim: aimOf(code) }).outcome).length, baseline: () => looked(bytes) }
}

function receipt(name: string, encode: () => Buffer): Measured {
  const bytes = encode()
  return { name, unit: 'bytes', countPerRun: bytes.length, run: () => encode().length, baseline: () => looked([bytes]) }
}
