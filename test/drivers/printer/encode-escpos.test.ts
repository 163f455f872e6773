import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeEscpos } from '../../../drivers/printer/encode-escpos.ts'
import { encodeNodeEscpos } from '../../../drivers/printer/encode-node-escpos.ts'
import { profiles, type PrinterProfile } from '../../../drivers/printer/profiles.ts'
import { pulse } from '../../../drivers/printer/drawer.ts'
import { openPaper, receiptText } from '../../../drivers/simulator/paper.ts'
import { columnsOf } from '../../../src/domain/receipt/columns-of.ts'
import { layOutReceipt } from '../../../src/domain/receipt/lay-out-receipt.ts'
import { pictureOf } from '../../../src/domain/receipt/picture-rows.ts'
import type { ReceiptBlock } from '../../../src/domain/receipt/receipt-document.ts'
import { chineseReceipt, englishReceipt } from '../../support/drivers-receipts.ts'
import { readPaper, type Paper } from '../../support/receipt-reader.ts'

const profileList = Object.entries(profiles).map(([name, profile]) => ({ name, profile }))
const encoders = [{ encoder: 'lanewise', encode: encodeEscpos }, { encoder: 'escpos', encode: encodeNodeEscpos }]

function printed(blocks: readonly ReceiptBlock[], profile: PrinterProfile, encode: typeof encodeEscpos = encodeEscpos): { readonly bytes: Buffer; readonly paper: Paper } {
  const bytes = encode(layOutReceipt({ language: 'en', copy: false, blocks }, profile.columnCount), profile)
  return { bytes, paper: readPaper(bytes, profile.columnCount) }
}

const textOf = (paper: Paper): string[] => paper.lines.flatMap((line) => (line.kind === 'text' ? [line.cells.join('').trimEnd()] : []))
const epson = profiles['epson-80mm']

