import { parseReportDescriptor } from '../../../drivers/scanner/report-descriptor.ts'
import { openHidReportReader } from '../../../drivers/scanner/hid-report.ts'
import { openScanner } from '../../../drivers/scanner/scanner.ts'
import { writeSsiPacket } from '../../../drivers/scanner/ssi-packet.ts'
import { deviceConfig, type DeviceConfig } from '../../../src/contract/config.ts'
import { scannerDescriptors, scanReportOf, type KnownScanner } from '../../support/drivers-hid-scanners.ts'
import { checkNotCard, openFuzzedDriver } from '../fuzzed-driver.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { codeTexts } from './codes.ts'

type ScannerConfig = Extract<DeviceConfig, { role: 'scanner' }>
const shortTexts = codeTexts.filter((text) => text.length <= 56)

function configOf(parts: object): ScannerConfig {
  const config = deviceConfig.parse({ role: 'scanner', name: 'scanner', ...parts })
  if (config.role !== 'scanner') throw new Error('a scanner')
  return config
}

function driverTarget(name: string, parts: object, samples: readonly Buffer[], hid?: { readonly reportDescriptor: Buffer | undefined }): FuzzTarget {
  const config = configOf(parts)
  return { name, samples, ...(hid ? { isWhole: true } : {}), open: () => openFuzzedDriver({ open: ({ wire, timers, send }) => openScanner({ config, wire, timers, send }), reportDescriptor: hid?.reportDescriptor, check: (message) => void (message.type === 'scanned' && message.aim === undefined && checkNotCard(message.text)) }) }
}

const serial = { wire: { kind: 'serial', path: '/dev/null' } }
const hid = { wire: { kind: 'hid', vendorId: 1, productId: 2 } }
const reports = (scanner: KnownScanner): Buffer[] => shortTexts.flatMap((text) => [scanReportOf(scanner, { data: text.replace(/^\]../, ''), aim: ']E0' }), scanReportOf(scanner, { data: text.slice(0, 56), continued: true })])
const allReports = (['plain', 'counted', 'honeywell'] as const).flatMap(reports)
const packets = codeTexts.map((text, index) => writeSsiPacket({ opcode: 0xf3, status: index % 5 === 0 ? 2 : 0, source: 0, data: Buffer.concat([Buffer.from([[0x0b, 0x03, 0x0f, 0x08, 0x1c][index % 5] ?? 0]), Buffer.from(text, 'latin1')]) }))
const descriptors = Object.values(scannerDescriptors)

export const scannerTargets: readonly FuzzTarget[] = [
  driverTarget('scanner, text with CR', serial, codeTexts.map((text) => Buffer.from(`${text}\r`, 'latin1'))),
  driverTarget('scanner, text with STX and ETX', { ...serial, framing: { end: 'etx', prefix: 'A' } }, codeTexts.map((text) => Buffer.from(`\x02A${text}\x03`, 'latin1'))),
  driverTarget('scanner, text ended by silence', { ...serial, framing: { end: 'silence' } }, codeTexts.map((text) => Buffer.from(text, 'latin1'))),
  driverTarget('scanner, SSI packets', { ...serial, protocol: 'ssi', beep: 'ssi' }, [...packets, writeSsiPacket({ opcode: 0xd0, source: 0 }), writeSsiPacket({ opcode: 0xd1, source: 0, data: Buffer.from([1]) })]),
  ...(['plain', 'counted', 'honeywell'] as const).map((scanner) => driverTarget(`scanner, HID reports ${scanner}`, hid, reports(scanner), { reportDescriptor: scannerDescriptors[scanner] })),
  driverTarget('scanner, HID without descriptor', hid, allReports, { reportDescriptor: undefined }),
  {
    name: 'HID report descriptor',
    isWhole: true,
    samples: descriptors,
    open: () => ({
      take(bytes) {
        parseReportDescriptor(bytes)
        // Whatever was understood of it must read any report without falling over.
        const reader = openHidReportReader(bytes)
        for (const report of allReports.slice(0, 3)) reader.take(Buffer.from(report))
        reader.cutOff()
      },
      end: () => undefined,
    }),
  },
]
