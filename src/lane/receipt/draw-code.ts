import { toSVG } from 'bwip-js/node'
import { assert, assertNever } from '../../domain/assert.ts'
import { columnDots, type ReceiptLine } from '../../domain/receipt/lay-out-receipt.ts'
import { columnsOf } from '../../domain/receipt/columns-of.ts'
import { drawText, lineDots } from './draw-text.ts'

type CodeLine = Extract<ReceiptLine, { readonly kind: 'barcode' | 'qr' }>

const gapDots = 12

/** Draws a code in the middle of the paper, bars with their digits below. */
export function drawCode(line: CodeLine, paperDots: number): { svg: string; heightDots: number } {
  const { svg, widthDots, heightDots } = symbolOf(line)
  const symbol = svg.replace('<svg ', `<svg x="${Math.round((paperDots - widthDots) / 2)}" y="${gapDots}" width="${widthDots}" height="${heightDots}" `)
  if (line.kind === 'qr') return { svg: symbol, heightDots: heightDots + 2 * gapDots }
  const left = Math.max(0, Math.round((paperDots - columnsOf(line.data) * columnDots) / 2))
  const digits = `<g transform="translate(${left} ${heightDots + gapDots})">${drawText({ text: line.data, strong: false, large: false }).svg}</g>`
  return { svg: symbol + digits, heightDots: heightDots + lineDots + 2 * gapDots }
}

function symbolOf(line: CodeLine): { svg: string; widthDots: number; heightDots: number } {
  const svg = toSVG({ text: line.data, ...symbology(line) }).trim()
  const size = /^<svg viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"/.exec(svg)
  assert(size !== null, 'the barcode library gives the size of what it drew')
  return { svg, widthDots: Number(size[1]), heightDots: Number(size[2]) }
}

/** Bar widths as printers use them: the long GS1-128 at two dots a module still fits the paper. `height` is in millimetres. */
function symbology(line: CodeLine): { bcid: string; scale: number; height?: number } {
  if (line.kind === 'qr') return { bcid: 'qrcode', scale: 3 }
  switch (line.symbology) {
    case 'gs1-128':
      return { bcid: 'gs1-128', scale: 2, height: 14 }
    case 'code-128':
      return { bcid: 'code128', scale: 2, height: 14 }
    case 'ean-13':
      return { bcid: 'ean13', scale: 3, height: 9 }
    default:
      return assertNever(line.symbology, 'symbology')
  }
}
