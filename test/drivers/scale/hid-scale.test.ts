import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openHidScale } from '../../../drivers/scale/hid-scale.ts'
import { hidScaleLayouts, type HidScaleLayout, type HidScaleReport } from '../../../drivers/simulator/simulated-scale-hid.ts'
import { bytesOf, findingsOf, weighTask } from '../../support/drivers-scale.ts'

const [tableScale, scannerScale] = hidScaleLayouts
if (!tableScale || !scannerScale) throw new Error('two layouts')

const report = (more: Partial<HidScaleReport> = {}): HidScaleReport => ({ status: 'stable', unit: 'g', exponent: 0, weight: 750, ...more })
const weight = (grams: number): object => ({ kind: 'weight', grams, isNet: false })
const notYet = (detail: string): object => ({ kind: 'not-yet', detail })

function opened(layout: HidScaleLayout): ReturnType<typeof openHidScale> {
  const dialect = openHidScale()
  dialect.restart(layout.descriptor)
  dialect.begin(weighTask)
  return dialect
}

describe.each(hidScaleLayouts.map((layout) => [layout.name, layout] as const))('a HID %s, by its descriptor', (_name, layout) => {
  it.each<[string, Partial<HidScaleReport>, object]>([
    ['grams', {}, weight(750)],
    ['tenths of a gram', { exponent: -1, weight: 7505 }, weight(751)],
    ['kilograms', { unit: 'kg', exponent: -3, weight: 1235 }, weight(1235)],
    ['tenths of an ounce', { unit: 'oz', exponent: -1, weight: 125 }, weight(354)],
    ['hundredths of a pound', { unit: 'lb', exponent: -2, weight: 220 }, weight(998)],
    ['zero', { status: 'zero', weight: 0 }, weight(0)],
    ['in motion', { status: 'in-motion' }, notYet('in-motion')],
    ['under zero', { status: 'under-zero', weight: 0 }, notYet('under-zero')],
    ['over', { status: 'over', weight: 0 }, notYet('over-capacity')],
    ['needs to be set to zero', { status: 'needs-zero', weight: 0 }, notYet('needs-zero')],
    ['needs calibration', { status: 'uncalibrated', weight: 0 }, notYet('scale-fault')],
    ['fault', { status: 'fault', weight: 0 }, notYet('scale-fault')],
  ])('%s', (_what, parts, finding) => {
    const findings = findingsOf(opened(layout), ...layout.report(report(parts)))
    expect(findings.at(-1)).toEqual(finding)
  })

  it('is told after opening to want an empty pan between weighings, and set to zero on request', () => {
    const dialect = openHidScale()
    const [enforced] = dialect.restart(layout.descriptor)
    const [zero] = dialect.begin({ kind: 'zero' }) ?? []
    expect([enforced?.kind, zero?.kind]).toEqual(layout === tableScale ? ['send', 'send'] : ['feature', 'feature'])
    const bits = layout === tableScale ? [[0x05, 0x02], [0x05, 0x03]] : [[0x13, 0x01], [0x13, 0x03]]
    expect([enforced, zero].map((step) => (step && step.kind !== 'found' ? Array.from(step.bytes) : []))).toEqual(bits)
    expect(findingsOf(dialect, ...layout.report(report({ status: 'zero', weight: 0 })))).toEqual([{ kind: 'zeroed' }])
  })

  it('makes no weight out of a report that is cut short', () => {
    for (const whole of layout.report(report())) {
      for (let length = 0; length < whole.length; length++) {
        expect(findingsOf(opened(layout), whole.subarray(0, length)).filter(({ kind }) => kind === 'weight')).toEqual([])
      }
    }
  })

  it('stands any report', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      for (const finding of findingsOf(opened(layout), bytesOf(Array.from(bytes)))) if (finding.kind === 'weight') expect(Number.isSafeInteger(finding.grams)).toBe(true)
    }), { seed: 0x8d, numRuns: 300 })
  })
})

describe('a HID scale', () => {
  it('without a descriptor is read as most scales are laid out', () => {
    const dialect = openHidScale()
    dialect.restart(undefined)
    // Stable, ounces, tenths, 12.5.
    expect(findingsOf(dialect, bytesOf([3, 4, 11, 0xff, 125, 0]))).toEqual([weight(354)])
    expect(dialect.begin({ kind: 'zero' })).toBeUndefined()
  })

  it('that has told its status only before the cable was pulled has told none', () => {
    const dialect = opened(scannerScale)
    const [status, data] = scannerScale.report(report())
    findingsOf(dialect, status ?? Buffer.alloc(0))
    dialect.restart(scannerScale.descriptor)
    expect(findingsOf(dialect, data ?? Buffer.alloc(0))).toEqual([notYet('bad-answer')])
  })

  it('that has no weight in its reports is of no use', () => {
    const dialect = openHidScale()
    dialect.restart(Buffer.from('058c0902a101c0', 'hex'))
    expect(dialect.isUsable).toBe(false)
  })
})
