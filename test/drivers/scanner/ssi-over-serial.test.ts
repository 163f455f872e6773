import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { openSimulatedScanner, type ScannerFaults, type SimulatedScanner } from '../../../drivers/simulator/simulated-scanner.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { eventually, listenTo, temporaryFolder, type DeviceLog, type TemporaryFolder } from '../../support/drivers.ts'

let folder: TemporaryFolder
let scanner: SimulatedScanner
let devices: Devices
let log: DeviceLog

beforeEach(async () => {
  folder = temporaryFolder()
  scanner = openSimulatedScanner({ lanePath: `${folder.dir}/scanner`, protocol: 'ssi', seed: 7, answerTimeoutMs: 150 })
  devices = openDevices([deviceConfig.parse({ role: 'scanner', name: 'scanner', protocol: 'ssi', beep: 'ssi', wire: { kind: 'serial', path: scanner.lanePath } })])
  log = listenTo(devices)
  await log.untilState('scanner', 'ready')
})

afterEach(async () => {
  await devices.close()
  scanner.close()
  folder.remove()
})

const texts = (): string[] => log.readings.flatMap((reading) => (reading.type === 'scanned' ? [reading.text] : []))
const codes = Array.from({ length: 12 }, (_, index) => String(9_520_000_000_000 + index))

describe('an SSI scanner on a serial port', () => {
  it('brings codes with the identifier of their kind', async () => {
    scanner.scan('5901234123457')
    scanner.scan('012345678905')
    scanner.scan('10LOT7\u001d17271231', { aim: ']C1' })
    await eventually(() => texts().length === 3)
    expect(log.readings).toEqual([
      { type: 'scanned', device: 'scanner', text: '5901234123457', aim: ']E0' },
      { type: 'scanned', device: 'scanner', text: '0012345678905', aim: ']E0' },
      { type: 'scanned', device: 'scanner', text: '10LOT7\u001d17271231', aim: ']C1' },
    ])
  })

  it.each<[string, Partial<ScannerFaults>]>([
    ['when every answer of ours is lost once', { lostAnswers: true }],
    ['when every packet is damaged once', { wrongChecksum: true }],
    ['in the middle of noise', { noise: true }],
    ['in portions of a few bytes', { split: true }],
    ['a byte at a time, slowly', { slowMs: 1 }],
    ['when all of that happens at once', { lostAnswers: true, wrongChecksum: true, noise: true, split: true }],
  ])('loses no scan and makes none twice %s', async (_title, faults) => {
    scanner.set(faults)
    for (const code of codes) scanner.scan(code)
    await eventually(() => texts().length >= codes.length)
    scanner.set({ lostAnswers: false, wrongChecksum: false, noise: false })
    scanner.scan('5901234123457')
    await eventually(() => texts().includes('5901234123457'))
    expect(texts()).toEqual([...codes, '5901234123457'])
    expect(scanner.lostCount).toBe(0)
  })

  it('a code scanned twice by a trigger held too long is two scans: the lane judges', async () => {
    scanner.set({ duplicate: true })
    scanner.scan('5901234123457')
    await eventually(() => texts().length === 2)
    expect(texts()).toEqual(['5901234123457', '5901234123457'])
    expect(scanner.retransmitCount).toBe(0)
  })

  it('puts a long code of several packets together', async () => {
    const link = `https://example.com/01/09521234543213?note=${'x'.repeat(1200)}`
    scanner.scan(link, { aim: ']Q1' })
    await eventually(() => texts().length === 1)
    expect(log.readings).toEqual([{ type: 'scanned', device: 'scanner', text: link, aim: ']Q1' }])
  })

  it('switched off and on at the cable, it tells the lane of one bad reading and then talks in packets again', async () => {
    scanner.losePower()
    // A person scans again when nothing happens. The driver asks for packets at most once a second, and did so at the opening.
    let scannedAtMs = Number.NEGATIVE_INFINITY
    await eventually(() => {
      if (performance.now() - scannedAtMs > 400) {
        scannedAtMs = performance.now()
        scanner.scan('4006381333931')
      }
      return texts().includes('4006381333931')
    })
    expect(log.readings[0]).toEqual({ type: 'garbled', device: 'scanner', reason: 'noise' })
  })

  it('beeps when it is told that a code is not on file', async () => {
    devices.order({ type: 'not-on-file', orderId: 'beep', device: 'scanner', timeoutMs: 2000 })
    expect(await log.outcome('beep')).toMatchObject({ outcome: 'done' })
    expect(scanner.beepCount).toBe(1)
  })

  it('unplugged and plugged in again it is ready, and what it sent meanwhile is not made up', async () => {
    scanner.unplug()
    await log.untilState('scanner', 'away')
    scanner.replug()
    await log.untilState('scanner', 'ready')
    scanner.scan('4006381333931')
    await eventually(() => texts().length > 0)
    expect(texts()).toEqual(['4006381333931'])
  })
})

it('two scanners at once keep their codes apart and in order', async () => {
  const other = openSimulatedScanner({ lanePath: `${folder.dir}/other` })
  const both = openDevices([deviceConfig.parse({ role: 'scanner', name: 'other', beep: 'bel', wire: { kind: 'serial', path: other.lanePath } })])
  const said = listenTo(both)
  await said.untilState('other', 'ready')
  other.set({ split: true })
  for (const code of codes) {
    scanner.scan(code)
    other.scan(`7${code}`)
  }
  await eventually(() => texts().length === codes.length && said.readings.length === codes.length)
  expect(texts()).toEqual(codes)
  expect(said.readings.map((reading) => (reading.type === 'scanned' ? reading.text : reading.type))).toEqual(codes.map((code) => `7${code}`))
  both.order({ type: 'not-on-file', orderId: 'beep', device: 'other', timeoutMs: 2000 })
  await said.outcome('beep')
  await eventually(() => other.beepCount === 1)
  await both.close()
  other.close()
})
