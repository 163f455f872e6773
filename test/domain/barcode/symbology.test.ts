import { describe, expect, it } from 'vitest'
import { identify } from '../../../src/domain/barcode/identify.ts'
import { demoOwnCodes, writeOwnCode } from '../../../src/domain/barcode/own-codes.ts'
import { readScan } from '../../../src/domain/barcode/read-scan.ts'

const scanned = (text: string, aim?: string) => identify(text, { aim, source: 'scanner', ownCodes: demoOwnCodes })
const ean13 = '9521234543213'
const item = { kind: 'item', gtin: `0${ean13}` }
const card = writeOwnCode('29MMMMMMMMMMC', { M: '0000001234' })

describe('a symbology says what its digits may be', () => {
  it.each([
    ['EAN-13', ']E0', ean13, item],
    ['EAN-13 from a Zebra scanner', ']X9', ean13, item],
    ['a book from a Honeywell scanner', ']X0', '9780306406157', { kind: 'item', gtin: '09780306406157' }],
    ['UPC-A in its own twelve digits', ']E0', '416000336108', { kind: 'item', gtin: '00416000336108' }],
    ['UPC-A from a Zebra scanner', ']Xg', '416000336108', { kind: 'item', gtin: '00416000336108' }],
    ['UPC-E', ']E0', '04252614', { kind: 'item', gtin: '00042100005264' }],
    ['UPC-E from a Zebra scanner', ']Xk', '04252614', { kind: 'item', gtin: '00042100005264' }],
    ['EAN-8', ']E4', '96385074', { kind: 'item', gtin: '00000096385074' }],
    ['EAN-8 from a Zebra scanner', ']XC', '96385074', { kind: 'item', gtin: '00000096385074' }],
    ['ITF', ']I1', '19521234543210', { kind: 'item', gtin: '19521234543210' }],
    ['DataBar from a Zebra scanner', ']Xr', `010${ean13}`, item],
    ['GS1 QR', ']Q3', `010${ean13}`, item],
    ['GS1 DataMatrix', ']d2', `010${ean13}`, item],
    ['GS1 DotCode', ']J1', `010${ean13}`, item],
    ['the second half of a composite', ']e1', `010${ean13}`, item],
  ])('%s %s', (_, aim, text, identified) => expect(scanned(text, aim)).toEqual(identified))

  it.each([
    ['an EAN-8 that is no UPC-E', ']E0', '96385074', 'check-digit'],
    ['a UPC-E that is no EAN-8', ']E4', '04252614', 'check-digit'],
    ['fourteen digits', ']E0', '19521234543210', 'incomplete'],
    ['thirteen digits', ']E4', ean13, 'incomplete'],
    ['digits beside the code without a word of them', ']E0', `${ean13}12345`, 'incomplete'],
    ['an ITF of eight digits that would be an item', ']I1', '96385074', 'incomplete'],
    ['an ITF of twelve', ']I0', '416000336108', 'incomplete'],
    ['letters', ']E0', '123ABC4567890', 'unknown-format'],
    ['an element string', ']E0', `010${ean13}`, 'incomplete'],
    ['an item number where elements should be', ']C1', '5901234123457', 'element-string'],
  ])('%s under %s is refused', (_, aim, text, unreadable) => expect(scanned(text, aim)).toMatchObject({ unreadable }))

  it.each([']C0', ']A0', ']G0', ']F0', ']L0', ']z0', ']U0', ']Q1', ']d1', ']J0', ']X?', ']Z9'])('under %s only the store’s own codes are read', (aim) => {
    expect(scanned(card, aim)).toEqual({ kind: 'member-card', number: '0000001234' })
    expect(scanned(ean13, aim)).toMatchObject({ unreadable: 'unknown-format' })
    expect(scanned(`010${ean13}`, aim)).toMatchObject({ unreadable: 'unknown-format' })
    expect(scanned('HELLO', aim)).toMatchObject({ unreadable: 'unknown-format' })
  })

  it.each([']C0', ']A0', ']L0', ']z0'])('no web address is read under %s', (aim) => {
    expect(scanned(`https://example.com/01/0${ean13}`, aim)).toMatchObject({ unreadable: 'unknown-format' })
  })

  it('the reader names the symbology, and none where the scanner named none', () => {
    const named = (text: string) => readScan(text, { source: 'scanner', ownCodes: [] }).symbology
    expect([`]E0${ean13}`, `]C1010${ean13}`, ']Q1HELLO', ']I119521234543210', ean13].map(named)).toEqual(['ean-13', 'gs1-128', 'qr', 'itf', undefined])
  })
})

