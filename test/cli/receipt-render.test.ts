import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoSettings } from '../../src/crm/demo/demo-settings.ts'
import { loavesSold, tempFolder, writeJournal } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => {
  temp = tempFolder()
  const store = writeJournal(temp.folder, loavesSold(2))
  const settings = demoSettings({ couponSecret: 'c'.repeat(32), memberSecret: 'm'.repeat(32) })
  store.replica.storePage({ topic: 'settings', changes: [{ change: 1, key: 'store', body: settings }], next: 1, complete: true })
  store.close()
})
afterEach(() => temp.remove())

test('the last receipt as text holds what was bought, paid and given back', async () => {
  const { code, bytes } = await lanewise(['receipt', 'render', '--data', temp.folder])
  expect(code).toBe(0)
  const text = bytes.toString()
  for (const part of ['Lanewise Demo Market', 'Rye loaf', '2.50', '5.00', '[2703']) expect(text).toContain(part)
  expect(text).not.toContain('COPY')
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(48)
})

test('an earlier receipt is found by its number, in another language and width', async () => {
  const { code, bytes } = await lanewise(['receipt', 'render', '--data', temp.folder, '--sale', '1', '--language', 'zh', '--columns', '32'])
  expect(code).toBe(0)
  expect(bytes.toString()).toContain('黑麦面包')
})

test('the picture is an SVG, the printer gets ESC/POS, the document is JSON', async () => {
  const svg = await lanewise(['receipt', 'render', '--data', temp.folder, '--format', 'svg'])
  expect(svg.out.join('\n')).toMatch(/^<svg /)
  const { bytes } = await lanewise(['receipt', 'render', '--data', temp.folder, '--format', 'escpos'])
  expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1b, 0x40]))
  expect(bytes.includes('Rye loaf')).toBe(true)
  const json = await lanewise(['receipt', 'render', '--data', temp.folder, '--json'])
  expect(JSON.parse(json.out[0] ?? '')).toMatchObject({ language: 'en', copy: false })
})

test.each([
  [['--sale', '7'], 1, 'there is no receipt 7; the last one is 2'],
  [['--sale', 'first'], 2, '--sale takes a whole number'],
  [['--format', 'pdf'], 2, '--format takes text, svg, escpos, not "pdf"'],
  [['--columns', '5'], 2, '--columns takes a whole number from 16 to 120'],
])('%j ends with %i: %s', async (args, expected, says) => {
  const { code, err } = await lanewise(['receipt', 'render', '--data', temp.folder, ...args])
  expect(code).toBe(expected)
  expect(err.join('\n')).toContain(says)
})
