import { describeHidScanner, encodeHidScan, type HidScannerLayout } from '../../../drivers/simulator/hid-scanner-layout.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import { scannerDescriptors, scanReportOf, type KnownScanner } from '../../support/drivers-hid-scanners.ts'
import { expectSame, readingsOf, untilReadings, type RigCase } from './rig-case.ts'
import { openUhidDevice, type UhidOptions } from './uhid-device.ts'

const ean = '5901234123457'
const gs1 = '010952123454321310LOT7\u001d17271231'
const digitalLink = `https://example.com/01/09521234543213/10/LOT7/21/SERIAL-0001?17=271231&3103=000750&note=${'x'.repeat(80)}`

/** Ids that belong to no maker of scanners; each case has one of its own, and so its own driver. */
let nextProductId = 1
function scannerOf(name: string, descriptor: Buffer, more: Partial<UhidOptions> = {}): { readonly config: RigCase['configs'][number]; readonly device: UhidOptions } {
  const ids = { vendorId: more.vendorId ?? 0x1209, productId: more.productId ?? nextProductId++ }
  return { config: deviceConfig.parse({ role: 'scanner', name, wire: { kind: 'hid', ...ids } }), device: { name, descriptor, ...ids, ...more } }
}

/** Plugs in, sends reports, and compares everything the scanner's readings said. */
function readingCase(title: string, scanner: ReturnType<typeof scannerOf>, reports: readonly Buffer[], expected: readonly { readonly text: string; readonly aim?: string }[]): RigCase {
  return {
    name: title,
    configs: [scanner.config],
    async run({ log }) {
      const device = await openUhidDevice(scanner.device)
      await log.untilState(scanner.device.name, 'ready')
      for (const report of reports) await device.send(report)
      await untilReadings(log, scanner.device.name, expected.length)
      expectSame(readingsOf(log, scanner.device.name), expected.map((reading) => ({ type: 'scanned', device: scanner.device.name, ...reading })))
      await device.unplug()
      await log.untilState(scanner.device.name, 'away')
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
]
