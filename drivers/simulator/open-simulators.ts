import { mkdirSync } from 'node:fs'
import { assert } from '../../src/domain/assert.ts'
import type { DeviceConfig } from '../../src/contract/config.ts'
import { openBenchCardReader } from './bench-card-reader.ts'
import type { BenchDevice, SimulatedDevice } from './bench-device.ts'
import { openBenchLineDisplay } from './bench-line-display.ts'
import { openBenchPaymentTerminal } from './bench-payment-terminal.ts'
import { openBenchPrinter } from './bench-printer.ts'
import { openBenchScale } from './bench-scale.ts'
import { openBenchScanner } from './bench-scanner.ts'
import type { SimulatedPrinter } from './simulated-printer.ts'
import type { SerialScaleProtocol } from './simulated-scale.ts'
import type { ScanOptions } from './simulated-scanner.ts'

export interface SimulatorsOptions {
  /** Folder for the links to the serial ends; made when missing. */
  readonly dir: string
  /** Patterns of the retailer's own cards; the demo store's unless given. */
  readonly allow?: readonly string[] | undefined
  /** What the devices do by chance is the same for the same seed. */
  readonly seed?: number | undefined
  /** `text` unless given. */
  readonly scanner?: 'text' | 'ssi' | undefined
  /** `toledo-8217` unless given. */
  readonly scale?: SerialScaleProtocol | undefined
}

export interface Simulators {
  /** Ready for a lane. */
  readonly configs: readonly DeviceConfig[]
  /** Every device with what can be asked of it. */
  readonly devices: readonly BenchDevice[]
  device(name: SimulatedDevice): BenchDevice
  readonly printer: SimulatedPrinter
  scan(text: string, options?: ScanOptions): void
  /** Swipes a magstripe: `text` is what stands on track 2, sent between its sentinels. */
  swipe(text: string): void
  /** Holds an NFC card or a phone at the reader: `text` alone. */
  tap(text: string): void
  unplug(device: SimulatedDevice): Promise<void>
  replug(device: SimulatedDevice): Promise<void>
  close(): Promise<void>
}

/** Layout of the demo store's member cards. */
const demoCards = ['29MMMMMMMMMMC']

/**
 * A lane's devices without hardware. They speak the bytes that real ones do; nothing in the lane or its drivers knows
 * the difference.
 */
export async function openSimulators({ dir, allow = demoCards, seed = 1, scanner: scannerProtocol = 'text', scale: scaleProtocol = 'toledo-8217' }: SimulatorsOptions): Promise<Simulators> {
  mkdirSync(dir, { recursive: true })
  const scanner = openBenchScanner({ dir, protocol: scannerProtocol, seed })
  const cardReader = openBenchCardReader({ dir, allow, seed })
  const printer = await openBenchPrinter({ seed })
  const devices: readonly BenchDevice[] = [scanner, cardReader, printer, openBenchScale({ dir, protocol: scaleProtocol, seed }), openBenchLineDisplay({ dir }), await openBenchPaymentTerminal({ seed })]

  function device(name: SimulatedDevice): BenchDevice {
    const found = devices.find((each) => each.name === name)
    assert(found !== undefined, `${name} is simulated`)
    return found
  }

  return {
    configs: devices.flatMap(({ configs }) => configs),
    devices,
    device,
    printer: printer.printer,
    scan: (text, options) => scanner.scan(text, options),
    swipe: (text) => cardReader.swipe(text),
    tap: (text) => cardReader.tap(text),
    unplug: async (name) => device(name).unplug(),
    replug: async (name) => device(name).replug(),
    async close() {
      await Promise.all(devices.map((each) => each.close()))
    },
  }
}
