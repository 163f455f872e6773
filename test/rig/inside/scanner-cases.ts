import { describeHidScanner, encodeHidScan, type HidScannerLayout } from '../../../drivers/simulator/hid-scanner-layout.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import { hex, scannerDescriptors, scanReportOf, type KnownScanner } from '../../support/drivers-hid-scanners.ts'
import { eventually } from '../../support/drivers.ts'
import { expectSame, nth, patienceMs, readingsOf, untilReadings, type RigCase, type RigDevice } from './rig-case.ts'
import { openUhidDevice } from './uhid-device.ts'

const ean = '5901234123457'
const gs1 = '010952123454321310LOT7\u001d17271231'
const digitalLink = `https://example.com/01/09521234543213/10/LOT7/21/SERIAL-0001?17=271231&3103=000750&note=${'x'.repeat(80)}`

interface ScannerSettings {
  readonly vendorId?: number
  readonly productId?: number
  readonly serialNumber?: string
  readonly beep?: string
}

/** Ids that belong to no maker of scanners; each has one of its own unless it is told. */
let nextProductId = 1
function scannerOf(name: string, descriptor: Buffer, { beep, vendorId = 0x1209, productId = nextProductId++, serialNumber }: ScannerSettings = {}): RigDevice {
  const ids = { vendorId, productId, ...(serialNumber === undefined ? {} : { serialNumber }) }
  return { config: deviceConfig.parse({ role: 'scanner', name, wire: { kind: 'hid', ...ids }, ...(beep === undefined ? {} : { beep }) }), unit: { name, descriptor, ...ids } }
}

/** Sends reports, and compares everything the scanner's readings said. */
function readingCase(name: string, scanner: RigDevice, reports: readonly Buffer[], expected: readonly { readonly text: string; readonly aim?: string }[]): RigCase {
  const device = scanner.config.name
  return {
    name,
    devices: [scanner],
    async run({ log, plugged }) {
      for (const report of reports) await nth(plugged, 0).send(report)
      await untilReadings(log, device, expected.length)
      expectSame(readingsOf(log, device), expected.map((reading) => ({ type: 'scanned', device, ...reading })))
    },
  }
}

function knownLayout(title: string, kind: KnownScanner): RigCase {
  const reports = [{ data: ean, aim: ']E0' }, { data: gs1, aim: ']C1' }, { data: '96385074' }].map((portion) => scanReportOf(kind, portion))
  return readingCase(title, scannerOf(`scanner-${kind}`, scannerDescriptors[kind]), reports, [{ text: ean, aim: ']E0' }, { text: gs1, aim: ']C1' }, { text: '96385074' }])
}

/** No maker's: the last comes first, sizes are odd, data is cut in two, and a second report of another id carries codes as well. */
const unseenLayout: HidScannerLayout = {
  reports: [
    { reportId: 7, fields: [{ kind: 'padding', bitCount: 7 }, { kind: 'continued', bitSize: 1 }, { kind: 'data', byteCount: 21, as: 'array' }, { kind: 'vendor', byteCount: 3, value: 0x5d }, { kind: 'data', byteCount: 10, as: 'variable' }, { kind: 'byte-count', bitSize: 16 }, { kind: 'aim' }] },
    { reportId: 9, fields: [{ kind: 'aim' }, { kind: 'data', byteCount: 100, as: 'variable' }] },
  ],
}

const many: readonly string[] = Array.from({ length: 40 }, (_, index) => String(9_520_000_000_000 + index))

/** Pulled between the two reports of a long code, and plugged in again, three times over. */
function replugCase(): RigCase {
  const scanner = scannerOf('scanner-replug', scannerDescriptors.counted)
  const device = scanner.config.name
  const rounds = ['4006381333931', '96385074', ean]
  return {
    name: 'unplugged in mid-code and plugged in again three times: ready again, no wrong item',
    devices: [scanner],
    async run({ log, plugged }) {
      let unit = nth(plugged, 0)
      for (const [round, text] of rounds.entries()) {
        await unit.send(scanReportOf('counted', { data: text, aim: ']E0' }))
        await unit.send(scanReportOf('counted', { data: digitalLink.slice(0, 56), aim: ']Q1', continued: true }))
        await log.until(() => readingsOf(log, device).filter(({ type }) => type === 'scanned').length > round)
        await unit.unplug()
        await log.untilState(device, 'away')
        unit = await openUhidDevice(scanner.unit)
        await log.untilState(device, 'ready')
      }
      expectSame(readingsOf(log, device).flatMap((message) => (message.type === 'scanned' ? [message.text] : [])), rounds)
    },
  }
}

