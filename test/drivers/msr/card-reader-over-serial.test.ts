import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { openSimulatedCardReader, type SimulatedCardReader } from '../../../drivers/simulator/simulated-card-reader.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { eventually, listenTo, temporaryFolder, type DeviceLog, type TemporaryFolder } from '../../support/drivers.ts'

const ana = '2900000048218'
const bo = '2900000048225'
let folder: TemporaryFolder
let reader: SimulatedCardReader
let devices: Devices
let log: DeviceLog

beforeEach(async () => {
  folder = temporaryFolder()
  reader = openSimulatedCardReader({ lanePath: `${folder.dir}/card-reader`, lines: 'each', withCheck: true, seed: 5 })
  devices = openDevices([deviceConfig.parse({ role: 'card-reader', name: 'reader', wire: { kind: 'serial', path: reader.lanePath }, allow: ['29MMMMMMMMMMC', '04UUUUUUUUUUUU'] })])
  log = listenTo(devices)
  await log.untilState('reader', 'ready')
})

afterEach(async () => {
  await devices.close()
  reader.close()
  folder.remove()
})

const texts = (): string[] => log.readings.flatMap((message) => (message.type === 'swiped' ? [message.text] : message.type === 'garbled' ? [message.reason] : []))
const swiped = (text: string) => (message: { type: string; text?: string | undefined }): boolean => message.type === 'swiped' && message.text === text

it('brings an own card from its tracks, and a UID', async () => {
  reader.swipe({ track1: 'CLUB MEMBER', track2: ana, track3: ana })
  await log.until(swiped(ana))
  reader.tap('04A23B1C5D6E80')
  await log.until(swiped('04A23B1C5D6E80'))
  expect(texts()).toEqual([ana, '04A23B1C5D6E80'])
})

it('brings the same own card in portions of a few bytes', async () => {
  reader.set({ split: true })
  reader.swipe({ track1: 'CLUB MEMBER', track2: ana })
  await log.until(swiped(ana))
  expect(texts()).toEqual([ana])
})

it('of a card whose other track is bad, and that the reader sends twice, comes one reading', async () => {
  reader.set({ badTracks: [1], duplicate: true })
  reader.swipe({ track1: 'CLUB MEMBER', track2: ana })
  reader.set({ badTracks: [], duplicate: false })
  reader.swipe({ track2: bo })
  await log.until(swiped(bo))
  expect(texts()).toEqual([ana, bo])
})

it('of a damaged card comes that it is to be read again', async () => {
  reader.set({ wrongCheck: true })
  reader.swipe({ track2: ana })
  await eventually(() => log.readings.length === 1)
  expect(texts()).toEqual(['checksum'])
})

it('half a swipe before an unplug leaves nothing of itself, and the next card is read after the replug', async () => {
  reader.set({ partial: true })
  reader.swipe({ track2: '4111111111111111=28121010000000000' })
  reader.unplug()
  await log.untilState('reader', 'away')
  expect(JSON.stringify(log.messages)).not.toMatch(/\d{6}/)
  reader.set({ partial: false })
  reader.replug()
  await log.untilState('reader', 'ready')
  reader.swipe({ track2: ana })
  await log.until(swiped(ana))
})

it('noise is no card, and does not hide the next one', async () => {
  reader.noise(3000)
  reader.sendBytes(Buffer.from('\r'))
  reader.swipe({ track2: ana })
  await log.until(swiped(ana))
  expect(log.readings.filter((message) => message.type !== 'garbled')).toEqual([{ type: 'swiped', device: 'reader', text: ana }])
})

it('a card of another shop is told as such', async () => {
  reader.tap('7701234567890')
  reader.tap('05A23B1C5D6E80')
  await eventually(() => log.readings.length === 2)
  expect(texts()).toEqual(['foreign-card', 'foreign-card'])
})
