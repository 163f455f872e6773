import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceTrouble } from '../../src/contract/device-troubles.ts'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import type { Cancel, Timers } from '../timers.ts'
import { openStateTeller, outcomeOf, refuse, type Driver, type Send } from '../driver.ts'
import { blockedBy } from './condition.ts'
import { resultOf, type PrinterHost, type PrinterStatus, type Result } from './printer.ts'

type DrawerConfig = Extract<DeviceConfig, { role: 'drawer' }>

interface Parts {
  readonly config: DrawerConfig
  /** Undefined when the config names a printer there is none of. */
  readonly printer: PrinterHost | undefined
  readonly timers: Timers
  readonly send: Send
}

/**
 * A cash drawer on a printer's kick-out connector.
 *
 * The pulse is sent once. While the printer is stopped (no paper, cover open) an ordinary pulse would wait in it and
 * open the drawer when somebody brings paper, with nobody near: then the real-time pulse is used, which acts at once
 * or not at all, and only the drawer's own switch proves that it did.
 */
export function openDrawer({ config, printer, timers, send }: Parts): Driver {
  const device = config.name
  const teller = openStateTeller(send, device, 'drawer')
  let isOpen: boolean | undefined
  let isTooLong = false
  let cancelTooLong: Cancel = () => undefined

  function tellStatus(status: PrinterStatus): void {
    if (status.kind === 'away') return tellAway(status.trouble)
    const open = status.condition.drawerPinHigh === (config.openWhen === 'high')
    if (open !== isOpen) tellOpen(open)
    if (isTooLong) teller.tell('needs-care', 'open-too-long')
    else teller.tell('ready')
  }

  /** While nobody answers nobody knows; how long it has been open is counted from when it is seen again. */
  function tellAway(trouble: DeviceTrouble): void {
    watchTooLong(false)
    isOpen = undefined
    teller.tell('away', trouble)
  }

  function tellOpen(open: boolean): void {
    isOpen = open
    watchTooLong(open)
    send({ type: 'drawer', device, open })
  }

  function watchTooLong(open: boolean): void {
    cancelTooLong()
    isTooLong = false
    if (!open) return
    cancelTooLong = timers.after(config.openTooLongMs, () => {
      isTooLong = true
      teller.tell('needs-care', 'open-too-long')
    })
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
    async close() {
      cancelTooLong()
    },
  }
}

/**
 * `ESC p m t1 t2`: on and off times in units of 2 ms. Times of 32 and 8 or of 32 and 40 ms would read as the beginning of a
 * real-time command in the middle of the pulse: the drawer is then given two milliseconds more.
 */
export function pulse({ pin, onMs, offMs }: Pick<DrawerConfig, 'pin' | 'onMs' | 'offMs'>): Buffer {
  const [on, off] = [Math.round(onMs / 2), Math.round(offMs / 2)]
  const wouldCommand = on === 0x10 && [0x04, 0x05, 0x14].includes(off)
  return Buffer.from([0x1b, 0x70, pinNumber(pin), wouldCommand ? on + 1 : on, off])
}

/** `DLE DC4 1 m t`: on time in units of 100 ms, 1 to 8. */
function realTimePulse({ pin, onMs }: DrawerConfig): Buffer {
  return Buffer.from([0x10, 0x14, 0x01, pinNumber(pin), Math.min(Math.max(Math.round(onMs / 100), 1), 8)])
}

function pinNumber(pin: DrawerConfig['pin']): number {
  return pin === 2 ? 0 : 1
}
