import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit } from '../../../src/domain/barcode/check-digit.ts'
import { identify } from '../../../src/domain/barcode/identify.ts'
import { demoOwnCodes, writeOwnCode } from '../../../src/domain/barcode/own-codes.ts'
import type { ScanGiven } from '../../../src/domain/barcode/read-scan.ts'

const gs = '\u001d'

function scanned(text: string, aim?: string, ownCodes: ScanGiven['ownCodes'] = demoOwnCodes) {
  return identify(text, { aim, source: 'scanner', ownCodes })
}

function keyed(text: string) {
  return identify(text, { source: 'keyed', ownCodes: demoOwnCodes })
}

describe('a product code is an item, as GTIN-14', () => {
  it.each([
    ['EAN-13', '9521234543213', ']E0', '09521234543213'],
    ['EAN-13 without a word from the scanner', '5901234123457', undefined, '05901234123457'],
    ['UPC-A', '416000336108', undefined, '00416000336108'],
    ['UPC-A with the zero of EAN-13', '0416000336108', ']E0', '00416000336108'],
    ['EAN-8', '02345673', ']E4', '00000002345673'],
    ['EAN-8 without a word from the scanner', '96385074', undefined, '00000096385074'],
    ['UPC-E ending in 5 to 9', '01234565', ']E0', '00012345000065'],
    ['EAN-8 with a leading zero', '02345673', undefined, '00000002345673'],
    ['UPC-E ending in 0', '04252614', ']E0', '00042100005264'],
    ['UPC-E ending in 3', '01234531', ']Xk', '00012300000451'],
    ['UPC-E ending in 4', '01234543', ']E0', '00012340000053'],
    ['ITF-14', '19521234543210', ']I1', '19521234543210'],
    ['an in-store number of no pattern', '2512345678908', undefined, '02512345678908'],
    ['DataBar without a word from the scanner', '0109521234543213', undefined, '09521234543213'],
    ['a code with an AIM identifier in its text', ']E09521234543213', undefined, '09521234543213'],
    ['a code with its line end', '9521234543213\r\n', undefined, '09521234543213'],
  ])('%s', (_, text, aim, gtin) => expect(scanned(text, aim)).toEqual({ kind: 'item', gtin }))

  it('keyed in 8, 12, 13 and 14 digits, also from a Chinese keyboard', () => {
    expect(keyed('96385074')).toEqual({ kind: 'item', gtin: '00000096385074' })
    expect(keyed('416000336108')).toEqual({ kind: 'item', gtin: '00416000336108' })
    expect(keyed('19521234543210')).toEqual({ kind: 'item', gtin: '19521234543210' })
    expect(keyed('９５２１２３４５４３２１３')).toEqual({ kind: 'item', gtin: '09521234543213' })
  })
})

describe('the shop’s own codes', () => {
  it.each([
    ['price label', '21IIIIIPPPPPC', { I: '04011', P: 299 }, { kind: 'price-label', plu: '04011', priceMinor: 299 }],
    ['weight label', '22IIIIIWWWWWC', { I: '04011', W: 750 }, { kind: 'weight-label', plu: '04011', grams: 750 }],
    ['price label with verifier', '23IIIIIVPPPPC', { I: '04011', P: 2875 }, { kind: 'price-label', plu: '04011', priceMinor: 2875 }],
    ['badge', '26BBBBBBBBBBC', { B: 7 }, { kind: 'badge', number: '0000000007' }],
    ['receipt', '27RRRRRRRRRRC', { R: 300041 }, { kind: 'receipt', number: '0000300041' }],
    ['list', '28LLLLLLLLLLC', { L: '1000000012' }, { kind: 'list', number: '1000000012' }],
    ['club card', '29MMMMMMMMMMC', { M: '0000001234' }, { kind: 'member-card', number: '0000001234' }],
  ] as const)('%s', (_, pattern, values, identified) => {
    const code = writeOwnCode(pattern, values)
    expect(code).toHaveLength(13)
    expect(scanned(code)).toEqual(identified)
    expect(keyed(code)).toEqual(identified)
    expect(identify(code, { source: 'card-reader', ownCodes: demoOwnCodes })).toEqual(identified)
  })

  it.each([
    ['a five-digit price', '20IIIIIPPPPPC', '2001234012348', { kind: 'price-label', plu: '01234', priceMinor: 1234 }],
    ['another five-digit price', '20IIIIIPPPPPC', '2012345007857', { kind: 'price-label', plu: '12345', priceMinor: 785 }],
    ['a five-digit weight', '21IIIIIWWWWWC', '2112345014999', { kind: 'weight-label', plu: '12345', grams: 1499 }],
    ['a verified price of UPC-A', '2IIIIIVPPPPC', '212345703496', { kind: 'price-label', plu: '12345', priceMinor: 349 }],
    ['a verified price of UPC-A, sent as EAN-13', '2IIIIIVPPPPC', '0212345703496', { kind: 'price-label', plu: '12345', priceMinor: 349 }],
  ] as const)('%s', (_, pattern, code, identified) => {
    expect(scanned(code, undefined, [{ kind: identified.kind, pattern }])).toEqual(identified)
  })

  it('a label whose price verifier is wrong sells nothing', () => {
    const label = writeOwnCode('23IIIIINPPPPC', { I: '04011', N: 3, P: 2875 })
    expect(scanned(label)).toEqual({ unreadable: 'verifier-digit', detail: '23IIIIIVPPPPC', shown: label })
  })

  it('prefix 21 is a plain item number where the store says so', () => {
    const code = writeOwnCode('21IIIIIPPPPPC', { I: '04011', P: 299 })
    expect(scanned(code, ']E0', demoOwnCodes.filter(({ pattern }) => !pattern.startsWith('21')))).toEqual({ kind: 'item', gtin: `0${code}` })
  })
})

