import type { DeviceConfig, WireConfig } from '../src/contract/config.ts'
import type { DeviceTrouble } from '../src/contract/device-troubles.ts'
import type { Devices } from '../src/contract/devices.ts'
import { assertNever } from '../src/domain/assert.ts'
import { openStateTeller, outcomeOf, refuse, type Driver, type Send } from './driver.ts'
import { limitReadings } from './limit-readings.ts'
import { openLineDisplay } from './line-display/line-display.ts'
import { openCardReader } from './msr/card-reader.ts'
import { hidCardReaderNeeds } from './msr/hid-card-reader-needs.ts'
import { openOutbox } from './outbox.ts'
import { openPaymentTerminal } from './payment-terminal/payment-terminal.ts'
import { openDrawer } from './printer/drawer.ts'
import { encodeEscpos } from './printer/encode-escpos.ts'
import { openPrinter, type Encode, type PrinterHost } from './printer/printer.ts'
import { scaleUsagePage } from './scale/hid-scale.ts'
import { openDialect } from './scale/open-dialect.ts'
import { openScale } from './scale/scale.ts'
import { hidScannerNeeds } from './scanner/hid-scanner-needs.ts'
import { openScanner } from './scanner/scanner.ts'
import { realTimers, type Timers } from './timers.ts'
import type { HidNeeds } from './wire/hid.ts'
import { openWire } from './wire/open-wire.ts'
import type { Wire } from './wire/wire.ts'

/**
 * Opens every device of a config in this process. Returns at once: each device says how it is as it is found.
 * A second device of the same name is not opened, and says so.
 */
export function openDevices(configs: readonly DeviceConfig[], timers: Timers = realTimers): Devices {
  const outbox = openOutbox()
  const send = limitReadings(outbox.send, timers)
  const drivers = new Map<string, Driver>()
  const printers = new Map<string, PrinterHost>()
  const wireOf = (wire: WireConfig, hid?: HidNeeds): Wire => openWire(wire, { timers, hid })

  function open(config: DeviceConfig): Driver {
    if (config.role !== 'drawer' && config.role !== 'scanner' && config.role !== 'card-reader' && config.role !== 'scale' && config.wire.kind === 'hid') return openUnsupported(config, send)
    switch (config.role) {
      case 'scanner':
        return openScanner({ config, wire: wireOf(config.wire, hidScannerNeeds(config.wire)), timers, send })
      case 'card-reader':
        return openCardReader({ config, wire: wireOf(config.wire, hidCardReaderNeeds(config)), timers, send })
      case 'printer': {
        const printer = openPrinter({ config, wire: wireOf(config.wire), timers, send, encode: encoderOf(config.encoder) })
        printers.set(config.name, printer)
        return printer
      }
      case 'drawer':
        return openDrawer({ config, printer: printers.get(config.printer), timers, send })
      case 'line-display':
        return openLineDisplay({ config, wire: wireOf(config.wire), timers, send })
      case 'scale':
        return openScale({ config, wire: wireOf(config.wire, { usagePages: [scaleUsagePage] }), timers, send, dialect: openDialect(config) })
      case 'payment-terminal':
        return config.wire.kind === 'tcp' ? openPaymentTerminal({ config, wire: wireOf(config.wire), timers, send }) : openUnsupported(config, send)
      default:
        return assertNever(config, 'device role')
    }
  }

  // A drawer finds its printer whatever the order in the file.
  const printersFirst = [...configs].sort((a, b) => Number(a.role === 'drawer') - Number(b.role === 'drawer'))
  for (const config of printersFirst) {
    if (drivers.has(config.name)) send({ type: 'state', device: config.name, role: config.role, state: 'away', trouble: 'same-name' satisfies DeviceTrouble })
    else drivers.set(config.name, open(config))
  }

  return {
    order(order) {
      const driver = drivers.get(order.device)
      if (driver) driver.order(order)
      else send(outcomeOf(order, 'failed', 'no-such-device'))
    },
    onMessage: outbox.onMessage,
    async close() {
      await Promise.all(Array.from(drivers.values(), (driver) => driver.close()))
    },
  }
}

/** The library is loaded only where a lane has chosen it. */
function encoderOf(name: 'lanewise' | 'escpos'): Encode {
  if (name === 'lanewise') return encodeEscpos
  return async (lines, profile) => (await import('./printer/encode-node-escpos.ts')).encodeNodeEscpos(lines, profile)
}

function openUnsupported(config: DeviceConfig, send: Send): Driver {
  openStateTeller(send, config.name, config.role).tell('away', 'unsupported', `a ${config.role} is not supported on this wire: connect a card terminal by TCP, a printer by serial, TCP or USB, anything else by serial`)
  return { order: (order) => refuse(send, order, 'unsupported'), close: () => Promise.resolve() }
}
