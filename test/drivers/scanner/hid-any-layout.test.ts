import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openHidReportReader } from '../../../drivers/scanner/hid-report.ts'
import { describeHidScanner, encodeHidScan, type HidScanField, type HidScannerLayout, type HidScanReport } from '../../../drivers/simulator/hid-scanner-layout.ts'
import { hex } from '../../support/drivers-hid-scanners.ts'

const padding = fc.integer({ min: 1, max: 40 }).map((bitCount): HidScanField => ({ kind: 'padding', bitCount }))
const vendor = fc.record({ kind: fc.constant('vendor' as const), byteCount: fc.integer({ min: 1, max: 9 }), value: fc.integer({ min: 0, max: 255 }) })
const data = fc.record({ kind: fc.constant('data' as const), byteCount: fc.integer({ min: 1, max: 90 }), as: fc.constantFrom('variable' as const, 'array' as const) })
const continued = fc.constantFrom(1 as const, 8 as const).map((bitSize): HidScanField => ({ kind: 'continued', bitSize }))
const byteCount = fc.constantFrom(8 as const, 16 as const).map((bitSize): HidScanField => ({ kind: 'byte-count', bitSize }))

/** Data in one to three places, everything else at most once, in any order, anything in between. */
const fields = fc
  .tuple(fc.array(data, { minLength: 1, maxLength: 3 }), continued, fc.option(byteCount), fc.boolean(), fc.array(fc.oneof(padding, vendor), { maxLength: 4 }))
  .chain(([codes, goesOn, count, hasAim, others]) => {
    const all: HidScanField[] = [...codes, goesOn, ...(count ? [count] : []), ...(hasAim ? [{ kind: 'aim' as const }] : []), ...others]
    return fc.shuffledSubarray(all, { minLength: all.length })
  })

const layouts = fc.oneof(
  fields.map((one): HidScannerLayout => ({ reports: [{ reportId: 0, fields: one }] })),
  fc.uniqueArray(fc.record({ reportId: fc.integer({ min: 1, max: 255 }), fields }), { minLength: 1, maxLength: 4, selector: (report) => report.reportId }).map((reports): HidScannerLayout => ({ reports })),
)
/** No NUL, which pads, and no CR at the end, which some scanners add. */
const code = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((unit) => String.fromCharCode(unit)), minLength: 1, maxLength: 300 })
const aim = fc.constantFrom(']E0', ']C1', ']Q3', ']d2', ']e0')

const hasAim = (report: HidScanReport | undefined): boolean => report?.fields.some(({ kind }) => kind === 'aim') ?? false

describe('scanners nobody has seen before', () => {
  it('are read by their descriptors: every code sent comes out the same, whichever report carries it', () => {
    fc.assert(
      fc.property(layouts, fc.array(fc.record({ text: code, aim, report: fc.nat(3) }), { minLength: 1, maxLength: 6 }), (layout, codes) => {
        const reader = openHidReportReader(describeHidScanner(layout))
        for (const { report, ...sent } of codes) {
          const index = report % layout.reports.length
          const read = encodeHidScan(layout, sent, index).flatMap((part) => reader.take(part))
          expect(read.map((one) => (one.kind === 'frame' ? { text: one.bytes.toString('latin1'), aim: one.aim } : one))).toEqual([{ text: sent.text, aim: hasAim(layout.reports[index]) ? sent.aim : undefined }])
        }
      }),
      { seed: 31, numRuns: 500 },
    )
  })

  it('that lose a report in mid-code never make one code of two', () => {
    const layout: HidScannerLayout = { reports: [1, 2].map((reportId) => ({ reportId, fields: [{ kind: 'data', byteCount: 10, as: 'variable' }, { kind: 'continued', bitSize: 8 }] })) }
    const reader = openHidReportReader(describeHidScanner(layout))
    const [first] = encodeHidScan(layout, { text: 'AAAAAAAAAABBBB' }, 0)
    expect(reader.take(first ?? Buffer.alloc(0))).toEqual([])
    const shown = encodeHidScan(layout, { text: '5901' }, 1).flatMap((part) => reader.take(part)).map((one) => (one.kind === 'frame' ? one.bytes.toString() : one.reason))
    expect(shown).toEqual(['cut-off', '5901'])
  })

  it('whose reports carry no code are told apart from those that can be read', () => {
    const trigger = hex('05 8C 09 02 A1 01 85 01 75 08 95 01 09 61 81 02 C0')
    expect(openHidReportReader(trigger).canRead).toBe(false)
    expect(openHidReportReader(describeHidScanner({ reports: [{ reportId: 0, fields: [{ kind: 'data', byteCount: 8, as: 'array' }] }] })).canRead).toBe(true)
    expect(openHidReportReader(undefined).canRead).toBe(true)
  })

  it('may leave out what pads the end of a report, but nothing that counts', () => {
    const layout: HidScannerLayout = { reports: [{ reportId: 3, fields: [{ kind: 'continued', bitSize: 8 }, { kind: 'data', byteCount: 13, as: 'variable' }, { kind: 'padding', bitCount: 64 }] }] }
    const [report] = encodeHidScan(layout, { text: '5901234123457' })
    const read = (byteCount: number): string[] => openHidReportReader(describeHidScanner(layout)).take((report ?? Buffer.alloc(0)).subarray(0, byteCount)).map((one) => (one.kind === 'frame' ? one.bytes.toString() : one.reason))
    expect([read(15), read(14)]).toEqual([['5901234123457'], ['noise']])
  })
})
