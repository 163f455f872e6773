import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { unescapeCode } from '../../src/cli/commands/scan-parse.ts'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

test('codes on the command line become one JSON object each, in order', async () => {
  const { code, out } = await lanewise(['scan', 'parse', '9521234000016', '96385074'])
  expect(code).toBe(1)
  expect(out.map((line) => JSON.parse(line))).toMatchObject([{ error: 'check-digit', shown: '9521234000016' }, { kind: 'item', gtin: '00000096385074' }])
})

test('codes are read from standard input, a line each, empty lines left out', async () => {
  const { code, out } = await lanewise(['scan', 'parse', '--json'], { input: '96385074\r\n\n4006381333931\n' })
  expect(code).toBe(0)
  expect(out.map((line) => JSON.parse(line))).toEqual([{ kind: 'item', gtin: '00000096385074' }, { kind: 'item', gtin: '04006381333931' }])
})

test('an element string with its separator written as \\x1d is understood', async () => {
  const { code, out } = await lanewise(['scan', 'parse', ']C101095212340000181010ABC\\x1d17270131'])
  expect(code).toBe(1)
  expect(out).toHaveLength(1)
  const good = await lanewise(['scan', 'parse', ']C1010400638133393110LOT7\\x1d17270131'])
  expect(good.code).toBe(0)
  expect(JSON.parse(good.out[0] ?? '')).toEqual({ kind: 'item', symbology: 'gs1-128', gtin: '04006381333931', lot: 'LOT7', expiry: '2027-01-31', ais: { '01': '04006381333931', '10': 'LOT7', '17': '270131' } })
})

test('a short number is an item number when keyed and not when scanned', async () => {
  expect(JSON.parse((await lanewise(['scan', 'parse', '--source', 'keyed', '4011'])).out[0] ?? '')).toEqual({ kind: 'plu', plu: '4011' })
  expect((await lanewise(['scan', 'parse', '4011'])).code).toBe(1)
})

test('prefix 21 is a plain number where the store has no pattern for it', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lanewise-scan-'))
  try {
    const { out } = await lanewise(['scan', 'parse', '--own-codes', 'none', '2100055667161'], { folder })
    expect(JSON.parse(out[0] ?? '')).toEqual({ kind: 'item', gtin: '02100055667161' })
    await writeFile(path.join(folder, 'weight.json'), JSON.stringify([{ kind: 'weight-label', pattern: '21IIIIIWWWWWC' }]))
    const weighed = await lanewise(['scan', 'parse', '--own-codes', 'weight.json', '2100055667161'], { folder })
    expect(JSON.parse(weighed.out[0] ?? '')).toEqual({ kind: 'weight-label', plu: '00055', weight: 66_716 })
  } finally {
    await rm(folder, { recursive: true })
  }
})

const one = async (...args: string[]) => JSON.parse((await lanewise(['scan', 'parse', ...args])).out[0] ?? '') as unknown