describe('digits typed by the cashier', () => {
  it.each(['7', '4011', '04011'])('%s is an item number', (plu) => expect(keyed(plu)).toEqual({ kind: 'plu', plu }))
  it('a scanner never gives an item number', () => expect(scanned('4011')).toEqual({ unreadable: 'incomplete', detail: '4 digits', shown: '4011' }))
})

describe('element strings of GS1', () => {
  const reference = '9521234500018'

  it.each([
    ['GTIN, lot and expiry', `01095212345432131726113010AB-12${gs}99X`, ']C1', { kind: 'item', gtin: '09521234543213', lot: 'AB-12', expiresOn: '2026-11-30' }],
    ['expiry on day 00 is the last of the month', '010952123454321317280200', ']e0', { kind: 'item', gtin: '09521234543213', expiresOn: '2028-02-29' }],
    ['a weighed pack', '01995212345432163103000750', ']e0', { kind: 'item', gtin: '99521234543216', grams: 750 }],
    ['a weighed pack with its price', `0199521234543216392200299${gs}3102000075`, ']e0', { kind: 'item', gtin: '99521234543216', grams: 750, price: '2.99' }],
    ['a pack that expires by the hour', '010952123454321370032611301800', ']d2', { kind: 'item', gtin: '09521234543213', expiresOn: '2026-11-30' }],
    ['a club card by its GSRN', '8018952123400000000017', ']C1', { kind: 'member-card', number: '952123400000000017' }],
    ['a coupon', `17261231255${reference}030001123456`, ']C1', { kind: 'coupon', reference, serial: '030001123456', expiresOn: '2026-12-31' }],
    ['a coupon from a scanner that says nothing', `17261231255${reference}030001123456`, undefined, { kind: 'coupon', reference, serial: '030001123456', expiresOn: '2026-12-31' }],
    ['a coupon from the QR code of a receipt', `(17)261231(255)${reference}030001123456`, ']Q1', { kind: 'coupon', reference, serial: '030001123456', expiresOn: '2026-12-31' }],
    ['a separator in front', `${gs}0109521234543213`, undefined, { kind: 'item', gtin: '09521234543213' }],
    ['a Digital Link', 'https://example.com/01/09521234543213/10/AB%2F1/21/77?17=261130&utm=x', ']Q1', { kind: 'item', gtin: '09521234543213', lot: 'AB/1', serial: '77', expiresOn: '2026-11-30' }],
    ['a Digital Link with a stem and thirteen digits', 'HTTPS://shop.example/de/p/01/9521234543213/?3103=000750#top', ']d1', { kind: 'item', gtin: '09521234543213', grams: 750 }],
    ['a coupon as Digital Link', `https://example.com/255/${reference}030001123456?17=261231`, ']Q1', { kind: 'coupon', reference, serial: '030001123456', expiresOn: '2026-12-31' }],
  ])('%s', (_, text, aim, identified) => expect(scanned(text, aim)).toEqual(identified))

  it.each([
    ['a wrong check digit', '0109521234543214', ']C1', 'AI 01: check digit'],
    ['a date that is none', '010952123454321317260230', ']C1', 'AI 17: no such day'],
    ['an identifier that is none', '010952123454321389ABC', ']C1', 'position 17: no known application identifier'],
    ['a GTIN cut short', '01095212345', ']C1', 'AI 01: 9 characters, not 14'],
    ['a lot too long', `010952123454321310${'X'.repeat(21)}`, ']d2', 'AI 10: 21 characters, not 1 to 20'],
    ['letters in a count', '02095212345432133712A', ']C1', 'AI 37: not all digits'],
    ['parentheses that do not pair', '(01)09521234543213(10', undefined, 'parentheses do not pair'],
    ['letters after separators', `AB${gs}CD`, undefined, 'position 1: no known application identifier'],
  ])('%s is named', (_, text, aim, detail) => expect(scanned(text, aim)).toMatchObject({ unreadable: 'element-string', detail }))

  it('a pallet label sells nothing', () => {
    expect(scanned('00395212340000000014', ']C1')).toEqual({ kind: 'not-for-sale', names: 'pallet' })
  })
})

