import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { unescapeCode } from '../../src/cli/commands/scan-parse.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

test('codes on the command line become one JSON object each, in order', async () => {
  const { code, out } = await lanewise(['scan', 'parse', '9521234000016', '96385074'])
  expect(code).toBe(1)
  expect(out.map((line) => JSON.parse(line))).toMatchObject([{ unreadable: 'check-digit' }, { kind: 'item', gtin: '00000096385074' }])
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
  expect(JSON.parse(good.out[0] ?? '')).toEqual({ kind: 'item', gtin: '04006381333931', lot: 'LOT7', expiresOn: '2027-01-31' })
})

test('a short number is an item number when keyed and not when scanned', async () => {
  expect(JSON.parse((await lanewise(['scan', 'parse', '--source', 'keyed', '4011'])).out[0] ?? '')).toEqual({ kind: 'plu', plu: '4011' })
  expect((await lanewise(['scan', 'parse', '4011'])).code).toBe(1)
})

test('prefix 21 is a plain number where the store has no pattern for it', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lanewise-scan-'))
  try {
    await writeFile(path.join(folder, 'none.json'), '[]')
    const { out } = await lanewise(['scan', 'parse', '--own-codes', 'none.json', '2100055667161'], { folder })
    expect(JSON.parse(out[0] ?? '')).toEqual({ kind: 'item', gtin: '02100055667161' })
    await writeFile(path.join(folder, 'weight.json'), JSON.stringify([{ kind: 'weight-label', pattern: '21IIIIIWWWWWC' }]))
    const weighed = await lanewise(['scan', 'parse', '--own-codes', 'weight.json', '2100055667161'], { folder })
    expect(JSON.parse(weighed.out[0] ?? '')).toMatchObject({ kind: 'weight-label', plu: '00055', grams: 66_716 })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a payment card is refused and its digits are not repeated', async () => {
  const { code, out } = await lanewise(['scan', 'parse', '--source', 'card-reader', '4111111111111111'])
  expect(code).toBe(1)
  expect(out).toEqual([JSON.stringify({ unreadable: 'payment-card', shown: '' })])
})

test.each([
  [['--source', 'camera', '1'], '--source takes scanner, card-reader, keyed, not "camera"'],
  [['--aim', 'E0', '1'], '--aim takes "]"'],
  [['\\q'], 'no escape'],
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
  ['\\x1', undefined],
  ['\\', undefined],
])('%s is unescaped', (written, code) => {
  expect(unescapeCode(written)).toBe(code)
})
