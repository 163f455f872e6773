import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { openPtyCable, type PtyCable } from '../../../drivers/simulator/pty-cable.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { listenTo, temporaryFolder, testPaymentCards, type DeviceLog, type TemporaryFolder } from '../../support/drivers.ts'

const run = promisify(execFile)

let folder: TemporaryFolder
let cable: PtyCable
let devices: Devices
let log: DeviceLog

beforeEach(async () => {
  folder = temporaryFolder()
  cable = openPtyCable(`${folder.dir}/scanner`)
  devices = openDevices([deviceConfig.parse({ role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: cable.lanePath } })])
  log = listenTo(devices)
  await log.untilState('scanner', 'ready')
})

afterEach(async () => {
  await devices.close()
  cable.close()
  folder.remove()
})

const send = (text: string): void => cable.send(Buffer.from(text, 'latin1'))
const scanned = (text: string) => (message: { type: string; text?: string | undefined }): boolean => message.type === 'scanned' && message.text === text

describe('a scanner on a serial port', () => {
  it('brings a code that another program prints to the line', async () => {
    await run('sh', ['-c', 'printf \'5901234123457\\r\' > "$1"', 'sh', cable.outsidePath])
    await log.until(scanned('5901234123457'))
    expect(log.readings).toEqual([{ type: 'scanned', device: 'scanner', text: '5901234123457' }])
  })

  it('brings a code that comes in pieces, with its AIM identifier', async () => {
    for (const piece of [']', 'E0590', '12341', '23457', '\r', '\n']) send(piece)
    await log.until(scanned('5901234123457'))
    expect(log.readings).toEqual([{ type: 'scanned', device: 'scanner', text: '5901234123457', aim: ']E0' }])
  })

  it('loses none of a hundred codes and keeps their order', async () => {
    const codes = Array.from({ length: 100 }, (_, index) => String(2_000_000_000_000 + index))
    for (const code of codes) send(`${code}\r\n`)
    await log.until(scanned(codes.at(-1) ?? ''))
    expect(log.readings.map((reading) => (reading.type === 'scanned' ? reading.text : reading.type))).toEqual(codes)
  })

  it('unplugged in mid-code it sends no half code, and reads again when it is back', async () => {
    send('59012341')
    // The device process has the half code once a whole one sent before it could have been read.
    cable.unplug()
    await log.untilState('scanner', 'away')
    cable.replug()
    await log.untilState('scanner', 'ready')
    send('4006381333931\r')
    await log.until(scanned('4006381333931'))
    expect(log.readings.filter((reading) => reading.type === 'scanned')).toEqual([{ type: 'scanned', device: 'scanner', text: '4006381333931' }])
    expect(log.readings.every((reading) => reading.type === 'scanned' || reading.type === 'garbled')).toBe(true)
  })

  it('unplugged ten times, it is ready again each time within two seconds', async () => {
    for (let round = 0; round < 10; round++) {
      log.clear()
      send('590')
      cable.unplug()
      await log.untilState('scanner', 'away')
      const pluggedAtMs = performance.now()
      cable.replug()
      await log.untilState('scanner', 'ready')
      expect(performance.now() - pluggedAtMs).toBeLessThan(2000)
      send(`${round}\r`)
      await log.until(scanned(String(round)))
      expect(log.readings.filter((reading) => reading.type === 'scanned')).toHaveLength(1)
    }
  })

  it('refuses a 10 kB scan and reads the code after it', async () => {
    send(`${'7'.repeat(10_240)}\r5901234123457\r`)
    await log.until(scanned('5901234123457'))
    expect(log.readings).toEqual([{ type: 'garbled', device: 'scanner', reason: 'too-long' }, { type: 'scanned', device: 'scanner', text: '5901234123457' }])
  })

  it('passes two codes glued by a missing mark as one text: the lane judges', async () => {
    send('59012341234574006381333931\r')
    await log.until(scanned('59012341234574006381333931'))
  })

  it('calls binary noise noise, and reads the code after it', async () => {
    cable.send(Buffer.from([0x00, 0xff, 0x80, 0x13, 0x07, 0x0d]))
    send('5901234123457\r')
    await log.until(scanned('5901234123457'))
    expect(log.readings[0]).toEqual({ type: 'garbled', device: 'scanner', reason: 'noise' })
  })

  it('lets no payment card through', async () => {
    // 13 digits beginning with 4 are a German product as often as an old card: those are the one length that passes.
    const cards = testPaymentCards.filter((number) => number.length === 16)
    for (const number of cards) send(`${number}\r`)
    send('5901234123457\r')
    await log.until(scanned('5901234123457'))
    expect(log.readings.slice(0, -1)).toEqual(cards.map(() => ({ type: 'payment-card-rejected', device: 'scanner' })))
  })
})

describe('a scanner that is not there', () => {
  it('says so, and answers an order at once', async () => {
    const absent = openDevices([deviceConfig.parse({ role: 'scanner', name: 'other', wire: { kind: 'serial', path: `${folder.dir}/none` } })])
    const said = listenTo(absent)
    await said.untilState('other', 'away', 'not-found')
    absent.order({ type: 'not-on-file', orderId: 'beep', device: 'other', timeoutMs: 1000 })
    absent.order({ type: 'not-on-file', orderId: 'nobody', device: 'nobody', timeoutMs: 1000 })
    expect(await said.outcome('beep')).toMatchObject({ outcome: 'failed' })
    expect(await said.outcome('nobody')).toMatchObject({ outcome: 'failed', detail: 'no-such-device' })
    await absent.close()
  })
})
