import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { deviceConfig, type DeviceConfig } from '../../src/contract/config.ts'
import { openPtyCable, type PtyCable } from './pty-cable.ts'
import { openSimulatedPrinter, type SimulatedPrinter } from './simulated-printer.ts'

/** Names of the simulated devices, the same in configs and at the control door. */
export type SimulatedDevice = 'scanner' | 'card-reader' | 'printer'

export interface SimulatorsOptions {
  /** Folder for the links to the serial ends; made when missing. */
  readonly dir: string
  /** Patterns of the retailer's own cards; the demo store's unless given. */
  readonly allow?: readonly string[] | undefined
}

export interface ScanOptions {
  /** AIM symbology identifier in front, "]E0". */
  readonly aim?: string | undefined
  /** Bytes at the end; a CR unless given, nothing for a scanner that is set up wrongly. */
  readonly suffix?: string | undefined
}

export interface Simulators {
  /** Ready for a lane. */
  readonly configs: readonly DeviceConfig[]
  readonly printer: SimulatedPrinter
  scan(text: string, options?: ScanOptions): void
  /** Swipes a magstripe: `text` is what stands on track 2, sent between its sentinels. */
  swipe(text: string): void
  /** Holds an NFC card or a phone at the reader: `text` alone. */
  tap(text: string): void
  /** Bytes as they are, in portions as they come: for split frames and noise. */
  sendBytes(device: 'scanner' | 'card-reader', bytes: Buffer): void
  unplug(device: SimulatedDevice): Promise<void>
  replug(device: SimulatedDevice): Promise<void>
  isPlugged(device: SimulatedDevice): boolean
  close(): Promise<void>
}

/** Layout of the demo store's member cards. */
const demoCards = ['29MMMMMMMMMMC']

/**
 * A lane's devices without hardware: scanner and card reader on pseudo terminals, printer with a drawer on TCP.
 * They speak the bytes that real ones do; nothing in the lane or its drivers knows the difference.
 */
export async function openSimulators({ dir, allow = demoCards }: SimulatorsOptions): Promise<Simulators> {
  mkdirSync(dir, { recursive: true })
  const scanner = openPtyCable(join(dir, 'scanner'))
  const cardReader = openPtyCable(join(dir, 'card-reader'))
  const printer = await openSimulatedPrinter()
  const cables: Readonly<Record<'scanner' | 'card-reader', PtyCable>> = { scanner, 'card-reader': cardReader }
  const pluggable = (device: SimulatedDevice): PtyCable | SimulatedPrinter => (device === 'printer' ? printer : cables[device])

  return {
    configs: configsFor({ scanner, cardReader, printer, allow }),
    printer,
    scan: (text, { aim = '', suffix = '\r' } = {}) => scanner.send(Buffer.from(aim + text + suffix, 'latin1')),
    swipe: (text) => cardReader.send(Buffer.from(`;${text}?\r`, 'latin1')),
    tap: (text) => cardReader.send(Buffer.from(`${text}\r`, 'latin1')),
    sendBytes: (device, bytes) => cables[device].send(bytes),
    unplug: async (device) => pluggable(device).unplug(),
    replug: async (device) => pluggable(device).replug(),
    isPlugged: (device) => pluggable(device).isPlugged,
    async close() {
      scanner.close()
      cardReader.close()
      await printer.close()
    },
  }
}

interface Ends {
  readonly scanner: PtyCable
  readonly cardReader: PtyCable
  readonly printer: SimulatedPrinter
  readonly allow: readonly string[]
}

function configsFor({ scanner, cardReader, printer, allow }: Ends): DeviceConfig[] {
  const serial = (path: string): object => ({ kind: 'serial', path, baudRate: 115_200 })
  return [
    { role: 'scanner', name: 'scanner', wire: serial(scanner.lanePath) },
    { role: 'card-reader', name: 'card-reader', wire: serial(cardReader.lanePath), allow: [...allow] },
    { role: 'printer', name: 'printer', wire: { kind: 'tcp', host: '127.0.0.1', port: printer.port } },
    { role: 'drawer', name: 'drawer', printer: 'printer' },
  ].map((config) => deviceConfig.parse(config))
}
