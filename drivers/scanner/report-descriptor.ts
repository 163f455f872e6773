/** One usage, as HID names it: usage page in the upper 16 bits. */
export type Usage = number

/** One Main item of the descriptor: where it lies in its report, in bits after the report id. */
interface ReportField {
  readonly reportId: number
  readonly bitOffset: number
  readonly bitSize: number
  readonly count: number
  /** In order; the last one stands for all further elements of a variable item. */
  readonly usages: readonly Usage[]
  /**
   * Each element is a control of its own; in an array, an element's value is a place in `usages` instead,
   * counted from `logicalMinimum`. Scanners call their data either.
   */
  readonly isVariable: boolean
  readonly logicalMinimum: number
}

/** Input, output and feature items have reports of their own, and count their bits apart, even under one report id. */
export interface ReportDescriptor {
  /** Reports begin with a byte that says which they are. */
  readonly numbered: boolean
  readonly inputs: readonly ReportField[]
  readonly outputs: readonly ReportField[]
  readonly features: readonly ReportField[]
}

/** Where one element lies. `bitSize` is from 1 to 32. */
export interface ReportElement {
  readonly reportId: number
  readonly bitOffset: number
  readonly bitSize: number
}

/** Where a usage lies: `count` elements of `bitSize` bits each. */
export interface UsagePlace extends ReportElement {
  readonly count: number
}

/** The kernel refuses longer ones as well. */
const maxDescriptorByteCount = 4096
const maxReportBitCount = 65_536
const maxElementBitCount = 32
const maxUsageCount = 256
const maxSavedCount = 16

const item = { input: 0x80, output: 0x90, feature: 0xb0, usagePage: 0x04, logicalMinimum: 0x14, reportSize: 0x74, reportId: 0x84, reportCount: 0x94, push: 0xa4, pop: 0xb4, usage: 0x08, usageMinimum: 0x18, usageMaximum: 0x28, delimiter: 0xa8 }
const longItem = 0xfe
const typeMask = 0x0c
const mainType = 0x00
const constantFlag = 0x01
const variableFlag = 0x02

/** A usage as the descriptor wrote it, before its page is known. */
interface NamedUsage {
  readonly value: number
  readonly size: number
}

interface Globals {
  readonly page: number
  readonly logicalMinimum: number
  readonly bitSize: number
  readonly count: number
  readonly reportId: number
}

/** What stands before one Main item and is forgotten after it. */
interface Locals {
  readonly named: readonly NamedUsage[]
  readonly minimum?: NamedUsage | undefined
  readonly maximum?: NamedUsage | undefined
  /** Between delimiters only the first usage counts: the others are other names of the same control. */
  readonly alternatives: 'none' | 'first' | 'others'
}

const noLocals: Locals = { named: [], alternatives: 'none' }

/**
 * Reads a HID report descriptor. Long items are passed over.
 * @returns undefined when the bytes are no descriptor, or ask for absurd sizes
 * Source: Device Class Definition for HID 1.11, 6.2.2
 */
export function parseReportDescriptor(bytes: Buffer): ReportDescriptor | undefined {
  if (bytes.length > maxDescriptorByteCount) return undefined
  const reports = { inputs: openReports(), outputs: openReports(), features: openReports() }
  const saved: Globals[] = []
  let globals: Globals = { page: 0, logicalMinimum: 0, bitSize: 0, count: 0, reportId: 0 }
  let locals = noLocals
  let at = 0

  while (at < bytes.length) {
    const head = bytes[at] ?? 0
    if (head === longItem) {
      at += 3 + (bytes[at + 1] ?? 0)
      continue
    }
    const size = [0, 1, 2, 4][head & 3] ?? 0
    if (at + 1 + size > bytes.length) return undefined
    const value = size === 0 ? 0 : bytes.readUIntLE(at + 1, size)
    const tag = head & 0xfc

    if (tag === item.push && saved.length < maxSavedCount) saved.push(globals)
    else if (tag === item.pop) globals = saved.pop() ?? globals
    else if (tag === item.logicalMinimum) globals = { ...globals, logicalMinimum: size === 0 ? 0 : bytes.readIntLE(at + 1, size) }
    else {
      globals = withGlobal(globals, tag, value)
      locals = withLocal(locals, tag, { value, size })
    }
    const kind = tag === item.input ? reports.inputs : tag === item.output ? reports.outputs : tag === item.feature ? reports.features : undefined
    if (kind && !kind.add(globals, locals, value)) return undefined
    if ((head & typeMask) === mainType) locals = noLocals
    at += 1 + size
  }
  const fields = { inputs: reports.inputs.fields, outputs: reports.outputs.fields, features: reports.features.fields }
  return { numbered: [...fields.inputs, ...fields.outputs, ...fields.features].some((field) => field.reportId !== 0), ...fields }
}

