import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import { openStateTeller, outcomeOf, refuse, type Driver, type Send } from '../driver.ts'
import { blockedBy } from './condition.ts'
import { resultOf, type PrinterHost, type PrinterStatus, type Result } from './printer.ts'

type DrawerConfig = Extract<DeviceConfig, { role: 'drawer' }>

interface Parts {
  readonly config: DrawerConfig
  /** Undefined when the config names a printer there is none of. */
  readonly printer: PrinterHost | undefined
  readonly send: Send
}

/**
 * A cash drawer on a printer's kick-out connector.
 *
 * The pulse is sent once. While the printer is stopped (no paper, cover open) an ordinary pulse would wait in it and
 * open the drawer when somebody brings paper, with nobody near: then the real-time pulse is used, which acts at once
 * or not at all, and only the drawer's own switch proves that it did.
 */
export function openDrawer({ config, printer, send }: Parts): Driver {
  const device = config.name
  const teller = openStateTeller(send, device, 'drawer')
  let isOpen: boolean | undefined

  function tellStatus(status: PrinterStatus): void {
    if (status.kind === 'away') return teller.tell('away', status.trouble)
    teller.tell('ready')
    const open = status.condition.drawerPinHigh === (config.openWhen === 'high')
    if (open === isOpen) return
    isOpen = open
    send({ type: 'drawer', device, open })
  }

  async function open(order: DeviceOrder, host: PrinterHost): Promise<Result> {
    return host.run(order.timeoutMs, async (conversation, leftMs) => {
      if (blockedBy(conversation.condition) !== undefined) {
        if ((await conversation.command(realTimePulse(config))) === 'away') return { outcome: 'failed', detail: 'away' }
        await conversation.askStatus(Math.min(1500, leftMs()))
        return isOpen ? { outcome: 'done' } : { outcome: 'unknown', detail: 'printer-stopped' }
      }
      if (!(await conversation.settle(leftMs()))) return { outcome: 'failed', detail: 'busy' }
      return resultOf(await conversation.deliver(pulse(config), leftMs(), config.onMs + config.offMs))
    })
  }

  if (printer) printer.onStatus(tellStatus)
  else teller.tell('away', 'not-found', `no printer named ${config.printer}`)

  return {
    order(order) {
      if (order.type !== 'open-drawer') return refuse(send, order, 'unsupported')
      if (!printer) return refuse(send, order, 'not-found')
      void open(order, printer).then(({ outcome, detail }) => send(outcomeOf(order, outcome, detail)))
    },
    close: () => Promise.resolve(),
  }
}

/** `ESC p m t1 t2`: on and off times in units of 2 ms. */
function pulse({ pin, onMs, offMs }: DrawerConfig): Buffer {
  return Buffer.from([0x1b, 0x70, pinNumber(pin), Math.round(onMs / 2), Math.round(offMs / 2)])
}

/** `DLE DC4 1 m t`: on time in units of 100 ms, 1 to 8. */
function realTimePulse({ pin, onMs }: DrawerConfig): Buffer {
  return Buffer.from([0x10, 0x14, 0x01, pinNumber(pin), Math.min(Math.max(Math.round(onMs / 100), 1), 8)])
}

function pinNumber(pin: DrawerConfig['pin']): number {
  return pin === 2 ? 0 : 1
}
