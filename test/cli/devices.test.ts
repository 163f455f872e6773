import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tempFolder } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

function writeConfig(devices: unknown): void {
  const config = { storeId: 's1', laneNumber: 1, dataDir: temp.folder, crm: { url: 'http://127.0.0.1:1', token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' }, devices }
  writeFileSync(path.join(temp.folder, 'lane.json'), JSON.stringify(config))
}

test('what is plugged in is listed, each with what to write into the configuration', async () => {
  const { out } = await lanewise(['devices', '--json'])
  const found = JSON.parse(out[0] ?? '')
  expect(found).toMatchObject({ devices: expect.any(Array), problems: expect.any(Array), configured: [] })
  for (const device of found.devices) expect(device).toMatchObject({ kind: expect.any(String), path: expect.any(String), advice: expect.any(String) })
})

test('a configuration is checked device by device, and each fault is named', async () => {
  writeFileSync(path.join(temp.folder, 'lp0'), '')
  writeConfig([
    { role: 'printer', name: 'printer', wire: { kind: 'file', path: path.join(temp.folder, 'lp0') } },
    { role: 'drawer', name: 'drawer', printer: 'printer' },
    { role: 'drawer', name: 'second-drawer', printer: 'nobody' },
    { role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: path.join(temp.folder, 'ttyUSB9') } },
    { role: 'scanner', name: 'printer', wire: { kind: 'hid', vendorId: 1, productId: 2 } },
  ])
  const { code, out } = await lanewise(['devices', '--config', 'lane.json', '--json'], { folder: temp.folder })
  expect(code).toBe(1)
  expect(JSON.parse(out[0] ?? '').configured).toEqual([
    { name: 'printer', role: 'printer' },
    { name: 'drawer', role: 'drawer' },
    { name: 'second-drawer', role: 'drawer', trouble: 'devices[2].printer: there is no printer called "nobody"' },
    { name: 'scanner', role: 'scanner', trouble: `devices[3].wire.path: there is no ${path.join(temp.folder, 'ttyUSB9')}; is it plugged in?` },
    { name: 'printer', role: 'scanner', trouble: 'devices[4].name: another device is called "printer" already' },
  ])
})

test('a configuration that does not fit is named by key', async () => {
  writeConfig([{ role: 'scanner', name: 'Scanner One', wire: { kind: 'serial', path: '/dev/ttyS0', baudRate: 1 } }])
  const { code, err } = await lanewise(['devices', '--config', 'lane.json'], { folder: temp.folder })
  expect(code).toBe(2)
  expect(err.join('\n')).toMatch(/lane\.json: devices\[0\]\.name: .*devices\[0\]\.wire\.baudRate: /)
})
