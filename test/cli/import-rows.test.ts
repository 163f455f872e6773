import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { Crm } from '../../src/crm/crm.ts'
import { serveCrm } from '../../src/crm/http/serve-crm.ts'
import { openTestCrm } from '../support/crm.ts'
import { testItem, testMember, testOffer, testSettings } from '../support/crm-shop.ts'
import { tempFolder } from '../support/house-lane-data.ts'
import { lanewise, type Ran } from '../support/house-run-lanewise.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()
const adminToken = 'admin-token-of-the-tests'
const laneToken = 'lane-token-of-the-tests'
let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

async function openServed(): Promise<{ crm: Crm; url: string; importFile: (topic: string, file: string, text: string | Uint8Array, args?: readonly string[]) => Promise<Ran> }> {
  const crm = await openTestCrm(await databases.fresh())
  const { url, close } = await serveCrm({ crm, host: '127.0.0.1', port: 0, laneToken, adminToken })
  onTestFinished(close)
  return {
    crm,
    url,
    importFile(topic, file, text, args = []) {
      writeFileSync(path.join(temp.folder, file), text)
      return lanewise(['import', topic, file, '--crm', url, '--token', adminToken, '--json', ...args], { folder: temp.folder })
    },
  }
}

const lines = (rows: readonly unknown[]): string => rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')
const items = Array.from({ length: 5 }, (_, index) => testItem(`item-${index + 1}`))

test('rows of a file reach the feed, and doing it again changes nothing', async () => {
  const { crm, importFile } = await openServed()
  for (const _ of ['first', 'again']) {
    const { code, out } = await importFile('items', 'items.jsonl', lines(items))
    expect(code).toBe(0)
    expect(JSON.parse(out[0] ?? '')).toEqual({ topic: 'items', imported: 5, refused: 0 })
  }
  const { changes, next } = await crm.feed('items', 0, 100)
  expect(changes.map(({ body }) => body)).toEqual(items)
  expect(next).toBe(5)
})

test('malformed and unfit rows are named by number, the others go in', async () => {
  const { crm, importFile } = await openServed()
  const { code, out, err } = await importFile('items', 'items.jsonl', lines([items[0], '{"itemId": "half', { ...items[1], prices: [] }, items[2]]))
  expect(code).toBe(1)
  expect(err).toEqual([expect.stringMatching(/^row 2: not JSON: /), expect.stringMatching(/^row 3: prices: .*; left out$/)])
  expect(JSON.parse(out[0] ?? '')).toEqual({ topic: 'items', imported: 2, refused: 2 })
  expect((await crm.feed('items', 0, 100)).changes.map(({ key }) => key)).toEqual(['item-1', 'item-3'])
})

test('a row that only the CRM can find fault with is found and left out', async () => {
  const { importFile } = await openServed()
  const { code, err, out } = await importFile('settings', 'settings.json', JSON.stringify([{ ...testSettings, timeZone: 'Mars/Olympus' }, testSettings]))
  expect(code).toBe(1)
  expect(err.join('\n')).toMatch(/row 1: .*Mars\/Olympus is no time zone/)
  expect(JSON.parse(out[0] ?? '')).toEqual({ topic: 'settings', imported: 1, refused: 1 })
})

test('lists, gzipped files, offers, members and purchases go the same way', async () => {
  const { crm, importFile } = await openServed()
  expect((await importFile('settings', 'settings.json', JSON.stringify([testSettings]))).code).toBe(0)
  expect((await importFile('offers', 'offers.json', JSON.stringify([testOffer('o1')]))).code).toBe(0)
  expect((await importFile('members', 'members.jsonl.gz', gzipSync(lines([testMember('ana'), testMember('rui')])))).code).toBe(0)
  expect((await importFile('purchases', 'purchases.jsonl', lines([{ memberId: 'ana', purchaseId: 'p1', day: '2026-02-01', lines: [{ itemId: 'item-1', unitCount: 2, netMinor: 398 }] }]))).code).toBe(0)
  await crm.settle()
  expect((await crm.feed('members', 0, 10)).changes.map(({ key }) => key).sort()).toEqual(['ana', 'rui'])
})

test("a lane's token does not open the door", async () => {
  const { url } = await openServed()
  writeFileSync(path.join(temp.folder, 'items.json'), JSON.stringify(items))
  const { code, err } = await lanewise(['import', 'items', 'items.json', '--crm', url, '--token', laneToken], { folder: temp.folder })
  expect(code).toBe(1)
  expect(err.join('\n')).toContain('refuses the token: give its admin token')
})

test('a CRM that is away is named, with what to look at', async () => {
  writeFileSync(path.join(temp.folder, 'items.json'), JSON.stringify(items))
  const { code, err } = await lanewise(['import', 'items', 'items.json', '--crm', 'http://127.0.0.1:9', '--token', adminToken], { folder: temp.folder })
  expect(code).toBe(1)
  expect(err.join('\n')).toMatch(/the CRM at http:\/\/127\.0\.0\.1:9 does not answer \(.+\): is it running/)
})

test('the shop that npm start has started here is found by itself', async () => {
  const { url } = await openServed()
  mkdirSync(path.join(temp.folder, '.lanewise'))
  writeFileSync(path.join(temp.folder, '.lanewise', 'lane.json'), JSON.stringify({ crm: { url, token: laneToken } }))
  writeFileSync(path.join(temp.folder, '.lanewise', 'secrets.json'), JSON.stringify({ laneToken, adminToken }))
  const { code, out } = await lanewise(['import', 'items', '-'], { folder: temp.folder, input: lines(items) })
  expect({ code, out }).toEqual({ code: 0, out: ['items: 5 imported, 0 refused'] })
})

test.each([
  [['items'], 'an argument is missing'],
  [['fish', 'items.json'], 'TOPIC takes settings, items'],
  [['items', 'items.json', '--crm', 'nonsense', '--token', 't'], '--crm takes an address'],
  [['items', 'items.json'], 'give the address of the CRM'],
  [['items', 'items.json', '--crm', 'http://127.0.0.1:9'], 'admin token'],
  [['items', 'nowhere.jsonl', '--crm', 'http://127.0.0.1:9', '--token', 't'], 'there is no such file'],
  [['items', 'empty.jsonl', '--crm', 'http://127.0.0.1:9', '--token', 't'], 'holds no rows'],
  [['items', 'lines.json', '--crm', 'http://127.0.0.1:9', '--token', 't'], 'is no JSON list'],
  [['items', 'cut.jsonl.gz', '--crm', 'http://127.0.0.1:9', '--token', 't'], 'the gzip file ends too early'],
])('%j is wrong usage: %s', async (args, says) => {
  writeFileSync(path.join(temp.folder, 'empty.jsonl'), '\n\n')
  writeFileSync(path.join(temp.folder, 'lines.json'), lines(items))
  writeFileSync(path.join(temp.folder, 'cut.jsonl.gz'), gzipSync(lines(items)).subarray(0, 100))
  const { code, err } = await lanewise(['import', ...args], { folder: temp.folder })
  expect(code).toBe(2)
  expect(err.join('\n')).toContain(says)
})
