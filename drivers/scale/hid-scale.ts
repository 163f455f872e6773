import { elementsOf, parseReportDescriptor, reportByteCount, type ReportDescriptor, type ReportElement } from '../scanner/report-descriptor.ts'
import { readBits, writeBits } from '../scanner/report-bits.ts'
import { found, notYet, weightStep, type ScaleDetail, type ScaleDialect, type ScaleStep } from './dialect.ts'
import { toGrams, type WeightUnit } from './to-grams.ts'

/** USB-IF HID Point of Sale Usage Tables, page 0x8D. */
export const scaleUsagePage = 0x8d
const usage = { weight: 0x8d_0040, scaling: 0x8d_0041, zeroScale: 0x8d_0080, enforcedZero: 0x8d_0081 }
const units: ReadonlyMap<number, WeightUnit> = new Map([[0x8d_0051, 'mg'], [0x8d_0052, 'g'], [0x8d_0053, 'kg'], [0x8d_005b, 'oz'], [0x8d_005c, 'lb']])
const firstUnit = 0x8d_0051
const lastUnit = 0x8d_005c
const firstStatus = 0x8d_0071
const lastStatus = 0x8d_0078
const stableStatus = 0x8d_0074
const zeroStatus = 0x8d_0072
const statusDetails: Readonly<Record<number, ScaleDetail>> = { 0x8d_0071: 'scale-fault', 0x8d_0073: 'in-motion', 0x8d_0075: 'under-zero', 0x8d_0076: 'over-capacity', 0x8d_0077: 'scale-fault', 0x8d_0078: 'needs-zero' }

/**
 * What most scales send: id 3, status and unit as places in their lists from 1, a power of ten, and 16 bits of weight.
 * Taken where the system does not show the descriptor.
 */
const usualDescriptor = Buffer.from(
  [
    '058d 0920 a101 8503 7508 9501',
    '1501 2508 0971 0972 0973 0974 0975 0976 0977 0978 8100',
    '1501 250c 0951 0952 0953 0954 0955 0956 0957 0958 0959 095a 095b 095c 8100',
    '1581 257f 0941 8102',
    '1500 27ffff0000 7510 0940 8102 c0',
  ].join('').replaceAll(' ', ''),
  'hex',
)

type Fields = ReportDescriptor['inputs']

/**
 * A HID scale, by its report descriptor: data, unit and status wherever they lie, in one report or in several.
 *
 * It speaks unasked, most of them several times a second and some only when something changes. A weight counts when the
 * scale calls it stable, with its unit and its power of ten. Where the scale can enforce it, the pan must have been
 * empty between two weighings.
 */
export function openHidScale(): ScaleDialect {
  let descriptor: ReportDescriptor | undefined
  let status: number | undefined
  let unit: number | undefined
  let exponent = 0
  let zeroing = false

  function readWeight(body: Buffer, element: ReportElement): ScaleStep {
    if (status === zeroStatus) return zeroing ? found({ kind: 'zeroed' }) : weightStep(0, false)
    if (status !== stableStatus) return notYet((status === undefined ? undefined : statusDetails[status]) ?? 'bad-answer')
    const spoken = units.get(unit ?? 0)
    const grams = spoken && toGrams(readBits(body, element), exponent, spoken)
    return grams === undefined ? notYet('bad-answer') : weightStep(grams, false)
  }

  function readReport(report: Buffer, { numbered, inputs }: ReportDescriptor): ScaleStep[] {
    const reportId = numbered ? (report[0] ?? 0) : 0
    const body = numbered ? report.subarray(1) : report
    const fields = inputs.filter((field) => field.reportId === reportId)
    if (body.length < reportByteCount(fields, reportId)) return [notYet('bad-answer')]
    status = selected(fields, body, firstStatus, lastStatus) ?? status
    unit = selected(fields, body, firstUnit, lastUnit) ?? unit
    const [scaling] = elementsOf(fields, usage.scaling)
    if (scaling) exponent = signed(readBits(body, scaling), scaling.bitSize)
    const [weight] = elementsOf(fields, usage.weight)
    return weight ? [readWeight(body, weight)] : []
  }

  return {
    speaksUnasked: true,
    confirms: false,
    guardsSameGoods: false,
    get isUsable() {
      return descriptor !== undefined && elementsOf(descriptor.inputs, usage.weight).length > 0
    },
    begin(task) {
      zeroing = task.kind === 'zero'
      if (!zeroing) return []
      const steps = descriptor && controlReport(descriptor, true)
      return steps && steps.length > 0 ? steps : undefined
    },
    take: (report) => (descriptor ? readReport(report, descriptor) : []),
    restart(reportDescriptor) {
      descriptor = parseReportDescriptor(reportDescriptor ?? usualDescriptor)
      status = unit = undefined
      exponent = 0
      return descriptor ? controlReport(descriptor, false) : []
    },
  }
}

/** The list entry that a report names: a place in an array's usages, or the one flag of several that is set. */
function selected(fields: Fields, body: Buffer, first: number, last: number): number | undefined {
  for (const { usages, isVariable, logicalMinimum, bitOffset, bitSize, count } of fields) {
    if (!usages.some((each) => each >= first && each <= last)) continue
    for (let index = 0; index < count; index++) {
      const value = readBits(body, { bitOffset: bitOffset + index * bitSize, bitSize })
      const named = isVariable ? (value === 0 ? undefined : usages[index]) : usages[value - logicalMinimum]
      if (named !== undefined && named >= first && named <= last) return named
    }
  }
  return undefined
}

/** Asks for the empty pan between weighings wherever the scale can be asked, and for zero now where it is wanted. */
function controlReport({ outputs, features, numbered }: ReportDescriptor, zeroNow: boolean): ScaleStep[] {
  for (const kind of ['send', 'feature'] as const) {
    const fields = kind === 'send' ? outputs : features
    const [zero] = elementsOf(fields, usage.zeroScale)
    const [enforced] = elementsOf(fields, usage.enforcedZero)
    const reportId = (zeroNow ? zero : enforced)?.reportId
    if (reportId === undefined) continue
    const body = Buffer.alloc(reportByteCount(fields, reportId))
    if (enforced?.reportId === reportId) writeBits(body, enforced, 1)
    if (zeroNow && zero) writeBits(body, zero, 1)
    return [{ kind, bytes: Buffer.concat([Buffer.from([numbered ? reportId : 0]), body]) }]
  }
  return []
}

function signed(value: number, bitSize: number): number {
  return value >= 2 ** (bitSize - 1) ? value - 2 ** bitSize : value
}