describe('what a printer can print', () => {
  it.each([
    { title: 'Western, Central European and Greek letters in one name', profile: epson, text: 'Café Štěpán €2 Ω Чай', says: 'Café Štěpán €2 Ω Чай', pages: [16, 18, 16, 0, 17, 16] },
    { title: 'one page alone', profile: epson, text: 'Crème brûlée 2 × 1.29 €', says: 'Crème brûlée 2 × 1.29 €', pages: [16] },
    { title: 'Chinese with accents beside it', profile: profiles['gb18030-80mm'], text: '鲜牛奶 é¥', says: '鲜牛奶 é¥', pages: [0] },
    { title: 'what it lacks, in the same columns', profile: profiles['plain-80mm'], text: '“Štěpán” — 鲜牛奶 2 × €', says: '"?t?pán" - ?????? 2 x E', pages: [0] },
    { title: 'a character of four bytes', profile: profiles['gb18030-80mm'], text: '𠮷野家 😀', says: '??野家 ??', pages: [0] },
  ])('$title', ({ profile, text, says, pages }) => {
    const { bytes, paper } = printed([{ kind: 'text', text, align: 'left' }], profile)
    expect({ said: textOf(paper), problems: paper.problems }).toEqual({ said: [says], problems: [] })
    const selected = Array.from(bytes.toString('latin1').matchAll(/\x1bt([\s\S])/g), ([, number]) => number?.charCodeAt(0))
    expect(selected).toEqual(pages)
  })

  it('a coupon barcode too wide for the paper becomes a QR code with the same elements', () => {
    const elements = '172612312559521234000013123456789'
    const codes = (profile: PrinterProfile) => printed(englishReceipt.blocks, profile).paper.lines.flatMap((line) => (line.kind === 'qr' ? [`qr ${line.data}`] : line.kind === 'barcode' ? [`${line.system} ${line.data}`] : []))
    expect(codes(profiles['epson-58mm'])).toContain(`qr ${elements}`)
    expect(codes(epson)).toContain(`gs1-128 ${elements}`)
  })

  it('elements of variable length are ended, by the command for GS1-128 and without it', () => {
    const blocks: ReceiptBlock[] = [{ kind: 'barcode', symbology: 'gs1-128', data: '(10)LOT7(17)271231(21)A1' }]
    for (const name of ['epson-80mm', 'citizen-80mm'] as const) expect(printed(blocks, profiles[name]).paper.lines[0]).toEqual({ kind: 'barcode', system: 'gs1-128', data: '10LOT7\x1d1727123121A1' })
    expect(printed(blocks, profiles['citizen-80mm']).bytes.includes(Buffer.from('{1(17)271231(21)A1'))).toBe(true)
  })

  it('a printer without codes of its own gets them drawn', () => {
    const pictures = printed(englishReceipt.blocks, profiles['plain-80mm']).paper.lines.flatMap((line) => (line.kind === 'picture' ? [line.rows] : []))
    expect(pictures).toHaveLength(4)
    const ean = pictures[2]?.[0] ?? ''
    // Ten modules of margin, then guard bars and the first digit pattern of 5901234123457, two dots a module.
    expect(ean.slice(20).replace(/0+$/, '').replace(/(.)\1/g, '$1')).toBe('10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101')
  })

  it('a full cut, a partial one, and none', () => {
    const cutOf = (name: keyof typeof profiles): string => printed([{ kind: 'cut' }], profiles[name]).bytes.subarray(-4).toString('hex')
    expect([cutOf('epson-80mm'), cutOf('star-80mm'), cutOf('plain-80mm').slice(2)]).toEqual(['1d564200', '1d564100', '1b6405'])
  })

  it('a picture dot by dot in the middle, in bands; one that is too wide smaller', () => {
    const picture = pictureOf(100, 300, (column, row) => column === row || column === 98)
    const { bytes, paper } = printed([{ kind: 'picture', ...picture }], epson)
    const rows = paper.lines.flatMap((line) => (line.kind === 'picture' ? line.rows : []))
    expect(rows).toHaveLength(300)
    expect(rows[5]).toBe(`${'0'.repeat(5)}1${'0'.repeat(92)}1${'0'.repeat(5)}`)
    expect(bytes.filter((_, at) => bytes.subarray(at, at + 3).equals(Buffer.from([0x1d, 0x76, 0x30])))).toHaveLength(3)
    const wide = printed([{ kind: 'picture', ...pictureOf(800, 10, (column) => column % 3 === 0) }], profiles['epson-58mm']).paper
    expect(wide.problems).toEqual([])
    expect(wide.lines[0]).toMatchObject({ kind: 'picture', rows: { length: 4 } })
  })

  it.each([
    { title: 'an EAN-13 of other than 13 digits', block: { kind: 'barcode', symbology: 'ean-13', data: '123' } as const },
    { title: 'Code 128 with letters it has not', block: { kind: 'barcode', symbology: 'code-128', data: 'é' } as const },
    { title: 'elements without AIs', block: { kind: 'barcode', symbology: 'gs1-128', data: '17261231' } as const },
    { title: 'a QR code with control characters', block: { kind: 'qr', data: 'a\x10\x04\x01' } as const },
    { title: 'a QR code that is too long', block: { kind: 'qr', data: '牛'.repeat(400) } as const },
  ])('$title is refused', ({ block }) => {
    for (const { profile } of profileList) expect(() => printed([block], profile)).toThrow(expect.objectContaining({ name: 'Unprintable' }))
  })
})

it('the simulated printer reads the same paper', () => {
  for (const [document, profile] of [[englishReceipt, epson], [englishReceipt, profiles['plain-58mm']], [chineseReceipt, profiles['gb18030-80mm']]] as const) {
    const { bytes, paper } = printed(document.blocks, profile)
    const simulated = openPaper(() => undefined)
    let rest = bytes
    for (let used = -1; used !== 0; rest = rest.subarray(used)) used = simulated.step(rest)
    simulated.tear()
    expect({ unknown: simulated.unknown, left: rest.length }).toEqual({ unknown: [], left: 0 })
    expect(simulated.receipts.map(receiptText).join('\n').split('\n').filter((line) => line !== '' && !line.startsWith('[') && line !== '~~~ torn ~~~')).toEqual(textOf(paper).filter((line) => line !== ''))
  }
})

