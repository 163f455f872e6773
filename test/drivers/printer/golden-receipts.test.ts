import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeEscpos } from '../../../drivers/printer/encode-escpos.ts'
import { encodeNodeEscpos } from '../../../drivers/printer/encode-node-escpos.ts'
import { profiles } from '../../../drivers/printer/profiles.ts'
import { columnsOf } from '../../../src/domain/receipt/columns-of.ts'
import { layOutReceipt, type ReceiptLine } from '../../../src/domain/receipt/lay-out-receipt.ts'
import { isBlack, pictureRows } from '../../../src/domain/receipt/picture-rows.ts'
import { renderText } from '../../../src/domain/receipt/render-text.ts'
import { writeReceipt } from '../../../src/domain/receipt/write-receipt.ts'
import { renderSvg } from '../../../src/lane/receipt/render-svg.ts'
import { readPaper, type Paper } from '../../support/receipt-reader.ts'
import { goldenSales } from '../../support/receipt-sales.ts'

const folder = new URL('../../golden/receipts/', import.meta.url)

/**
 * Compares with the kept file. Files change by asking for it alone:
 * `UPDATE_GOLDEN=1 npx vitest run test/drivers/printer/golden-receipts.test.ts`
 */
function expectKept(name: string, content: string): void {
  const file = new URL(name, folder)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, content)
  }
  expect(content).toBe(readFileSync(file, 'utf8'))
}

/** Sixteen bytes a line: offset, hex, and what is printable of it. */
function hexDump(bytes: Buffer): string {
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) => {
    const row = bytes.subarray(index * 16, index * 16 + 16)
    return `${(index * 16).toString(16).padStart(6, '0')}  ${row.toString('hex').replace(/../g, '$& ').padEnd(48)} |${row.toString('latin1').replace(/[^ -~]/g, '.')}|\n`
  }).join('')
}

const profileOf = { en: ['epson-80mm', 'epson-58mm', 'citizen-80mm', 'star-80mm', 'plain-80mm'], zh: ['gb18030-80mm', 'gb18030-58mm'] } as const
const cases = Object.entries(goldenSales).flatMap(([name, input]) => profileOf[input.language].map((profileName) => ({ name, input, profileName, profile: profiles[profileName] })))

describe.each(cases)('the receipt $name on $profileName', ({ name, input, profileName, profile }) => {
  const document = writeReceipt(input)
  const lines = layOutReceipt(document, profile.columnCount)
  const bytes = encodeEscpos(lines, profile)
  const paper = readPaper(bytes, profile.columnCount)

  if (profileName === 'epson-80mm' || profileName.startsWith('gb18030')) it('is the same to the byte', () => expectKept(`${name}.${profileName}.hex`, hexDump(bytes)))

  it('is read back without a stumble, line by line as it was laid out', () => {
    expect({ problems: paper.problems, realTime: paper.realTime, kicks: paper.kicks }).toEqual({ problems: [], realTime: [], kicks: 0 })
    if (profile.codes === 'native') expect(blocksOf(paper, lines)).toEqual(lines.map((line) => blockExpected(line, profile.columnCount)))
  })

  it('says what the text rendering says, word for word', () => {
    const words = (text: string): string => text.replace(/\[[^\]]*\]/g, ' ').replace(/-{8,}|(- ){8,}-?/g, ' ').replace(/\s+/g, ' ').trim()
    const said = words(ownText(paper, lines).map((line) => line.cells.join('')).join(' '))
    const text = words(renderText(document, profile.columnCount))
    expect(said).toBe(profile.codePages[0].name === 'cp437' ? text.replaceAll('×', 'x') : text)
  })

  it('is the same paper by the library encoder', () => {
    const theirs = readPaper(encodeNodeEscpos(lines, profile).subarray(0), profile.columnCount)
    const content = (read: Paper) => read.lines.filter((line) => line.kind !== 'feed' && !(line.kind === 'text' && line.cells.length === 0))
    expect(content(theirs)).toEqual(content(paper))
    expect(theirs.realTime).toEqual([])
  })
})

