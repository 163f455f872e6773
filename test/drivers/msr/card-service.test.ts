import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { eventually, listenTo, temporaryFolder, type DeviceLog, type TemporaryFolder } from '../../support/drivers.ts'
import { openCardService, type CardService } from '../../support/drivers-card-service.ts'

let folder: TemporaryFolder
let service: CardService | undefined
let devices: Devices | undefined

beforeEach(() => {
  folder = temporaryFolder()
  process.env['PCSCLITE_CSOCK_NAME'] = join(folder.dir, 'pcscd.comm')
})
afterEach(async () => {
  await devices?.close()
  await service?.close()
  devices = service = undefined
  delete process.env['PCSCLITE_CSOCK_NAME']
  folder.remove()
})

const path = (): string => process.env['PCSCLITE_CSOCK_NAME'] ?? ''
const reader = 'Reader A 00 00'
const swiped = (text: string): object => ({ type: 'swiped', device: 'nfc', text })
const garbled = (reason: string): object => ({ type: 'garbled', device: 'nfc', reason })

function openReader(wire: object = {}): DeviceLog {
  devices = openDevices([deviceConfig.parse({ role: 'card-reader', name: 'nfc', protocol: 'pcsc', wire: { kind: 'pcsc', ...wire }, allow: ['04UUUUUUUUUUUU', '08UUUUUU', '88UUUUUUUUUUUUUUUUUU'] })])
  return listenTo(devices)
}

it.each([{ title: 'in one piece', dribbles: false }, { title: 'byte by byte', dribbles: true }])('brings the UID of every own card put on the reader, once each, with the answers $title', async ({ dribbles }) => {
  service = await openCardService(path(), { dribbles })
  const log = openReader()
  await log.untilState('nfc', 'ready')
  const uids = ['04A23B1C5D6E80', '08AABBCC', '88010203040506070809', '04A23B1C5D6E81']
  for (const [index, uid] of uids.entries()) {
    service.putOn(reader, { uid })
    await eventually(() => log.readings.length === index + 1)
    service.takeOff(reader)
  }
  expect(log.readings).toEqual(uids.map(swiped))
})

it('asks a card for its UID and for nothing else: no application of a bank is ever selected', async () => {
  service = await openCardService(path())
  const log = openReader()
  await log.untilState('nfc', 'ready')
  service.putOn(reader, { uid: '1A2B3C4D' })
  await eventually(() => log.readings.length === 1)
  service.putOn(reader, {})
  await eventually(() => log.readings.length === 2)
  service.putOn(reader, { mute: true })
  await eventually(() => log.readings.length === 3)
  expect(log.readings).toEqual([garbled('foreign-card'), garbled('noise'), garbled('cut-off')])
  expect(new Set(service.sentToCards)).toEqual(new Set(['ffca000000']))
})

it('reads a card that lies there already, and not again while it stays', async () => {
  service = await openCardService(path(), { readers: [reader, 'Reader B 00 00'] })
  service.putOn(reader, { uid: '04A23B1C5D6E80' })
  const log = openReader()
  await eventually(() => log.readings.length === 1)
  service.putOn('Reader B 00 00', { uid: '08AABBCC' })
  await eventually(() => log.readings.length === 2)
  expect(log.readings).toEqual([swiped('04A23B1C5D6E80'), swiped('08AABBCC')])
})

it('reads on the reader that is named, and says which there are when it is not there', async () => {
  service = await openCardService(path(), { readers: ['Reader B 00 00'] })
  const log = openReader({ reader: 'Reader A' })
  await log.untilState('nfc', 'away', 'not-found')
  expect(JSON.stringify(log.messages)).toContain('Reader B 00 00')
  service.plugIn(reader)
  await log.untilState('nfc', 'ready')
  service.putOn('Reader B 00 00', { uid: '08AABBCC' })
  service.putOn(reader, { uid: '04A23B1C5D6E80' })
  await eventually(() => log.readings.length === 1)
  expect(log.readings).toEqual([swiped('04A23B1C5D6E80')])
})

it('is away when its reader is pulled or the service stops, and back when they are', async () => {
  const log = openReader()
  await log.untilState('nfc', 'away', 'not-found')
  service = await openCardService(path())
  await log.untilState('nfc', 'ready')
  service.pullOut(reader)
  await log.untilState('nfc', 'away')
  service.plugIn(reader)
  await log.untilState('nfc', 'ready')
  service.dropClients()
  await log.untilState('nfc', 'away', 'unplugged')
  await log.untilState('nfc', 'ready')
  service.putOn(reader, { uid: '08AABBCC' })
  await eventually(() => log.readings.length === 1)
})

it('speaks protocol 4.5 with a service that insists on it, and says so where neither fits', async () => {
  service = await openCardService(path(), { minor: 5 })
  const log = openReader()
  await log.untilState('nfc', 'ready')
  await devices?.close()
  await service.close()
  service = await openCardService(path(), { minor: 9 })
  const other = openReader()
  await other.untilState('nfc', 'away', 'failed')
  expect(JSON.stringify(other.messages)).toContain('another protocol')
})

it('leaves no connection behind', async () => {
  const opened = await openCardService(path())
  service = opened
  const log = openReader()
  await log.untilState('nfc', 'ready')
  await devices?.close()
  await eventually(() => opened.clientCount === 0)
})