describe.each(encoders)('by the $encoder encoder, whatever it says', ({ encode }) => {
  const nasty = ['\x1b@', '\x1bp\x00\x19\xfa', '\x10\x04\x01', '\x10\x14\x01\x00\x01', '\x10\x05\x02', '\x1dV\x00', '\x1c&', '\x1c.', '\x1bt\x10', '\x00', '\n', '\r', '\x7f', '\u0085', '\u009b', '\u2028', '\u200d', '\u0301', 'é', '€', '¥', '×', '中', '乗', '亅', '𠮷', '😀', 'Ω', 'Ж', '►', '◄', '↨', '§']
  const anyText = fc.string({ unit: fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 60 })
  const anyProfile = fc.constantFrom(...profileList.map(({ profile }) => profile))

  it('text never becomes a command and keeps its columns', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.boolean(), anyProfile, (left, right, large, profile) => {
        const blocks: ReceiptBlock[] = [{ kind: 'heading', text: left }, { kind: 'row', left, right, large }, { kind: 'text', text: right, align: 'centre', strong: true }, { kind: 'cut' }]
        const lines = layOutReceipt({ language: 'en', copy: false, blocks }, profile.columnCount)
        const { paper } = printed(blocks, profile, encode)
        expect({ problems: paper.problems, realTime: paper.realTime, kicks: paper.kicks }).toEqual({ problems: [], realTime: [], kicks: 0 })
        const texts = paper.lines.filter((line) => line.kind === 'text').slice(0, lines.length - 1)
        expect(texts.map((line) => [line.cells.length, line.strong, line.large])).toEqual(lines.flatMap((line) => (line.kind === 'text' ? [[columnsOf(line.text), line.strong, line.large]] : [])))
        expect(paper.lines.filter((line) => line.kind === 'cut')).toHaveLength(profile.hasCutter ? 1 : 0)
      }),
      { seed: 26, numRuns: 300 },
    )
  })

  it('codes and pictures never hold a command, and read back whole', () => {
    const data = fc.stringMatching(/^(16|04|05|20|01|[0-9A-z{}])+$/).map((text) => text.slice(0, 40))
    const bits = fc.infiniteStream(fc.boolean())
    const wide = { ...epson, dotCount: 5000 }
    fc.assert(
      fc.property(data, fc.string({ unit: fc.constantFrom(...Array.from('ab中é{}()\x1d0149')), minLength: 1, maxLength: 80 }), bits, (code, qr, dots) => {
        const picture = pictureOf(24, 40, () => dots.next().value === true)
        const { paper } = printed([{ kind: 'barcode', symbology: 'code-128', data: code }, { kind: 'qr', data: qr }, { kind: 'picture', ...picture }, { kind: 'cut' }], wide, encode)
        expect({ problems: paper.problems, realTime: paper.realTime, kicks: paper.kicks }).toEqual({ problems: [], realTime: [], kicks: 0 })
        expect(paper.lines.find((line) => line.kind === 'barcode')).toMatchObject({ data: code })
        expect(paper.lines.find((line) => line.kind === 'qr')).toMatchObject({ data: qr })
      }),
      { seed: 27, numRuns: 400 },
    )
  })
})

it('a picture made of nothing but commands is printed with a dot more here and there', () => {
  const commands = Buffer.from('1004011014010001100502'.repeat(8), 'hex')
  const { paper } = printed([{ kind: 'picture', widthDots: 8, heightDots: commands.length, dots: commands.toString('base64') }, { kind: 'cut' }], epson)
  expect(paper.realTime).toEqual([])
  expect(paper.problems).toEqual([])
})

it('no pulse to a drawer holds a command, whatever its times', () => {
  for (const pin of [2, 5] as const) {
    for (let onMs = 2; onMs <= 510; onMs += 2) for (let offMs = 2; offMs <= 510; offMs += 2) {
      const paper = readPaper(pulse({ pin, onMs, offMs }), 48)
      if (paper.realTime.length > 0 || paper.kicks !== 1) throw new Error(`on ${onMs} off ${offMs}`)
    }
  }
  expect(pulse({ pin: 2, onMs: 100, offMs: 500 }).toString('hex')).toBe('1b700032fa')
  expect(pulse({ pin: 5, onMs: 510, offMs: 510 }).toString('hex')).toBe('1b7001ffff')
})
