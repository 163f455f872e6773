import type { WireConfig } from '../../src/contract/config.ts'
import { openSerialCable, openTcpCable, type PrinterCable } from './printer-cable.ts'
import { openPrinterMechanism, type MechanismOptions, type PrinterMechanism } from './printer-mechanism.ts'

export interface SimulatedPrinterOptions extends MechanismOptions {
  /** A serial printer behind a link of this name; on TCP when left out. */
  readonly lanePath?: string | undefined
}

/** A printer's mechanism on its cable. */
export interface SimulatedPrinter extends Omit<PrinterMechanism, 'receive' | 'begin' | 'stop'> {
  /** How a lane reaches it. */
  readonly wire: WireConfig
  /** On TCP; zero on a serial cable. */
  readonly port: number
  /** The roll ends once so many more lines are printed. */
  endPaperAfter(lineCount: number): void
  unplug(): Promise<void>
  replug(): Promise<void>
  readonly isPlugged: boolean
  close(): Promise<void>
}

/** A receipt printer with a drawer, on TCP or on a pseudo terminal. */
export async function openSimulatedPrinter({ lanePath, ...options }: SimulatedPrinterOptions = {}): Promise<SimulatedPrinter> {
  const mechanism = openPrinterMechanism({ say: (bytes) => cable.say(bytes), drop: () => cable.drop(), flow: (open) => cable.flow(open) }, options)
  const events = { bytes: mechanism.receive, began: mechanism.begin }
  const cable: PrinterCable = lanePath === undefined ? await openTcpCable(events) : openSerialCable(lanePath, events)
  const { set, powerOff, powerOn, dropLinkAfter, afterLines, receipts, unknown, closeDrawer, openDrawer } = mechanism
  return {
    set, powerOff, powerOn, dropLinkAfter, afterLines, receipts, unknown, closeDrawer, openDrawer,
    wire: cable.wire,
    port: cable.wire.kind === 'tcp' ? cable.wire.port : 0,
    get faults() {
      return mechanism.faults
    },
    get isOn() {
      return mechanism.isOn
    },
    get hanging() {
      return mechanism.hanging
    },
    get dataByteCount() {
      return mechanism.dataByteCount
    },
    get drawer() {
      return mechanism.drawer
    },
    endPaperAfter: (lineCount) => afterLines(lineCount, { paper: 'out' }),
    unplug: () => cable.unplug(),
    replug: () => cable.replug(),
    get isPlugged() {
      return cable.isPlugged
    },
    async close() {
      mechanism.stop()
      await cable.close()
    },
  }
}
