import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf } from '../../../src/domain/receipt/columns-of.ts'
import { layOutReceipt, type ReceiptLine } from '../../../src/domain/receipt/lay-out-receipt.ts'
import type { ReceiptBlock } from '../../../src/domain/receipt/receipt-document.ts'

function laidOut(columnCount: number, ...blocks: ReceiptBlock[]): ReceiptLine[] {
  return layOutReceipt({ language: 'en', copy: false, blocks }, columnCount)
}

function texts(lines: readonly ReceiptLine[]): string[] {
  return lines.map((line) => (line.kind === 'text' ? line.text : line.kind))
}

describe('width on paper', () => {
  it.each([
    ['Milk 1 l', 8], ['牛奶', 4], ['牛奶1升', 7], ['，！', 4], ['e\u0301', 1], ['é×…', 3], ['👍', 2], ['', 0],
  ])('%j takes %i columns', (text, columnCount) => expect(columnsOf(text)).toBe(columnCount))
})

describe('a row', () => {
  it('has its name at the left and its amount at the right', () => {
    expect(texts(laidOut(20, { kind: 'row', left: 'Milk', right: '1.29 A' }))).toEqual(['Milk          1.29 A'])
  })

  it('wraps a long name at spaces and keeps the amount on its last line', () => {
    expect(texts(laidOut(20, { kind: 'row', left: 'Extra virgin olive oil', right: '8.75 A' }))).toEqual(['Extra virgin        ', 'olive oil     8.75 A'])
  })

  it('counts a Chinese character as two columns', () => {
    expect(texts(laidOut(16, { kind: 'row', left: '特级初榨橄榄油', right: '8.75 A' }))).toEqual(['特级初榨        ', '橄榄油    8.75 A'])
  })

  it('moves an amount to its own line when it leaves too little for the name', () => {
    expect(texts(laidOut(16, { kind: 'row', left: 'Olive oil', right: '10000.00 A' }))).toEqual(['Olive oil       ', '      10000.00 A'])
  })

  it('indents every line', () => {
    expect(texts(laidOut(18, { kind: 'row', left: 'Coffee week offer', right: '-1.00', indent: 2 }))).toEqual(['  Coffee          ', '  week offer -1.00'])
  })

  it('prints large over half as many columns, and at single width when the amount does not fit there', () => {
    expect(laidOut(32, { kind: 'row', left: 'TOTAL', right: '12.34', large: true })).toEqual([{ kind: 'text', text: 'TOTAL      12.34', strong: false, large: true }])
    expect(laidOut(16, { kind: 'row', left: 'SUM', right: '123456.78', large: true })).toEqual([{ kind: 'text', text: 'SUM    123456.78', strong: false, large: false }])
  })
})

describe('other blocks', () => {
  it('centres headings over half the columns, strong and large', () => {
    expect(laidOut(32, { kind: 'heading', text: 'Corner Market' })).toEqual([{ kind: 'text', text: ' Corner Market  ', strong: true, large: true }])
  })

  it('breaks a word longer than the paper and loses none of it', () => {
    expect(texts(laidOut(16, { kind: 'text', align: 'left', text: 'https://example.com/recipes' })).map((line) => line.trimEnd()).join('')).toBe('https://example.com/recipes')
  })

  it('passes codes, feeds and cuts on', () => {
    const blocks: ReceiptBlock[] = [{ kind: 'barcode', symbology: 'ean-13', data: '2700000000014' }, { kind: 'qr', data: 'x' }, { kind: 'feed', lineCount: 3 }, { kind: 'cut' }]
    expect(laidOut(32, ...blocks)).toEqual(blocks)
  })

  it('keeps control characters of a name away from the printer', () => {
    expect(texts(laidOut(16, { kind: 'text', align: 'left', text: 'Tea\u001bp\u0000\u2066x\ud800' }))).toEqual(['Tea p x?        '])
  })
})

const anyText = fc.string({ unit: fc.oneof(fc.constantFrom(...'abc xyz 0123.-牛奶橄榄油，é👍\u0301\u001b\n'), fc.constantFrom('ﬁ', '\u200b', '한', 'カ')), maxLength: 60 })
const anyBlock: fc.Arbitrary<ReceiptBlock> = fc.oneof(
  anyText.map((text) => ({ kind: 'heading' as const, text })),
  fc.record({ kind: fc.constant('text' as const), text: anyText, align: fc.constantFrom('left' as const, 'centre' as const) }),
  fc.record({ kind: fc.constant('row' as const), left: anyText, right: anyText, indent: fc.integer({ min: 0, max: 8 }), large: fc.boolean() }),
)

it('every line fills the paper exactly, whatever it says', () => {
  fc.assert(fc.property(anyBlock, fc.integer({ min: 16, max: 64 }), (block, columnCount) => {
    for (const line of laidOut(columnCount, block)) {
      if (line.kind === 'text') expect(columnsOf(line.text)).toBe(line.large ? Math.floor(columnCount / 2) : columnCount)
    }
  }), { seed: 71, numRuns: 1000 })
})

it('no amount that fits the paper is ever broken', () => {
  const amount = fc.integer({ min: 0, max: 99_999_999 }).map((minor) => `-${(minor / 100).toFixed(2)} A`)
  fc.assert(fc.property(anyText, amount, fc.boolean(), fc.integer({ min: 16, max: 64 }), (left, right, large, columnCount) => {
    const found = texts(laidOut(columnCount, { kind: 'row', left, right, large })).filter((line) => line.endsWith(right))
    expect(found).toHaveLength(1)
  }), { seed: 72, numRuns: 1000 })
})
