/** One usage of an input report, as HID names it: usage page in the upper 16 bits. */
export type Usage = number

/** Where one Input item of the descriptor lies in its report, counted in bits after the report id. */
interface InputField {
  readonly reportId: number
  readonly bitOffset: number
  readonly bitSize: number
  readonly count: number
  /** In order; the last one stands for all further elements. */
  readonly usages: readonly Usage[]
}

export interface ReportDescriptor {
  /** Reports begin with a byte that says which they are. */
  readonly numbered: boolean
  readonly inputs: readonly InputField[]
}

/** Where a usage lies: `count` elements of `bitSize` bits each. */
export interface UsagePlace {
  readonly reportId: number
  readonly bitOffset: number
  readonly bitSize: number
  readonly count: number
}

/** The kernel refuses longer ones as well. */
const maxDescriptorByteCount = 4096
const maxReportBitCount = 65_536
const maxUsageCount = 256

const itemInput = 0x80
const itemUsagePage = 0x04
const itemReportSize = 0x74
const itemReportId = 0x84
const itemReportCount = 0x94
const itemPush = 0xa4
const itemPop = 0xb4
const itemUsage = 0x08
const itemUsageMinimum = 0x18
const itemUsageMaximum = 0x28
const typeMask = 0x0c
const mainType = 0x00
const constantFlag = 0x01

/** A usage as the descriptor wrote it, before its page is known. */
interface NamedUsage {
  readonly value: number
  readonly size: number
}

interface Globals {
  page: number
  bitSize: number
  count: number
  reportId: number
}

/**
 * Reads a HID report descriptor as far as input reports need it.
 * Output and feature items have places of their own and are passed over; long items are too.
 * @returns undefined when the bytes are no descriptor, or ask for absurd sizes
 * Source: Device Class Definition for HID 1.11, 6.2.2
 */
export function parseReportDescriptor(bytes: Buffer): ReportDescriptor | undefined {
  if (bytes.length > maxDescriptorByteCount) return undefined
  const inputs: InputField[] = []
  const bitsUsed = new Map<number, number>()
  const saved: Globals[] = []
  let globals: Globals = { page: 0, bitSize: 0, count: 0, reportId: 0 }
  let named: NamedUsage[] = []
  let minimum: NamedUsage = { value: 0, size: 0 }
  let at = 0

  while (at < bytes.length) {
    const head = bytes[at] ?? 0
    if (head === 0xfe) {
      at += 3 + (bytes[at + 1] ?? 0)
      continue
    }
    const size = [0, 1, 2, 4][head & 3] ?? 0
    if (at + 1 + size > bytes.length) return undefined
    const value = size === 0 ? 0 : bytes.readUIntLE(at + 1, size)
    const tag = head & 0xfc
    at += 1 + size

    if (tag === itemUsagePage) globals.page = value
    else if (tag === itemReportSize) globals.bitSize = value
    else if (tag === itemReportId) globals.reportId = value
    else if (tag === itemReportCount) globals.count = value
    else if (tag === itemPush && saved.length < 16) saved.push({ ...globals })
    else if (tag === itemPop) globals = saved.pop() ?? globals
    else if (tag === itemUsage && named.length < maxUsageCount) named.push({ value, size })
    else if (tag === itemUsageMinimum) minimum = { value, size }
    else if (tag === itemUsageMaximum && named.length < maxUsageCount) named.push(...usageRange(minimum, value))
    else if (tag === itemInput) {
      const bitOffset = bitsUsed.get(globals.reportId) ?? 0
      const bitCount = globals.bitSize * globals.count
      if (bitOffset + bitCount > maxReportBitCount) return undefined
      bitsUsed.set(globals.reportId, bitOffset + bitCount)
      const { page, reportId, bitSize, count } = globals
      if ((value & constantFlag) === 0) inputs.push({ reportId, bitOffset, bitSize, count, usages: named.map((usage) => extended(page, usage)) })
    }
    if ((head & typeMask) === mainType) named = []
  }
  return { numbered: inputs.some((field) => field.reportId !== 0), inputs }
}

/** Where `usage` lies, or undefined when no input report carries it. */
export function placeOf(descriptor: ReportDescriptor, usage: Usage): UsagePlace | undefined {
  for (const field of descriptor.inputs) {
    const index = field.usages.indexOf(usage)
    if (index < 0 || index >= field.count) continue
    const { reportId, bitSize } = field
    return { reportId, bitSize, bitOffset: field.bitOffset + index * bitSize, count: index === field.usages.length - 1 ? field.count - index : 1 }
  }
  return undefined
}

/** A usage of four bytes brings its own page; a shorter one takes the page in force at its Main item. */
function extended(page: number, { value, size }: NamedUsage): Usage {
  return size === 4 ? value : page * 0x1_0000 + value
}

/** Ranges are for keys and buttons; a long one is cut, its usages mean nothing to these drivers. */
function usageRange({ value: from, size }: NamedUsage, to: number): NamedUsage[] {
  const length = Math.min(Math.max(to - from + 1, 0), maxUsageCount)
  return Array.from({ length }, (_, index) => ({ value: from + index, size }))
}
