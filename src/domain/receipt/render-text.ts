import { assertNever } from '../assert.ts'
import { columnsOf } from './columns-of.ts'
import { layOutReceipt, type ReceiptLine } from './lay-out-receipt.ts'
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts'

/**
 * A receipt as plain text: what the paper says, without sizes and bars. A code is written out in
 * brackets, a cut is a line of dashes, and no line ends in blanks.
 * @returns lines ending in a line feed, each at most `columnCount` display columns but for codes
 */
export function renderText(document: ReceiptDocument, columnCount: number): string {
  const plain = { ...document, blocks: document.blocks.map(atSingleWidth) }
  return layOutReceipt(plain, columnCount).map((line) => `${textOf(line, columnCount).trimEnd()}\n`).join('')
}

/** Double width is not to be had in text: a heading becomes a centred line, a large row an ordinary one. */
function atSingleWidth(block: ReceiptBlock): ReceiptBlock {
  if (block.kind === 'heading') return { kind: 'text', text: block.text, align: 'centre', strong: true }
  return block.kind === 'row' ? { ...block, large: false } : block
}

function textOf(line: ReceiptLine, columnCount: number): string {
  switch (line.kind) {
    case 'text':
      return line.text
    case 'barcode':
      return centred(`[${line.data}]`, columnCount)
    case 'qr':
      return centred(`[QR ${line.data}]`, columnCount)
    case 'picture':
      return centred(`[picture ${line.widthDots} x ${line.heightDots}]`, columnCount)
    case 'feed':
      return '\n'.repeat(line.lineCount - 1)
    case 'cut':
      return '- '.repeat(columnCount / 2)
    default:
      return assertNever(line, 'receipt line')
  }
}

function centred(text: string, columnCount: number): string {
  return ' '.repeat(Math.max(0, Math.floor((columnCount - columnsOf(text)) / 2))) + text
}
