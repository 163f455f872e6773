import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeEscpos } from '../../../drivers/printer/encode-escpos.ts'
import { encodeNodeEscpos } from '../../../drivers/printer/encode-node-escpos.ts'
import { profiles, type PrinterProfile } from '../../../drivers/printer/profiles.ts'
import { openPaper, receiptText } from '../../../drivers/simulator/paper.ts'
import type { DeviceOrder } from '../../../src/contract/devices.ts'
import { columnsOf } from '../../../src/domain/receipt/columns-of.ts'
import { layOutReceipt } from '../../../src/domain/receipt/lay-out-receipt.ts'
import { chineseReceipt, englishReceipt } from '../../support/drivers-receipts.ts'

type ReceiptDocument = Extract<DeviceOrder, { type: 'print' }>['document']

/** The left column of a golden file: bytes as hex; what they mean stands to the right. */
function golden(name: string): Buffer {
  const lines = readFileSync(new URL(`../../golden/escpos/${name}.hex`, import.meta.url), 'utf8').split('\n')
  return Buffer.from(lines.filter((line) => !line.startsWith('#')).map((line) => line.split(' | ')[0]?.replaceAll(' ', '') ?? '').join(''), 'hex')
}

/** What a reader of its own makes of the bytes. */
function printed(bytes: Buffer): { readonly text: string; readonly unknown: readonly string[]; readonly left: number } {
  const paper = openPaper(() => undefined)
  let rest = bytes
  for (let used = -1; used !== 0; rest = rest.subarray(used)) used = paper.step(rest)
  paper.tear()
  return { text: paper.receipts.map(receiptText).join('\n=====\n'), unknown: paper.unknown, left: rest.length }
}

const encoded = (document: ReceiptDocument, profile: PrinterProfile): Buffer => encodeEscpos(layOutReceipt(document, profile.columnCount), profile)

describe('a receipt in ESC/POS', () => {
  const table = [
    { name: 'english-80mm', document: englishReceipt, profile: profiles['epson-80mm'] },
    { name: 'english-58mm', document: englishReceipt, profile: profiles['epson-58mm'] },
    { name: 'chinese-gb18030-80mm', document: chineseReceipt, profile: profiles['gb18030-80mm'] },
  ]
  it.each(table)('$name is the same to the byte', ({ name, document, profile }) => {
    expect(encoded(document, profile).toString('hex')).toBe(golden(name).toString('hex'))
  })

  it('is read back as it was laid out', () => {
    expect(printed(encoded(chineseReceipt, profiles['gb18030-80mm']))).toEqual({
      unknown: [],
      left: 0,
      text: ['        测试超市', '                   副本 COPY', '鲜牛奶 1 l x 2                          ¥23.80 A', '合计                                      ¥23.80'].join('\n'),
    })
  })

  it('a coupon barcode too wide for the paper becomes a QR code with the same elements', () => {
    const { text } = printed(encoded(englishReceipt, profiles['epson-58mm']))
    expect(text).toContain('[qr 172612312559521234000013123456789]')
    expect(printed(encoded(englishReceipt, profiles['epson-80mm'])).text).toContain('[gs1-128 172612312559521234000013123456789]')
  })

  it('the library encoder prints the same paper', () => {
    for (const { document, profile } of table) {
      const ours = printed(encoded(document, profile))
      const theirs = printed(encodeNodeEscpos(layOutReceipt(document, profile.columnCount), profile))
      // The library feeds three lines before it cuts.
      expect({ ...theirs, text: theirs.text.trimEnd() }).toEqual({ ...ours, text: ours.text.trimEnd() })
    }
  })

  it('a barcode that its symbology cannot carry is refused', () => {
    const document: ReceiptDocument = { language: 'en', copy: false, blocks: [{ kind: 'barcode', symbology: 'ean-13', data: '123' }] }
    expect(() => encoded(document, profiles['epson-80mm'])).toThrow('13 digits')
  })
})

describe('any text', () => {
  const anyText = fc.string({ unit: fc.oneof(fc.constantFrom(...Array.from('€¥×é ñ“”—中文牛奶１😀\x1b\x1d\x10\x04')), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 80 })

  it('keeps its columns, and never speaks to the printer', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...Object.values(profiles)), (text, profile) => {
        const document: ReceiptDocument = { language: 'en', copy: false, blocks: [{ kind: 'text', text, align: 'left' }, { kind: 'cut' }] }
        const bytes = encoded(document, profile)
        const { text: paper, unknown, left } = printed(bytes)
        expect({ unknown, left }).toEqual({ unknown: [], left: 0 })
        for (const line of paper.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(profile.columnCount)
        expect(realTimeCommandsIn(bytes)).toBe(0)
      }),
      { seed: 26, numRuns: 500 },
    )
  })

  it('barcodes of any digits never hold a real-time command, and read back whole', () => {
    const digits = fc.stringMatching(/^(16|04|05|20|01|[0-9A-z{}])*$/).map((text) => text.slice(0, 40)).filter((text) => text.length > 0)
    fc.assert(
      fc.property(digits, (data) => {
        const bytes = encoded({ language: 'en', copy: false, blocks: [{ kind: 'barcode', symbology: 'code-128', data }, { kind: 'cut' }] }, { ...profiles['epson-80mm'], dotCount: 5000 })
        expect(realTimeCommandsIn(bytes)).toBe(0)
        expect(printed(bytes).text.split('\n')[0]).toBe(`[code-128 ${data}]`)
      }),
      { seed: 27, numRuns: 1000 },
    )
  })
})

/** DLE followed by EOT, ENQ or DC4 anywhere at all. */
function realTimeCommandsIn(bytes: Buffer): number {
  return Array.from(bytes).filter((byte, at) => byte === 0x10 && [0x04, 0x05, 0x14].includes(bytes[at + 1] ?? 0)).length
}