describe.each(Object.entries(goldenSales))('the receipt %s', (name, input) => {
  const document = writeReceipt(input)
  it('reads and looks as it always has', () => {
    expectKept(`${name}.txt`, renderText(document, 48))
    expectKept(`${name}.svg`, renderSvg(document))
  })

  it('looks on the screen as on the paper, cell by cell', () => {
    const profile = profiles[input.language === 'zh' ? 'gb18030-80mm' : 'epson-80mm']
    const lines = layOutReceipt(document, profile.columnCount)
    const paper = readPaper(encodeEscpos(lines, profile), profile.columnCount)
    const onPaper = ownText(paper, lines).map((line) => `${line.large ? 'large ' : ''}${line.strong ? 'strong ' : ''}${line.cells.join('').trimEnd()}`)
    expect(linesOnScreen(renderSvg(document), lines)).toEqual(onPaper)
  })
})

type Block = { readonly kind: string; readonly what: string }

/** The paper without the digits that stand below a bar code. */
function ownText(paper: Paper, lines: readonly ReceiptLine[]) {
  const laidOut = lines.filter((line) => line.kind === 'text')
  const texts = paper.lines.filter((line) => line.kind === 'text').filter((line) => line.align === 0)
  expect(texts).toHaveLength(laidOut.length)
  return texts
}

function blocksOf(paper: Paper, lines: readonly ReceiptLine[]): Block[] {
  ownText(paper, lines)
  return paper.lines.flatMap((line): Block[] => {
    if (line.kind === 'text') return line.align === 0 ? [{ kind: `text ${line.strong} ${line.large}`, what: line.cells.join('') }] : []
    if (line.kind === 'barcode') return [{ kind: line.system, what: line.data }]
    if (line.kind === 'picture') return [{ kind: 'picture', what: line.rows.join('\n') }]
    return [{ kind: line.kind, what: line.kind === 'qr' ? line.data : line.kind === 'feed' ? String(line.lineCount) : '' }]
  })
}

function blockExpected(line: ReceiptLine, columnCount: number): Block {
  switch (line.kind) {
    case 'text':
      return { kind: `text ${line.strong} ${line.large}`, what: line.text }
    case 'barcode':
      // A GS1-128 that does not fit the narrow paper is a QR code of the same elements.
      return { kind: line.symbology === 'gs1-128' && columnCount < 48 ? 'qr' : line.symbology, what: line.data.replace(/[()]/g, '') }
    case 'picture':
      return { kind: 'picture', what: pictureRows(line).map((row) => Array.from({ length: row.length * 8 }, (_, column) => (isBlack(row, column) ? '1' : '0')).join('')).join('\n') }
    case 'qr':
      return { kind: 'qr', what: line.data }
    case 'feed':
      return { kind: 'feed', what: String(line.lineCount) }
    case 'cut':
      return { kind: 'cut', what: '' }
  }
}

/** The lines of text of an SVG receipt: every run put on the column it is drawn at. */
function linesOnScreen(svg: string, lines: readonly ReceiptLine[]): string[] {
  const pieces = svg.split(/(?=<g transform="translate\(24 \d+\)">)/).slice(1)
  expect(pieces).toHaveLength(lines.length)
  const texts = pieces.filter((_, index) => lines[index]?.kind === 'text')
  return texts.map((piece) => {
    const size = Number(/font-size="(\d+)"/.exec(piece)?.[1] ?? 20)
    let line = ''
    for (const [, x, length, text] of piece.matchAll(/<text x="(\d+)" y="\d+" textLength="(\d+)"[^>]*>([^<]*)</g)) {
      const [column, columns] = [Number(x) / ((12 * size) / 20), Number(length) / ((12 * size) / 20)]
      line = line.padEnd(line.length + column - columnsOf(line)) + (text ?? '').replaceAll('&amp;', '&')
      expect(columnsOf(text ?? '')).toBe(columns)
    }
    return `${size === 40 ? 'large ' : ''}${piece.includes('font-weight="700"') ? 'strong ' : ''}${line}`
  })
}
