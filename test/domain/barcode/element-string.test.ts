import { describe, expect, it } from 'vitest'
import { brokenAssociations } from '../../../src/domain/barcode/ai/associations.ts'
import { checkPair } from '../../../src/domain/barcode/ai/check-pair.ts'
import { identifiers } from '../../../src/domain/barcode/ai/find-identifier.ts'
import { digits, faultOfValue, optional } from '../../../src/domain/barcode/ai/value-part.ts'
import { readElementString, writeElementString } from '../../../src/domain/barcode/element-string.ts'
import { identify } from '../../../src/domain/barcode/identify.ts'
import { readScan } from '../../../src/domain/barcode/read-scan.ts'

const gs = '\u001d'
const gtin = '09521234543213'

function read(text: string): Record<string, string> | string {
  const reading = readElementString(text)
  return 'wrong' in reading ? reading.wrong : Object.fromEntries(reading.elements)
}

describe('where a value ends', () => {
  it.each([
    ['by its length, where GS1 has fixed it', `01${gtin}1726113010AB`, { '01': gtin, '17': '261130', '10': 'AB' }],
    ['at the separator', `10AB${gs}21X7`, { '10': 'AB', '21': 'X7' }],
    ['at the separator, though it has one length only', `422056${gs}10AB`, { '422': '056', '10': 'AB' }],
    ['with the code', `01${gtin}10AB`, { '01': gtin, '10': 'AB' }],
    ['with the code, a separator behind it', `01${gtin}10AB${gs}`, { '01': gtin, '10': 'AB' }],
    ['by its length, a separator behind it all the same', `01${gtin}${gs}17261130${gs}10AB`, { '01': gtin, '17': '261130', '10': 'AB' }],
  ])('%s', (_, text, elements) => expect(read(text)).toEqual(elements))

  it('a separator that is missing makes one value of two, and the lane does not guess', () => {
    expect(read(`01${gtin}10AB17261130`)).toEqual({ '01': gtin, '10': 'AB17261130' })
    expect(read(`42205610AB`)).toBe('AI 422: 7 characters, not 3')
  })

  it('the same element twice counts once, two different ones are refused', () => {
    expect(read(`10AB${gs}10AB`)).toEqual({ '10': 'AB' })
    expect(read(`10AB${gs}10AC`)).toBe('AI 10: given twice')
  })
})

describe('every rule of a value is kept', () => {
  const model = '1987654Ad4X4bL5ttr2310c'
  it.each([
    ['a pallet', '00395212340000000014', true],
    ['a pallet with a wrong check digit', '00395212340000000015', false],
    ['a coupon without its serial', '2559521234500018', true],
    ['a coupon with a serial too long', '25595212345000181234567890123', false],
    ['a weight with five decimals', '3105000750', true],
    ['a weight with six, which GS1 does not have', '3106000750', false],
    ['a price in a currency', '3932978299', true],
    ['a price in no currency', '3932000299', false],
    ['one to five countries of processing', '423056276', true],
    ['a country and a half', '42305627', false],
    ['no such country', '422000', false],
    ['several countries, of the approval', '7030999AB', true],
    ['a country for a parcel', '4307BE', true],
    ['a parcel to nowhere', '4307XX', false],
    ['a street in percent encoding', '4302MAIN%20STREET', true],
    ['a street in half of it', '4302MAIN%2', false],
    ['a place on earth', '430902790858483015297971', true],
    ['a place beyond the pole', '430918000000010000000000', false],
    ['a temperature below zero', '4331001800-', true],
    ['a temperature above zero, with a plus', '4331001800+', false],
    ['a harvest over several days', '7007260801260815', true],
    ['a production time to the second', '8008261130235959', true],
    ['a production time in minute 60', '80082611302360', false],
    ['an expiry at 24 o’clock', '70032611302400', false],
    ['a birthday in the last century', '725019000301', true],
    ['a leap day that was not', '725019000229', false],
    ['the second of three pieces', `8006${gtin}0203`, true],
    ['the fourth of three pieces', `8006${gtin}0403`, false],
    ['no piece of three', `8006${gtin}0003`, false],
    ['a part number', '80109521#A-1/B', true],
    ['a part number in small letters', '80109521a', false],
    ['a model with its check pair', `8013${model}${checkPair(model)}`, true],
    ['a model with a wrong check pair', `8013${model}22`, false],
    ['a bank account', '8007DE91100000000123456789', true],
    ['a bank account with a digit wrong', '8007DE91100000000123456780', false],
    ['a signature', '8030aGVsbG8_-', true],
    ['a signature with a dot', '8030aGVsbG8.', false],
    ['a roll of no size', '800100000000100100', false],
    ['a serial number of a part with a leading zero', '801101', false],
    ['a lot with a blank', '10AB C', false],
    ['an asset without a company prefix', '8004AB12', false],
  ])('%s', (_, text, right) => expect(typeof read(text) === 'object').toBe(right))

  it('a piece of fixed length is whole or left out', () => {
    const parts = [digits(2), optional(digits(3))]
    expect(['12', '12345', '1234', '123456', '1'].map((value) => faultOfValue(parts, value))).toEqual([undefined, undefined, 'cut short: 2 of 3 characters', '6 characters, not 2 to 5', '1 characters, not 2 to 5'])
  })

  it('a blank behind the last value is part of it, and refused', () => {
    expect(identify(`]C101${gtin}10AB \r\n`, { source: 'scanner', ownCodes: [] })).toMatchObject({ unreadable: 'element-string', detail: 'AI 10: a character GS1 does not allow' })
    expect(identify('9521234543213 \r\n', { source: 'scanner', ownCodes: [] })).toEqual({ kind: 'item', gtin })
  })

  it('knows every identifier that GS1 has given out, and no other', () => {
    expect(identifiers.size).toBe(541)
    expect(['04', '05', '14', '18', '19', '23', '3199', '3949', '418', '4327', '718', '8015', '8050', '8190'].filter((ai) => read(`${ai}1234567890`) instanceof Object)).toEqual([])
  })
})

