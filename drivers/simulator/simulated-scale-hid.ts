import type { ScalePan } from './simulated-scale-pan.ts'

/** One make of HID scale: its report descriptor, and how its reports are laid out. */
export interface HidScaleLayout {
  readonly name: string
  readonly descriptor: Buffer
  report(parts: HidScaleReport): Buffer[]
}

export interface HidScaleReport {
  readonly status: keyof typeof statuses
  readonly unit: keyof typeof units
  /** Power of ten the weight is counted in. */
  readonly exponent: number
  readonly weight: number
}

/** Usages of the scale page that a status and a unit may take. */
const statuses = { fault: 0x71, zero: 0x72, 'in-motion': 0x73, stable: 0x74, 'under-zero': 0x75, over: 0x76, uncalibrated: 0x77, 'needs-zero': 0x78 } as const
const units = { mg: 0x51, g: 0x52, kg: 0x53, oz: 0x5b, lb: 0x5c } as const

const hex = (...parts: readonly string[]): Buffer => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex')
const eightBitExponent = (exponent: number): number => exponent & 0xff

/** One report of six bytes, as most table scales send it several times a second. Zero and enforced zero are an output report. */
const tableScale: HidScaleLayout = {
  name: 'table scale',
  descriptor: hex(
    '058d 0920 a101',
    '0932 a102 8503 7508 9501',
    '1501 2508 0971 0972 0973 0974 0975 0976 0977 0978 8100',
    '1501 250c 0951 0952 0953 0954 0955 0956 0957 0958 0959 095a 095b 095c 8100',
    '1581 257f 0941 8102',
    '1500 27ffff0000 7510 0940 8102 c0',
    '0931 a102 8505 1500 2501 7501 9502 0980 0981 9102 9506 9103 c0 c0',
  ),
  report: ({ status, unit, exponent, weight }) => [Buffer.from([3, statuses[status] - 0x70, units[unit] - 0x50, eightBitExponent(exponent), weight & 0xff, weight >> 8])],
}

/** A scanner-scale: status as flags in a report of its own, 24 bits of weight, unit and exponent behind it, no unit but the one it is set to. */
const scannerScale: HidScaleLayout = {
  name: 'scanner scale',
  descriptor: hex(
    '058d 0920 a101',
    '0933 a102 8511 1500 2501 7501 9508 1971 2978 8102 c0',
    '0932 a102 8512 1500 27ffffff00 7518 9501 0940 8102 1581 257f 7508 0941 8102 1501 2504 7504 0952 0953 095b 095c 8100 8103 c0',
    '0931 a102 8513 1500 2501 7501 9502 0981 0980 b102 9506 b103 c0 c0',
  ),
  report({ status, unit, exponent, weight }) {
    const place = { g: 1, kg: 2, oz: 3, lb: 4, mg: 0 }[unit]
    return [
      Buffer.from([0x11, 1 << (statuses[status] - 0x71)]),
      Buffer.from([0x12, weight & 0xff, (weight >> 8) & 0xff, weight >> 16, eightBitExponent(exponent), place]),
    ]
  },
}

export const hidScaleLayouts: readonly HidScaleLayout[] = [tableScale, scannerScale]

/** What a scale with this pan reports now, in grams. */
export function reportOfPan(pan: ScalePan): HidScaleReport {
  const look = pan.look()
  const still = look.kind === 'still' ? look.netGrams : 0
  const status = { 'in-motion': 'in-motion', 'over-capacity': 'over', 'under-zero': 'under-zero', 'outside-zero': 'needs-zero', still: still === 0 ? 'zero' : 'stable' } as const
  return { status: status[look.kind], unit: 'g', exponent: 0, weight: still }
}
