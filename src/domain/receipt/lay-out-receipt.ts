import { assert, assertNever } from '../assert.ts'
import { columnsOf } from './columns-of.ts'
import { shrunkPicture } from './picture-rows.ts'
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts'
import { wrapColumns } from './wrap-columns.ts'

/** One line of paper. What prints it adds nothing and breaks nothing. */
export type ReceiptLine =
  /**
   * `text` fills exactly `columnCount` display columns, or half of them (rounded down) when `large`,
   * which prints at double width and height. No control characters.
   */
  | { readonly kind: 'text'; readonly text: string; readonly strong: boolean; readonly large: boolean }
  | Extract<ReceiptBlock, { readonly kind: 'barcode' | 'qr' | 'feed' | 'picture' | 'cut' }>

/** Width of a column of font A, on every printer of the family. */
export const columnDots = 12

/**
 * Places a receipt on paper so many columns wide.
 *
 * Names wrap by display width, a wide character counting as two. An amount never wraps: it stands at
 * the right of the last line of its name, or alone on the next one when too little room is left. A large
 * amount that does not fit at double width is printed at single width.
 *
 * @param columnCount 16 to 120: 48 on 80 mm paper, 32 on 58 mm
 */
export function layOutReceipt(document: ReceiptDocument, columnCount: number): ReceiptLine[] {
  assert(Number.isInteger(columnCount) && columnCount >= 16 && columnCount <= 120, `no paper is ${columnCount} columns wide`)
  return document.blocks.flatMap((block) => layOutBlock(block, columnCount))
}

type RowBlock = Extract<ReceiptBlock, { readonly kind: 'row' }>

function layOutBlock(block: ReceiptBlock, columnCount: number): ReceiptLine[] {
  switch (block.kind) {
    case 'heading':
      return wrapColumns(printable(block.text), half(columnCount)).map((line) => textLine(centre(line, half(columnCount)), true, true))
    case 'text':
      return wrapColumns(printable(block.text), columnCount).map((line) => textLine(block.align === 'centre' ? centre(line, columnCount) : padEnd(line, columnCount), block.strong === true, false))
    case 'row':
      return layOutRow(block, columnCount)
    case 'rule':
      return [textLine('-'.repeat(columnCount), false, false)]
    case 'barcode':
    case 'qr':
    case 'feed':
    case 'cut':
      return [block]
    case 'picture':
      return [shrunkPicture(block, columnCount * columnDots)]
    default:
      return assertNever(block, 'receipt block')
  }
}

/** A name beside an amount gets at least this much, or the amount moves to a line of its own. */
const smallestNameColumns = 8

function layOutRow(block: RowBlock, columnCount: number): ReceiptLine[] {
  const right = printable(block.right)
  const large = block.large === true && columnsOf(right) <= half(columnCount)
  const width = large ? half(columnCount) : columnCount
  const indent = Math.min(block.indent ?? 0, width - smallestNameColumns)
  const texts = rowTexts(printable(block.left), right, width - indent)
  return texts.map((text) => textLine(' '.repeat(indent) + text, block.strong === true, large))
}

function rowTexts(left: string, right: string, width: number): string[] {
  if (right === '') return wrapColumns(left, width).map((line) => padEnd(line, width))
  const room = width - columnsOf(right) - 1
  const fits = room >= smallestNameColumns || columnsOf(left) <= room
  if (!fits) return [...wrapColumns(left, width).map((line) => padEnd(line, width)), ...amountAlone(right, width)]
  const names = room < 2 ? [left] : wrapColumns(left, room)
  return names.map((name, index) => (index < names.length - 1 ? padEnd(name, width) : padEnd(name, width - columnsOf(right)) + right))
}

/** No digit of an amount may be lost, so one wider than the whole paper is broken after all. */
function amountAlone(right: string, width: number): string[] {
  const parts = columnsOf(right) <= width ? [right] : wrapColumns(right, width)
  return parts.map((part) => ' '.repeat(width - columnsOf(part)) + part)
}

function half(columnCount: number): number {
  return Math.floor(columnCount / 2)
}

function textLine(text: string, strong: boolean, large: boolean): ReceiptLine {
  return { kind: 'text', text, strong, large }
}

function padEnd(text: string, columnCount: number): string {
  return text + ' '.repeat(columnCount - columnsOf(text))
}

function centre(text: string, columnCount: number): string {
  return padEnd(' '.repeat(Math.floor((columnCount - columnsOf(text)) / 2)) + text, columnCount)
}

/** A name from a catalogue must not be able to talk to the printer: control and format characters go, halves of characters become `?`. */
function printable(text: string): string {
  return text.normalize('NFC').replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').replace(/\p{Cf}/gu, '').replace(/\p{Cs}/gu, '?')
}
