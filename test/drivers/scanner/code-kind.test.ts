import { describe, expect, it } from 'vitest'
import { nameCode, type CodeKind } from '../../../drivers/scanner/code-kind.ts'
import { ssiCodeKind } from '../../../drivers/scanner/ssi-code-type.ts'

const table: { title: string; kind: CodeKind; text: string; expected: { text: string; aim: string | undefined } }[] = [
  { title: 'EAN-13', kind: 'ean-13', text: '5901234123457', expected: { text: '5901234123457', aim: ']E0' } },
  { title: 'UPC-A gets the zero its identifier promises', kind: 'upc-a', text: '012345678905', expected: { text: '0012345678905', aim: ']E0' } },
  { title: 'UPC-A with its zero already', kind: 'upc-a', text: '0012345678905', expected: { text: '0012345678905', aim: ']E0' } },
  { title: 'UPC-A with two more digits is no GTIN-14', kind: 'upc-a', text: '01234567890512', expected: { text: '001234567890512', aim: ']E3' } },
  { title: 'EAN-13 with five more digits', kind: 'ean-13', text: '590123412345712345', expected: { text: '590123412345712345', aim: ']E3' } },
  { title: 'UPC-E', kind: 'upc-e', text: '01234565', expected: { text: '01234565', aim: ']E0' } },
  { title: 'UPC-E with five more digits is never thirteen digits of an EAN', kind: 'upc-e', text: '0123456512345', expected: { text: '01234565', aim: ']E0' } },
  { title: 'EAN-8 with two more digits', kind: 'ean-8', text: '9638507412', expected: { text: '96385074', aim: ']E4' } },
  { title: 'either of both, eight digits: the lane judges', kind: 'upc-or-ean', text: '96385074', expected: { text: '96385074', aim: undefined } },
  { title: 'DataBar without its application identifier: the lane judges', kind: 'data-bar', text: '09521234543213', expected: { text: '09521234543213', aim: undefined } },
  { title: 'DataBar', kind: 'data-bar', text: '0109521234543213', expected: { text: '0109521234543213', aim: ']e0' } },
  { title: 'GS1-128', kind: 'gs1-128', text: '10LOT', expected: { text: '10LOT', aim: ']C1' } },
]

describe('naming a code by its AIM identifier', () => {
  for (const { title, kind, text, expected } of table) it(title, () => expect(nameCode(kind, text)).toEqual(expected))
})

describe('code types of SSI', () => {
  it.each<[string, number, CodeKind | undefined]>([
    ['EAN-13', 0x0b, 'ean-13'], ['UPC-A', 0x08, 'upc-a'], ['GS1-128', 0x0f, 'gs1-128'], ['QR', 0x1c, 'qr'], ['Data Matrix', 0x1b, 'data-matrix'], ['DataBar Expanded', 0x32, 'data-bar'],
    ['EAN-13 with two more digits', 0x4b, 'ean-13'], ['EAN-13 with five', 0x8b, 'ean-13'], ['UPC-A with two', 0x48, 'upc-a'], ['UPC-E with five', 0x89, 'upc-e'],
    ['GS1 Data Matrix, whose bits are no add-on', 0xc1, 'gs1-data-matrix'], ['one that nobody knows', 0x7f, undefined],
  ])('%s', (_title, type, kind) => expect(ssiCodeKind(type)).toBe(kind))
})