/** Honeywell's stay keyboards until they are told otherwise, at every opening. */
function keyboardModeCase(): RigCase {
  const descriptor = Buffer.concat([scannerDescriptors.honeywell.subarray(0, -1), hex('85 FE 06 66 FF 09 05 75 08 95 01 B1 02 C0')])
  return {
    name: 'a Honeywell scanner is told to leave keyboard mode by its feature report',
    devices: [scannerOf('scanner-keyboard-mode', descriptor, { vendorId: 0x0c2e, productId: 0x0b61 })],
    async run({ plugged }) {
      const requests = nth(plugged, 0).requests.map(({ kind, report }) => `${kind} ${report.toString('hex')}`)
      expectSame(Array.from(new Set(requests)), ['set-feature fe01'])
    },
  }
}

function beepCase(kind: 'output' | 'feature', expected: string): RigCase {
  const layout: HidScannerLayout = { reports: [{ reportId: 2, fields: [{ kind: 'aim' }, { kind: 'data', byteCount: 20, as: 'variable' }] }], beep: { kind, reportId: 5, beforeBitCount: 3 } }
  const name = `scanner-beep-${kind}`
  return {
    name: `a scanner is told to beep for a code not on file by ${kind === 'output' ? 'an output' : 'a feature'} report`,
    devices: [scannerOf(name, describeHidScanner(layout), { beep: 'hid' })],
    async run({ devices, log, plugged }) {
      devices.order({ type: 'not-on-file', orderId: name, device: name, timeoutMs: 20_000 })
      expectSame((await log.outcome(name)).outcome, 'done')
      const { requests } = nth(plugged, 0)
      await eventually(() => requests.length > 0, patienceMs)
      expectSame(requests.map((request) => `${request.kind} ${request.report.toString('hex')}`), [expected])
    },
  }
}

function serialNumberCase(): RigCase {
  const [one, other] = ['one', 'other'].map((name) => scannerOf(`scanner-${name}`, scannerDescriptors.plain, { productId: 0x0f00, serialNumber: `SERIAL-${name}` }))
  if (!one || !other) throw new Error('two scanners')
  return {
    name: 'two scanners of one make keep to their serial numbers, the later one plugged in first',
    devices: [other, one],
    async run({ log, plugged }) {
      await nth(plugged, 0).send(scanReportOf('plain', { data: '2222222' }))
      await nth(plugged, 1).send(scanReportOf('plain', { data: '1111111' }))
      for (const [device, text] of [[one.config.name, '1111111'], [other.config.name, '2222222']] as const) {
        await untilReadings(log, device, 1)
        expectSame(readingsOf(log, device), [{ type: 'scanned', device, text }])
      }
    },
  }
}

export const scannerCases: readonly RigCase[] = [
  knownLayout('layout A, plain: identifier, data, continued', 'plain'),
  knownLayout('layout B, counted: byte count first', 'counted'),
  knownLayout('layout C, counted with two bytes of the maker\'s own', 'honeywell'),
  readingCase('a layout never seen before, with two reports', scannerOf('scanner-unseen', describeHidScanner(unseenLayout)),
    [...encodeHidScan(unseenLayout, { text: ean, aim: ']E0' }), ...encodeHidScan(unseenLayout, { text: gs1, aim: ']C1' }, 1), ...encodeHidScan(unseenLayout, { text: digitalLink, aim: ']Q1' })],
    [{ text: ean, aim: ']E0' }, { text: gs1, aim: ']C1' }, { text: digitalLink, aim: ']Q1' }]),
  readingCase('a Digital Link over several reports', scannerOf('scanner-link', scannerDescriptors.counted),
    [0, 56, 112].map((at) => scanReportOf('counted', { data: digitalLink.slice(at, at + 56), aim: ']Q1', continued: at + 56 < digitalLink.length })), [{ text: digitalLink, aim: ']Q1' }]),
  readingCase('forty codes without a pause, none lost, in order', scannerOf('scanner-many', scannerDescriptors.plain), many.map((data) => scanReportOf('plain', { data, aim: ']E0' })), many.map((text) => ({ text, aim: ']E0' }))),
  replugCase(),
  keyboardModeCase(),
  beepCase('output', 'output 0508'),
  beepCase('feature', 'set-feature 0508'),
  serialNumberCase(),
]
