import { openDrawer } from '../../drivers/printer/drawer.ts'
import { encodeEscpos } from '../../drivers/printer/encode-escpos.ts'
import { openPrinter } from '../../drivers/printer/printer.ts'
import { openOutbox } from '../../drivers/outbox.ts'
import { openPrinterMechanism, type MechanismOptions, type PrinterMechanism } from '../../drivers/simulator/printer-mechanism.ts'
import type { Timers } from '../../drivers/timers.ts'
import type { Wire, WireState, WriteOutcome } from '../../drivers/wire/wire.ts'
import { deviceConfig, type DeviceConfig } from '../../src/contract/config.ts'
import type { Devices } from '../../src/contract/devices.ts'

type Of<Role extends DeviceConfig['role']> = Extract<DeviceConfig, { role: Role }>

export interface MemoryPrinter {
  readonly devices: Devices
  readonly mechanism: PrinterMechanism
  /** Called when the mechanism cuts its link; without it the link is back after a moment. */
  onDrop(listener: (reconnect: () => void) => void): void
}

export interface MemoryPrinterOptions extends MechanismOptions {
  readonly printer?: Record<string, unknown>
  readonly drawer?: Record<string, unknown>
  /** What a write is told whose link was cut before it was over: the system may have taken it all, or not. */
  readonly cutWrite?: () => WriteOutcome
}

const reconnectMs = 200

/** The real printer and drawer drivers on a simulated printer, over a cable in memory and a clock of the test's own. */
export function openMemoryPrinter(timers: Timers, { printer = {}, drawer = {}, cutWrite = () => 'cut', ...options }: MemoryPrinterOptions = {}): MemoryPrinter {
  const { send, onMessage } = openOutbox()
  let isOpen = false
  let tellState: (state: WireState) => void = () => undefined
  let tellBytes: (bytes: Buffer) => void = () => undefined
  let whenDropped = (reconnect: () => void): void => void timers.after(reconnectMs, reconnect)

  const connect = (): void => {
    if (isOpen) return
    isOpen = true
    mechanism.begin()
    tellState({ open: true })
  }
  const disconnect = (): void => {
    if (!isOpen) return
    isOpen = false
    tellState({ open: false, trouble: 'unplugged', detail: 'cut' })
    whenDropped(connect)
  }
  const mechanism = openPrinterMechanism({ say: (bytes) => void timers.after(0, () => isOpen && tellBytes(bytes)), drop: disconnect, flow: () => undefined }, { ...options, timers })
  const wire: Wire = {
    get isOpen() {
      return isOpen
    },
    onBytes: (listener) => void (tellBytes = listener),
    onState: (listener) => void (tellState = listener),
    async write(bytes) {
      if (!isOpen) return 'away'
      mechanism.receive(bytes)
      return isOpen ? 'sent' : cutWrite()
    },
    reset: disconnect,
    setFeature: async () => 'away',
    getFeature: async () => undefined,
    close: async () => void (isOpen = false),
  }
  const printerConfig = deviceConfig.parse({ role: 'printer', name: 'printer', wire: { kind: 'file', path: '/dev/none' }, ...printer }) as Of<'printer'>
  const drawerConfig = deviceConfig.parse({ role: 'drawer', name: 'drawer', printer: 'printer', ...drawer }) as Of<'drawer'>
  const printerDriver = openPrinter({ config: printerConfig, wire, timers, send, encode: encodeEscpos })
  const drawerDriver = openDrawer({ config: drawerConfig, printer: printerDriver, timers, send })
  timers.after(0, connect)
  return {
    mechanism,
    onDrop: (listener) => void (whenDropped = listener),
    devices: {
      order: (order) => (order.device === 'drawer' ? drawerDriver : printerDriver).order(order),
      onMessage,
      async close() {
        await drawerDriver.close()
        await printerDriver.close()
      },
    },
  }
}
