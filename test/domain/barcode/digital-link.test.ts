import { describe, expect, it } from 'vitest'
import { identify } from '../../../src/domain/barcode/identify.ts'
import { readScan } from '../../../src/domain/barcode/read-scan.ts'

const gtin = '09521234543213'
const scanned = (text: string, aim: string | undefined = ']Q1') => identify(text, { aim, source: 'scanner', ownCodes: [] })

describe('a GS1 Digital Link names its item', () => {
  it.each([
    ['on the domain of GS1', `https://id.gs1.org/01/${gtin}`],
    ['on any other, with a port and a stem', `http://shop.example:8080/de/p/01/${gtin}`],
    ['in capitals', `HTTPS://EXAMPLE.COM/01/${gtin}`],
    ['in thirteen digits', 'https://example.com/01/9521234543213'],
    ['with a slash behind it', `https://example.com/01/${gtin}/`],
    ['with words of the web site', `https://example.com/01/${gtin}?utm_source=x&lang=de;theme=dark`],
    ['with a fragment', `https://example.com/01/${gtin}#10/AB?17=261130`],
    ['behind a stem that looks like a key', `https://example.com/2026/01/p/01/${gtin}`],
    ['behind a key that it belongs to', `https://example.com/414/9521234000006/01/${gtin}`],
  ])('%s', (_, address) => expect(scanned(address)).toEqual({ kind: 'item', gtin }))

  it('in eight and twelve digits', () => {
    expect(scanned('https://example.com/01/96385074')).toEqual({ kind: 'item', gtin: '00000096385074' })
    expect(scanned('https://example.com/01/416000336108')).toEqual({ kind: 'item', gtin: '00416000336108' })
  })

  it('with qualifiers in the path and the rest in the query, percent signs undone', () => {
    expect(scanned(`https://example.com/01/${gtin}/22/2A/10/A%2FB/21/7?17=261130&3103=000750&15=261101`)).toEqual({ kind: 'item', gtin, lot: 'A/B', serial: '7', expiresOn: '2026-11-30', bestBefore: '2026-11-01', grams: 750 })
  })

  it('with a lot that is called like a key', () => {
    expect(scanned(`https://example.com/01/${gtin}/10/01`)).toEqual({ kind: 'item', gtin, lot: '01' })
  })

  it.each([']d1', ']J0', undefined])('from the symbology %s', (aim) => expect(scanned(`https://example.com/01/${gtin}`, aim)).toEqual({ kind: 'item', gtin }))
})

describe('other keys are told apart', () => {
  it.each([
    ['a pallet', '00/395212340000000014', { kind: 'not-for-sale', names: 'pallet' }],
    ['a document', '253/9521234500018AB', { kind: 'not-for-sale', names: 'document' }],
    ['a place with its extension', '414/9521234000006/254/7', { kind: 'not-for-sale', names: 'place' }],
    ['a payment slip', '415/9521234000006/8020/X', { kind: 'not-for-sale', names: 'place' }],
    ['an asset', '8004/9521234A', { kind: 'not-for-sale', names: 'asset' }],
    ['a piece of an item', `8006/${gtin}0102/10/AB`, { kind: 'not-for-sale', names: 'piece' }],
    ['a coupon', '255/9521234500018030001123456?17=261231', { kind: 'coupon', reference: '9521234500018', serial: '030001123456', expiresOn: '2026-12-31' }],
    ['a club card', '8018/952123400000000017/8019/3', { kind: 'member-card', number: '952123400000000017' }],
  ])('%s', (_, path, identified) => expect(scanned(`https://example.com/${path}`)).toEqual(identified))
})

describe('what is no right Digital Link is refused with its reason', () => {
  it.each([
    ['a web address of something else', 'https://example.com/menu', 'unknown-format', 'a web address without a GS1 key'],
    ['an address without a path', 'https://example.com', 'unknown-format', 'a web address without a GS1 key'],
    ['a wrong check digit', 'https://example.com/01/09521234543214', 'element-string', 'AI 01: check digit'],
    ['eleven digits', 'https://example.com/01/95212345432', 'element-string', 'AI 01: 11 characters, not 14'],
    ['qualifiers out of order', `https://example.com/01/${gtin}/21/7/10/AB`, 'element-string', 'AI 21, 10: not the qualifiers of AI 01 in their order'],
    ['a qualifier twice', `https://example.com/01/${gtin}/10/AB/10/AB`, 'element-string', 'AI 10, 10: not the qualifiers of AI 01 in their order'],
    ['qualifiers of two runs', `https://example.com/01/${gtin}/22/A/235/B`, 'element-string', 'AI 22, 235: not the qualifiers of AI 01 in their order'],
    ['a qualifier of another key', `https://example.com/01/${gtin}/254/1`, 'element-string', 'AI 254: not the qualifiers of AI 01 in their order'],
    ['a date that is none in the query', `https://example.com/01/${gtin}?17=261301`, 'element-string', 'AI 17: no such day'],
    ['a blank in a lot', `https://example.com/01/${gtin}/10/A%20B`, 'element-string', 'AI 10: a character GS1 does not allow'],
    ['a letter outside ASCII', `https://example.com/01/${gtin}/10/%C3%A9`, 'element-string', 'AI 10: a character GS1 does not allow'],
    ['another item in the query', `https://example.com/01/${gtin}?01=05901234123457`, 'several-codes', 'AI 01: given twice'],
  ])('%s', (_, address, unreadable, detail) => expect(scanned(address)).toMatchObject({ unreadable, detail }))

  it.each([
    ['a GTIN', 'https://dlnkd.tn.gg/ARFKk4XB0CDKWcnpq'],
    ['a pallet', 'https://id.gs1.org/AN2yxDhfaiaw'],
    ['all behind a plain GTIN', `https://example.com/01/${gtin}/IGCFKnMqx7`],
  ])('a compressed link of %s', (_, address) => expect(scanned(address)).toMatchObject({ unreadable: 'compressed-link' }))

  it('a word that is as long as a compressed link is no such link', () => {
    for (const word of ['shopping-lists', 'ABCDEFGHIJKL', 'Angebote2026_Herbst']) expect(scanned(`https://example.com/${word}`)).toMatchObject({ unreadable: 'unknown-format' })
  })
})

describe('what does not change the item is taken with a warning', () => {
  const warningsOf = (address: string) => readScan(address, { source: 'scanner', ownCodes: [] })

  it.each([
    ['a serial number in the query', '?21=7', { kind: 'item', gtin, serial: '7' }, ['AI 21 does not belong in the query']],
    ['a number that is no identifier', '?2026=7&99=X', { kind: 'item', gtin }, ['2026 in the query is no application identifier']],
    ['a missing companion', '?250=7', { kind: 'item', gtin }, ['AI 250 needs 01+21, 03+21 or 8006+21']],
  ])('%s', (_, query, outcome, warnings) => expect(warningsOf(`https://example.com/01/${gtin}${query}`)).toMatchObject({ outcome, warnings }))
})
