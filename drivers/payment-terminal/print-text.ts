import { field, readFields } from './fields.ts'
import { hidePans } from './masked-pan.ts'
import { readText } from './terminal-text.ts'
import { findTlv, readTlvs } from './tlv.ts'

/** Whose paper it is. `any` where the terminal does not say. */
export type PaperOf = 'merchant' | 'customer' | 'administration' | 'any'

export interface PrintedText {
  readonly paperOf: PaperOf
  readonly lines: readonly string[]
}

/** As wide as the widest receipt. */
const maxColumnCount = 48
/** More than any slip or end-of-day report has. */
const maxLineCount = 400
const lineFeeds = 0xff

const tag = { texts: 0x25, line: 0x07, receiptType: 0x1f07 } as const
const paperTypes: readonly (PaperOf | undefined)[] = [undefined, 'merchant', 'customer', 'administration']

/** One line (06 D1): how it looks, then its text; or so many empty lines. */
export function readPrintLine(data: Buffer): PrintedText {
  if (data[0] !== lineFeeds) return { paperOf: 'any', lines: [printable(data.subarray(1))] }
  return { paperOf: 'any', lines: Array.from({ length: Math.min(data[1] ?? 1, maxLineCount) }, () => '') }
}

/** A block of lines (06 D3) with the kind of receipt. */
export function readPrintBlock(data: Buffer): PrintedText {
  const tlvs = readTlvs(readFields(data).get(field.container) ?? Buffer.alloc(0))
  const texts = readTlvs(findTlv(tlvs, tag.texts) ?? Buffer.alloc(0))
  const lines = texts.filter((text) => text.tag === tag.line).slice(0, maxLineCount)
  return { paperOf: paperTypes[findTlv(tlvs, tag.receiptType)?.[0] ?? 0] ?? 'any', lines: lines.map((text) => printable(text.value)) }
}

function printable(bytes: Buffer): string {
  return hidePans(readText(bytes)).slice(0, maxColumnCount)
}