describe('what belongs together', () => {
  const broken = (elements: Record<string, string>) => brokenAssociations(new Map(Object.entries(elements)))

  it.each([
    ['a lot with its item', { '01': gtin, '10': 'AB' }, []],
    ['a lot alone', { '10': 'AB' }, ['AI 10 needs 01, 02, 03, 8006 or 8026']],
    ['a second serial number without the first', { '01': gtin, '250': 'X' }, ['AI 250 needs 01+21, 03+21 or 8006+21']],
    ['an item with a count of pallet content', { '01': gtin, '37': '5' }, ['AI 01 does not go with 37', 'AI 37 needs 00+02 or 00+8026']],
    ['a weight', { '01': gtin, '3103': '000750' }, []],
    ['a weight told twice', { '01': gtin, '3103': '000750', '3102': '000075' }, ['AI 3103 does not go with 310n', 'AI 3102 does not go with 310n']],
    ['a price of something weighed', { '01': gtin, '3922': '299', '3103': '000750' }, []],
    ['a price of nothing measured', { '01': gtin, '3922': '299' }, ['AI 3922 needs 01+30, 01+31nn, 01+32nn, 01+35nn or 01+36nn']],
    ['a coupon with its date', { '255': '9521234500018', '17': '261231' }, []],
  ])('%s', (_, elements, says) => expect(broken(elements).sort()).toEqual([...says].sort()))

  it('an item is sold though a companion is missing, and the reader says so', () => {
    const { outcome, warnings } = readScan(`]C101${gtin}37000005`, { source: 'scanner', ownCodes: [] })
    expect(outcome).toEqual({ kind: 'item', gtin })
    expect(warnings).toEqual(['AI 01 does not go with 37', 'AI 37 needs 00+02 or 00+8026'])
  })
})

describe('what comes with an item', () => {
  const item = (rest: string) => identify(`]C101${gtin}${rest}`, { source: 'scanner', ownCodes: [] })

  it.each([
    ['lot and serial number', `10AB${gs}21X7`, { lot: 'AB', serial: 'X7' }],
    ['best before, sell by and use by', '151101001611010017261130', { bestBefore: '2011-01-31', sellBy: '2011-01-31', expiresOn: '2026-11-30' }],
    ['kilograms', '3102000075', { grams: 750 }],
    ['pounds', '3201000010', { grams: 454 }],
    ['two weights, of which nobody knows the right one', '31020000753103000075', {}],
    ['a price', `3922299${gs}3103000750`, { price: '2.99', grams: 750 }],
    ['a price of two kinds', `3922299${gs}3921299`, {}],
  ])('%s', (_, rest, data) => expect(item(rest)).toEqual({ kind: 'item', gtin, ...data }))

  it('an item and a coupon in one code are neither', () => {
    expect(item('2559521234500018')).toMatchObject({ unreadable: 'several-codes', detail: 'an item and a coupon in one code' })
  })
})

it.each([
  ['00395212340000000014', 'pallet'], [`02${gtin}375`, 'pallet-content'], [`03${gtin}`, 'made-to-order'], [`8006${gtin}0102`, 'piece'], ['2539521234500018', 'document'],
  ['4019521AB', 'consignment'], ['4149521234000006', 'place'], ['8004952112', 'asset'], ['80109521A', 'part'], ['8017952123400000000017', 'provider'], ['91ABC', 'nothing'], ['10AB', 'nothing'],
])('%s is right and not for sale: it names %s', (text, names) => {
  expect(identify(text, { aim: ']C1', source: 'scanner', ownCodes: [] })).toEqual({ kind: 'not-for-sale', names })
})

it('what is written is read again, a separator only where one is needed', () => {
  const elements = new Map([['17', '261231'], ['10', 'AB'], ['01', gtin], ['422', '056'], ['21', 'X']])
  const text = writeElementString(elements)
  expect(text).toBe(`1726123110AB${gs}01${gtin}422056${gs}21X`)
  expect(readElementString(text)).toEqual({ elements })
})
