import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openHidReportReader, type ScanReport } from '../../../drivers/scanner/hid-report.ts'
import { parseReportDescriptor, placeOf } from '../../../drivers/scanner/report-descriptor.ts'
import { hex, scannerDescriptors, scanReportOf, type KnownScanner, type ScanPortion } from '../../support/drivers-hid-scanners.ts'

const layouts: readonly KnownScanner[] = ['plain', 'counted', 'honeywell']

function shown(report: ScanReport): string {
  return report.kind === 'frame' ? `${report.aim ?? ''}${report.bytes.toString('latin1')}` : `<${report.reason}>`
}

describe.each(layouts)('a %s HID scanner', (layout) => {
  const write = (portion: ScanPortion): Buffer => scanReportOf(layout, portion)
  const readers = { 'with its descriptor': scannerDescriptors[layout], 'without a descriptor': undefined }

  describe.each(Object.entries(readers))('%s', (_, descriptor) => {
    const read = (...parts: ScanPortion[]): string[] => {
      const reader = openHidReportReader(descriptor)
      return parts.flatMap((part) => reader.take(write(part))).map(shown)
    }

    it('reads a code with its AIM identifier', () => expect(read({ data: '5901234123457', aim: ']E0' })).toEqual([']E05901234123457']))
    it('reads a code without one', () => expect(read({ data: '5901234123457' })).toEqual(['5901234123457']))
    it('strips one CR at the end', () => expect(read({ data: '5901234123457\r' })).toEqual(['5901234123457']))
    it('keeps GS in a GS1 code', () => expect(read({ data: '10LOT7\x1d17271231', aim: ']C1' })).toEqual([']C110LOT7\x1d17271231']))

    it('puts a long QR code of three reports together', () => {
      const text = 'https://example.com/01/09521234543213/10/LOT7?17=271231&'.padEnd(120, 'x')
      expect(read({ data: text.slice(0, 56), aim: ']Q1', continued: true }, { data: text.slice(56, 112), aim: ']Q1', continued: true }, { data: text.slice(112), aim: ']Q1' })).toEqual([`]Q1${text}`])
    })

    it('sends no half code when it is unplugged between two reports', () => {
      const reader = openHidReportReader(descriptor)
      expect(reader.take(write({ data: 'x'.repeat(56), continued: true }))).toEqual([])
      expect(reader.isMidReading).toBe(true)
      expect(reader.cutOff().map(shown)).toEqual(['<cut-off>'])
      expect(reader.take(write({ data: '5901234123457' })).map(shown)).toEqual(['5901234123457'])
    })

    it('refuses an endless code once, and reads the next', () => {
      const endless = Array.from({ length: 200 }, () => ({ data: 'x'.repeat(56), continued: true }))
      expect(read(...endless, { data: 'x' }, { data: '5901234123457' })).toEqual(['<too-long>', '5901234123457'])
    })
  })
})

it('reads the example of the HID tables to the byte', () => {
  const report = Buffer.concat([hex('02 0D 5D 45 30 35 39 30 31 32 33 34 31 32 33 34 35 37'), Buffer.alloc(44)])
  expect(openHidReportReader(scannerDescriptors.counted).take(report).map(shown)).toEqual([']E05901234123457'])
})

it('finds the AIM identifier where some Honeywell firmware puts it, one byte further', () => {
  const report = Buffer.concat([Buffer.from([2, 13, 0]), Buffer.from(']E05901234123457'), Buffer.alloc(64 - 19)])
  expect(openHidReportReader(undefined).take(report).map(shown)).toEqual([']E05901234123457'])
})

it('passes over reports of another id, and takes a count beyond the data for noise', () => {
  const reader = openHidReportReader(scannerDescriptors.counted)
  const other = scanReportOf('counted', { data: '5901234123457' })
  other[0] = 3
  expect(reader.take(other)).toEqual([])
  const lying = scanReportOf('counted', { data: '5901234123457' })
  lying[1] = 200
  expect(reader.take(lying).map(shown)).toEqual(['<noise>'])
})

it('does not guess at a report length it does not know', () => {
  expect(openHidReportReader(undefined).take(Buffer.alloc(33)).map(shown)).toEqual(['<noise>'])
})

describe('report descriptors', () => {
  it('are read without report ids as well', () => {
    const descriptor = parseReportDescriptor(hex('05 8C 09 02 A1 01 15 00 26 FF 00 75 08 95 20 09 FE 81 02 C0'))
    expect(descriptor?.numbered).toBe(false)
    expect(descriptor && placeOf(descriptor, 0x8c_00fe)).toEqual({ reportId: 0, bitOffset: 0, bitSize: 8, count: 32 })
  })

  it('of any bytes crash nothing, nor do any reports under them', () => {
    const descriptorBytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...Object.values(scannerDescriptors)).chain((good) => fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }).map((changes) => mutated(good, changes))))
    fc.assert(
      fc.property(descriptorBytes, fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 10 }), (bytes, reports) => {
        const reader = openHidReportReader(Buffer.from(bytes))
        for (const report of reports) reader.take(Buffer.from(report))
        reader.cutOff()
        expect(reader.isMidReading).toBe(false)
      }),
      { seed: 23, numRuns: 1000 },
    )
  })
})

function mutated(good: Buffer, changes: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = Buffer.from(good)
  for (const [at, value] of changes) bytes[at] = value
  return bytes
}