describe('bad input gets a reason', () => {
  it.each([
    ['nothing', '', undefined, 'empty'],
    ['a line end alone', '\r\n', undefined, 'empty'],
    ['10 kB', '9'.repeat(10_240), undefined, 'too-long'],
    ['10 kB of a web address', `https://example.com/${'a'.repeat(10_240)}`, ']Q1', 'too-long'],
    ['binary noise', '\u0001\u00ff\u0000\u007f95', undefined, 'noise'],
    ['a wrong check digit', '9521234543214', ']E0', 'check-digit'],
    ['an own code with a wrong check digit', '2904011002990', undefined, 'check-digit'],
    ['half a code', '95212345', ']E0', 'check-digit'],
    ['half a code of ten digits', '9521234543', ']E0', 'incomplete'],
    ['an ITF read halfway', '96385074', ']I0', 'incomplete'],
    ['two codes glued together', '95212345432135901234123457', undefined, 'several-codes'],
    ['an EAN-13 and an EAN-8 glued together', '590123412345796385074', undefined, 'several-codes'],
    ['two codes on two lines', '9521234543213\r\n5901234123457', undefined, 'several-codes'],
    ['two codes with a separator between', `9521234543213${gs}5901234123457`, undefined, 'several-codes'],
    ['two GTINs in one element string', '01095212345432130105901234123457', ']C1', 'several-codes'],
    ['text', 'HELLO', ']C0', 'unknown-format'],
    ['a web address of no product', 'https://example.com/menu', ']Q1', 'unknown-format'],
    ['a payment card', '4111111111111111', ']C0', 'payment-card'],
    ['a payment card keyed with spaces', '4111 1111 1111 1111', undefined, 'payment-card'],
    ['a magstripe in the keyboard wedge', ';4111111111111111=28121010000000000?', undefined, 'payment-card'],
  ])('%s: %s', (_, text, aim, unreadable) => expect(scanned(text, aim)).toMatchObject({ unreadable }))

  it('shows at most 64 characters with control characters written out, and nothing of a payment card', () => {
    expect(scanned('A\u0000B\u001b'.repeat(40))).toMatchObject({ unreadable: 'noise', shown: 'A\\x00B\\x1b'.repeat(6) + 'A' })
    expect(scanned('4111111111111111')).toEqual({ unreadable: 'payment-card', shown: '' })
    expect(scanned('CARD 4111 1111 1111 1111 12/28')).toMatchObject({ shown: '' })
  })
})

const digitsOf = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((digits) => digits.join(''))
const anyCode = fc.constantFrom([7, ']E4'], [11, undefined], [12, ']E0'], [12, undefined], [13, ']I1'] as const).chain(([length, aim]) => digitsOf(length as number).map((digits) => ({ code: digits + checkDigit(digits), aim: aim as string | undefined })))

describe('what must always hold', () => {
  it('one wrong digit never makes an item', () => {
    fc.assert(fc.property(anyCode, fc.nat(), fc.integer({ min: 1, max: 9 }), ({ code, aim }, at, by) => {
      const index = at % code.length
      const wrong = code.slice(0, index) + String((Number(code[index]) + by) % 10) + code.slice(index + 1)
      return 'unreadable' in identify(wrong, { aim, source: 'scanner', ownCodes: [] })
    }), { seed: 2101, numRuns: 2000 })
  })

  it('two neighbouring digits swapped never make an item, unless they differ by 5, which the check digit cannot see', () => {
    fc.assert(fc.property(anyCode, fc.nat(), ({ code, aim }, at) => {
      const index = at % (code.length - 1)
      const [one, two] = [code[index] ?? '', code[index + 1] ?? '']
      fc.pre(Math.abs(Number(one) - Number(two)) % 5 !== 0)
      const wrong = code.slice(0, index) + two + one + code.slice(index + 2)
      return 'unreadable' in identify(wrong, { aim, source: 'scanner', ownCodes: [] })
    }), { seed: 2102, numRuns: 2000 })
  })

  it('any text from any source gets an answer, and what is shown is short and printable', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: fc.constantFrom(...`0123456789()]=?/&;%AB${gs}`), maxLength: 80 }))
    const aim = fc.constantFrom(undefined, ']E0', ']C1', ']Q1', ']Q3', ']I1')
    fc.assert(fc.property(text, aim, fc.constantFrom('scanner' as const, 'card-reader' as const, 'keyed' as const), (given, symbology, source) => {
      const outcome = identify(given, { aim: symbology, source, ownCodes: demoOwnCodes })
      return 'kind' in outcome || /^\P{C}{0,64}$/u.test(outcome.shown)
    }), { seed: 2103, numRuns: 3000 })
  })

  it('what an own pattern writes, it reads', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 9999 }), (item, priceMinor) => {
      const plu = String(item).padStart(5, '0')
      expect(scanned(writeOwnCode('23IIIIIVPPPPC', { I: item, P: priceMinor }))).toEqual({ kind: 'price-label', plu, priceMinor })
    }), { seed: 2104, numRuns: 500 })
  })
})