test.each([
  ['a weighed pack with its price', ['(01)99521234543216(3922)299(3102)000075'], { kind: 'item', gtin: '99521234543216', weight: 750, price: '2.99', priceMinor: 299, ais: { '01': '99521234543216', '3922': '299', '3102': '000075' } }],
  ['a price label with a wrong check digit', ['2104011002990'], { error: 'check-digit', detail: '21IIIIIPPPPPC', shown: '2104011002990' }],
  ['a price label', [writeOwnCode('21IIIIIPPPPPC', { I: '04011', P: 299 })], { kind: 'price-label', plu: '04011', price: '2.99', priceMinor: 299 }],
  ['a magazine', [']E3977123456700307'], { kind: 'item', symbology: 'ean-13-add-on', gtin: '09771234567003', addOn: '07' }],
  ['a club card', [']C18018952123400000000017'], { kind: 'member-card', symbology: 'gs1-128', member: '952123400000000017', ais: { '8018': '952123400000000017' } }],
  ['a coupon', ['(17)261231(255)9521234500018030001123456'], { kind: 'coupon', coupon: { reference: '9521234500018', serial: '030001123456' }, expiry: '2026-12-31', ais: { '17': '261231', '255': '9521234500018030001123456' } }],
  ['a coupon of a manufacturer', [']e0811009521230000772501103003261231'], { kind: 'manufacturer-coupon', symbology: 'databar', expiry: '2026-12-31', ais: { '8110': '09521230000772501103003261231' }, coupon: { companyPrefix: '952123', offerCode: '000077', saveValue: 50, purchases: [{ value: 1, code: '0', familyCode: '300', companyPrefix: '952123' }], expiresOn: '2026-12-31', saveValueCode: '0', appliesTo: '0', storeCoupon: '0', mayMultiply: true }, offer: '0.50 off once, with 1 unit of family 300 of 952123, at most 1 times per sale' }],
  ['a coupon of a manufacturer that a person has to read', [']e081100952123000077250119300'], { kind: 'manufacturer-coupon', symbology: 'databar', ais: { '8110': '0952123000077250119300' }, coupon: { companyPrefix: '952123', offerCode: '000077', saveValue: 50, purchases: [{ value: 1, code: '9', familyCode: '300', companyPrefix: '952123' }], saveValueCode: '0', appliesTo: '0', storeCoupon: '0', mayMultiply: true }, notTaken: 'for-cashier', detail: 'purchases[0].code' }],
  ['a pallet', [']C100395212340000000014'], { kind: 'not-for-sale', symbology: 'gs1-128', names: 'pallet', ais: { '00': '395212340000000014' } }],
  ['a compressed link', ['https://dlnkd.tn.gg/ARFKk4XB0CDKWcnpq'], { error: 'compressed-link', detail: 'a compressed GS1 Digital Link: only its web site can read it', shown: 'https://dlnkd.tn.gg/ARFKk4XB0CDKWcnpq' }],
  ['an item with a count of pallet content', [']C10109521234543213375'], { kind: 'item', symbology: 'gs1-128', gtin: '09521234543213', ais: { '01': '09521234543213', '37': '5' }, warnings: ['AI 01 does not go with 37', 'AI 37 needs 00+02 or 00+8026'] }],
  ['the same for a strict reader', ['--strict', ']C10109521234543213375'], { error: 'association', detail: 'AI 01 does not go with 37; AI 37 needs 00+02 or 00+8026', symbology: 'gs1-128', ais: { '01': '09521234543213', '37': '5' } }],
  ['UPC-E in a store that is used to it', ['--eight-digits', 'upc-e', '04252614'], { kind: 'item', gtin: '00042100005264' }],
])('%s is told with all it carries', async (_, args, told) => expect(await one(...args)).toEqual(told))

test('an identifier in front of a code counts before the one given for all', async () => {
  const { out } = await lanewise(['scan', 'parse', '--aim', ']E0', '9521234543213', ']C10109521234543213'])
  expect(out.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ symbology: 'ean-13', gtin: '09521234543213' }, { symbology: 'gs1-128', gtin: '09521234543213' }])
})

test('a payment card is refused and its digits are not repeated', async () => {
  const { code, out } = await lanewise(['scan', 'parse', '--source', 'card-reader', '4111111111111111'])
  expect(code).toBe(1)
  expect(out).toEqual([JSON.stringify({ error: 'payment-card', shown: '' })])
})

test.each([
  [['--source', 'camera', '1'], '--source takes scanner, card-reader, keyed, not "camera"'],
  [['--aim', 'E0', '1'], '--aim takes "]"'],
  [['\\q'], 'no escape'],
  [['--decimals', '1', '1'], '--decimals takes 0, 2, 3, not "1"'],
  [['--own-codes', 'nowhere.json', '1'], 'cannot read nowhere.json: there is no such file'],
])('%j is wrong usage: %s', async (args, says) => {
  const { code, err } = await lanewise(['scan', 'parse', ...args])
  expect(code).toBe(2)
  expect(err.join('\n')).toContain(says)
})

test.each([
  ['plain', 'plain'],
  ['a\\x1db', 'a\x1db'],
  ['a\\\\x1d', 'a\\x1d'],
  ['\\x0D', '\r'],
  ['\\\\q', '\\q'],
  ['\\x1', undefined],
  ['\\', undefined],
])('%s is unescaped', (written, code) => {
  expect(unescapeCode(written)).toBe(code)
})