/** Every element that carries `usage`, in the order of their reports. */
export function elementsOf(fields: readonly ReportField[], usage: Usage): ReportElement[] {
  return fields.flatMap(({ reportId, bitOffset, bitSize, count, usages }) => {
    if (!usages.includes(usage) || bitSize > maxElementBitCount) return []
    return Array.from({ length: count }, (_, index) => ({ reportId, bitOffset: bitOffset + index * bitSize, bitSize, usage: usages[Math.min(index, usages.length - 1)] }))
      .filter((element) => element.usage === usage)
      .map((element) => ({ reportId, bitOffset: element.bitOffset, bitSize }))
  })
}

/** Where `usage` first lies in input reports, or undefined when none carries it. */
export function placeOf(descriptor: ReportDescriptor, usage: Usage): UsagePlace | undefined {
  const elements = elementsOf(descriptor.inputs, usage)
  const [first] = elements
  if (!first) return undefined
  const count = elements.findIndex((element, index) => element.reportId !== first.reportId || element.bitOffset !== first.bitOffset + index * first.bitSize)
  return { ...first, count: count < 0 ? elements.length : count }
}

/** Bytes of the longest report of this id, without the id. */
export function reportByteCount(fields: readonly ReportField[], reportId: number): number {
  const ends = fields.filter((field) => field.reportId === reportId).map((field) => field.bitOffset + field.bitSize * field.count)
  return Math.ceil(Math.max(0, ...ends) / 8)
}

/** Fields of one kind of report. Constants take their room and are told as fields without usages. */
function openReports(): { readonly fields: ReportField[]; add(globals: Globals, locals: Locals, flags: number): boolean } {
  const fields: ReportField[] = []
  const bitsUsed = new Map<number, number>()
  return {
    fields,
    add({ page, logicalMinimum, reportId, bitSize, count }, locals, flags) {
      const bitOffset = bitsUsed.get(reportId) ?? 0
      if (bitSize === 0 || count === 0) return true
      if (bitOffset + bitSize * count > maxReportBitCount) return false
      bitsUsed.set(reportId, bitOffset + bitSize * count)
      const usages = (flags & constantFlag) === 0 ? locals.named.map((usage) => extended(page, usage)) : []
      fields.push({ reportId, bitOffset, bitSize, count, usages, isVariable: (flags & variableFlag) !== 0, logicalMinimum })
      return true
    },
  }
}

function withGlobal(globals: Globals, tag: number, value: number): Globals {
  if (tag === item.usagePage) return { ...globals, page: value }
  if (tag === item.reportSize) return { ...globals, bitSize: value }
  if (tag === item.reportCount) return { ...globals, count: value }
  return tag === item.reportId ? { ...globals, reportId: value } : globals
}

function withLocal(locals: Locals, tag: number, usage: NamedUsage): Locals {
  if (tag === item.delimiter) return { ...locals, alternatives: usage.value === 1 ? 'first' : 'none' }
  if (tag === item.usage) {
    if (locals.alternatives === 'others') return locals
    return { ...withUsages(locals, [usage]), alternatives: locals.alternatives === 'first' ? 'others' : 'none' }
  }
  const range = { minimum: tag === item.usageMinimum ? usage : locals.minimum, maximum: tag === item.usageMaximum ? usage : locals.maximum }
  if (!range.minimum || !range.maximum) return { ...locals, ...range }
  return { ...withUsages(locals, usageRange(range.minimum, range.maximum.value)), minimum: undefined, maximum: undefined }
}

function withUsages(locals: Locals, usages: readonly NamedUsage[]): Locals {
  return { ...locals, named: [...locals.named, ...usages].slice(0, maxUsageCount) }
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
