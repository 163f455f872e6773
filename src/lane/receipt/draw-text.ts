import { columnsOf, isWide } from '../../domain/receipt/columns-of.ts'
import { columnDots } from '../../domain/receipt/lay-out-receipt.ts'

/** A line of font A on the printer, space between lines included. */
export const lineDots = 30

/** The Latin font is drawn at the size that makes one digit 12 dots wide; where another stands in, `textLength` keeps the columns. */
const fontDots = 20
const fontFamily = 'DejaVu Sans Mono, Noto Sans Mono CJK SC, Noto Sans SC, monospace'

/** Draws one laid-out line. Every run of characters of one width stands on its own column, whatever font the viewer has. */
export function drawText(line: { readonly text: string; readonly strong: boolean; readonly large: boolean }): { svg: string; heightDots: number } {
  const scale = line.large ? 2 : 1
  const weight = line.strong ? ' font-weight="700"' : ''
  const runs = runsOf(line.text).map(({ text, column }) => `<text x="${column * columnDots * scale}" y="${22 * scale}" textLength="${columnsOf(text) * columnDots * scale}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`)
  return { svg: runs.length === 0 ? '' : `<g font-family="${fontFamily}" font-size="${fontDots * scale}"${weight}>${runs.join('')}</g>`, heightDots: lineDots * scale }
}

/** Splits at blanks and where narrow and wide characters meet. */
function runsOf(text: string): { text: string; column: number }[] {
  const runs: { text: string; column: number; wide: boolean }[] = []
  let column = 0
  let joins = false
  for (const character of text) {
    const width = columnsOf(character)
    const wide = width === 0 ? (runs.at(-1)?.wide ?? false) : isWide(character)
    const last = runs.at(-1)
    if (character === ' ') joins = false
    else if (joins && last?.wide === wide) last.text += character
    else {
      runs.push({ text: character, column, wide })
      joins = true
    }
    column += width
  }
  return runs
}

/** XML has no place for the two non-characters either. */
function escaped(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '?').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
