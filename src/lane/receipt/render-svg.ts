import { assertNever } from '../../domain/assert.ts'
import { columnDots, layOutReceipt, type ReceiptLine } from '../../domain/receipt/lay-out-receipt.ts'
import type { ReceiptDocument } from '../../domain/receipt/receipt-document.ts'
import { drawCode } from './draw-code.ts'
import { drawPicture } from './draw-picture.ts'
import { drawText, lineDots } from './draw-text.ts'

/** 80 mm paper in font A of 12 dots: 576 dots between the margins. */
const columnCount = 48
const marginDots = 24
const paperDots = columnCount * columnDots

/**
 * Draws a receipt as it comes out of an 80 mm printer, one unit a dot (1/203 inch).
 *
 * A standalone SVG in the presentation attributes alone: no style, no script, nothing fetched, so it may
 * stand in a page that forbids inline styles.
 * @throws Error from the barcode library when a code's data does not fit its symbology
 */
export function renderSvg(document: ReceiptDocument): string {
  const drawn: string[] = []
  let top = marginDots
  for (const line of layOutReceipt(document, columnCount)) {
    const piece = drawLine(line)
    drawn.push(`<g transform="translate(${marginDots} ${top})">${piece.svg}</g>`)
    top += piece.heightDots
  }
  const [width, height] = [paperDots + 2 * marginDots, top + marginDots]
  const language = document.language === 'zh' ? 'zh-CN' : 'en'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xml:lang="${language}"><rect width="${width}" height="${height}" fill="#ffffff"/>${drawn.join('')}</svg>`
}

/** One line, drawn from its own top left corner, and how much paper it takes. */
function drawLine(line: ReceiptLine): { svg: string; heightDots: number } {
  switch (line.kind) {
    case 'text':
      return drawText(line)
    case 'barcode':
    case 'qr':
      return drawCode(line, paperDots)
    case 'picture':
      return drawPicture(line, paperDots)
    case 'feed':
      return { svg: '', heightDots: line.lineCount * lineDots }
    case 'cut':
      return { svg: `<line x2="${paperDots}" stroke="#808080" stroke-dasharray="6 6"/>`, heightDots: 1 }
    default:
      return assertNever(line, 'receipt line')
  }
}
