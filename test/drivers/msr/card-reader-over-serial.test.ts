import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { openPtyCable, type PtyCable } from '../../../drivers/simulator/pty-cable.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { listenTo, temporaryFolder, testPaymentCards, type DeviceLog, type TemporaryFolder } from '../../support/drivers.ts'

let folder: TemporaryFolder
let cable: PtyCable
let devices: Devices
let log: DeviceLog

beforeEach(async () => {
  folder = temporaryFolder()
  cable = openPtyCable(`${folder.dir}/card-reader`)
  devices = openDevices([deviceConfig.parse({ role: 'card-reader', name: 'reader', wire: { kind: 'serial', path: cable.lanePath }, allow: ['29MMMMMMMMMMC'] })])
  log = listenTo(devices)
  await log.untilState('reader', 'ready')
})

afterEach(async () => {
  await devices.close()
  cable.close()
  folder.remove()
})

const send = (text: string): void => cable.send(Buffer.from(text, 'latin1'))
const swiped = (message: { type: string }): boolean => message.type === 'swiped'

it('brings an own card from track 2 and from an NFC reader', async () => {
  send('%CLUB MEMBER?;2900000048218?\r\n')
  send('2900000048218\r\n')
  await log.until((message) => message.type === 'swiped' && log.readings.length === 2)
  expect(log.readings).toEqual([{ type: 'swiped', device: 'reader', text: '2900000048218' }, { type: 'swiped', device: 'reader', text: '2900000048218' }])
})

it('of every payment card on every path only the refusal leaves, once for its tracks', async () => {
  for (const number of testPaymentCards) {
    send(`%B${number}^DOE/JANE^25121011000012300000?\r;${number}=25121011000012300000?\r${number}\r`)
    send(`${number}${'x'.repeat(9000)}\r`)
  }
  send(';2900000048218?\r')
  await log.until(swiped)
  const said = JSON.stringify(log.messages)
  for (const number of testPaymentCards) {
    expect(said).not.toContain(number)
    expect(said).not.toContain(number.slice(0, 6))
  }
  expect(new Set(log.readings.map((reading) => reading.type))).toEqual(new Set(['payment-card-rejected', 'garbled', 'swiped']))
})

it('half a payment card before an unplug leaves nothing of itself', async () => {
  send('%B4111111111111111^DOE/JANE^2512')
  cable.unplug()
  await log.untilState('reader', 'away')
  expect(JSON.stringify(log.messages)).not.toMatch(/\d{6}/)
})

it('a card of another shop is noise', async () => {
  send('7701234567890\r;2900000048218?\r')
  await log.until(swiped)
  expect(log.readings[0]).toEqual({ type: 'garbled', device: 'reader', reason: 'noise' })
})