describe('digits beside a magazine or book', () => {
  it.each([
    ['a book with its price', '978030640615751995', ']E3', { kind: 'item', gtin: '09780306406157', addOn: '51995' }],
    ['a magazine with its issue', '977123456700307', ']E3', { kind: 'item', gtin: '09771234567003', addOn: '07' }],
    ['a UPC-A with two', '41600033610807', ']E3', { kind: 'item', gtin: '00416000336108', addOn: '07' }],
    ['a book from a scanner that says nothing', '978030640615751995', undefined, { kind: 'item', gtin: '09780306406157', addOn: '51995' }],
    ['a magazine from a scanner that says nothing', '977123456700307', undefined, { kind: 'item', gtin: '09771234567003', addOn: '07' }],
    ['two digits alone', '07', ']E1', { kind: 'add-on', digits: '07' }],
    ['five digits alone', '51995', ']E2', { kind: 'add-on', digits: '51995' }],
  ])('%s', (_, text, aim, identified) => expect(scanned(text, aim)).toEqual(identified))

  it.each([
    ['three digits', '951', ']E1', 'incomplete'],
    ['a whole item where two digits should be', ean13, ']E1', 'incomplete'],
    ['a code of the wrong check digit', '977123456700407', ']E3', 'check-digit'],
    ['a code without digits beside it', '9771234567003', ']E3', 'incomplete'],
    ['other goods with five digits more, from a scanner that says nothing', `${ean13}51995`, undefined, 'incomplete'],
  ])('%s: refused', (_, text, aim, unreadable) => expect(scanned(text, aim)).toMatchObject({ unreadable }))
})

describe('eight digits that nobody named', () => {
  const unnamed = (text: string, unnamedEightDigits?: 'ean-8' | 'upc-e') => identify(text, { source: 'scanner', ownCodes: [], unnamedEightDigits })

  it('are EAN-8, and a wrong one is no UPC-E by chance', () => {
    expect(unnamed('01234503')).toEqual({ kind: 'item', gtin: '00000001234503' })
    expect(unnamed('04252614')).toMatchObject({ unreadable: 'check-digit' })
  })

  it('are UPC-E when they begin with 0 or 1 and the store says so', () => {
    expect(unnamed('04252614', 'upc-e')).toEqual({ kind: 'item', gtin: '00042100005264' })
    expect(unnamed('01234503', 'upc-e')).toMatchObject({ unreadable: 'check-digit' })
    expect(unnamed('96385074', 'upc-e')).toEqual({ kind: 'item', gtin: '00000096385074' })
  })
})

describe('element strings from a scanner that says nothing', () => {
  it('are read with letters when all of them are right', () => {
    expect(scanned(`010${ean13}1726113010AB-12`)).toEqual({ ...item, expiresOn: '2026-11-30', lot: 'AB-12' })
  })
  it.each([
    ['one of them is wrong', `010${ean13}1726133010AB-12`],
    ['they do not belong together', `010${ean13}37000005`],
    ['they name no item', '00395212340000000014AB'],
  ])('are nothing when %s', (_, text) => expect(scanned(text)).not.toHaveProperty('kind'))
})

describe('labels of variable measure', () => {
  const prefixes = ['02', ...Array.from({ length: 10 }, (_, digit) => `2${digit}`)]

  it.each(prefixes)('a store may give prefix %s to prices, to weights or to verified prices', (prefix) => {
    for (const [kind, rest] of [['price-label', 'IIIIIPPPPPC'], ['weight-label', 'IIIIIWWWWWC'], ['price-label', 'IIIIIVPPPPC'], ['weight-label', 'IIIIIVWWWWC'], ['price-label', 'IIIIVPPPPPC']] as const) {
      const pattern = prefix + rest
      const label = writeOwnCode(pattern, { I: 1234, P: 1999, W: 1999 })
      const measure = kind === 'price-label' ? { priceMinor: 1999 } : { grams: 1999 }
      expect(identify(label, { aim: ']E0', source: 'scanner', ownCodes: [{ kind, pattern }] })).toEqual({ kind, plu: rest.startsWith('IIIII') ? '01234' : '1234', ...measure })
    }
  })

  it('a wrong digit in a verified price is found by its verifier even where the check digit was made to fit', () => {
    const label = writeOwnCode('24IIIIVPPPPPC', { I: 1234, P: 14_685 })
    expect(label.slice(6, 7)).toBe('6')
    const forged = writeOwnCode('24IIIINPPPPPC', { I: 1234, N: 6, P: 14_689 })
    expect(identify(forged, { source: 'scanner', ownCodes: [{ kind: 'price-label', pattern: '24IIIIVPPPPPC' }] })).toMatchObject({ unreadable: 'verifier-digit' })
  })
})
