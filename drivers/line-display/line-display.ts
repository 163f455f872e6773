import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import { openStateTeller, outcomeOf, refuse, type Driver, type Send } from '../driver.ts'
import type { Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { encodeLines, encodeStart } from './encode-lines.ts'

type DisplayConfig = Extract<DeviceConfig, { role: 'line-display' }>
type ShowOrder = Extract<DeviceOrder, { type: 'show-lines' }>

interface Parts {
  readonly config: DisplayConfig
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
}

interface Waiting {
  readonly order: ShowOrder
  readonly untilMs: number
}

/**
 * Two lines for the customer, on a display of its own cable. It never says anything: `ready` is a cable that is open,
 * and an order is `done` when the system has taken all of its bytes.
 *
 * One order is written at a time and one may wait; a newer one takes its place. A display that takes no bytes, held
 * back by its handshake, is let go of after the order's time. Nothing is kept for one that is away.
 */
export function openLineDisplay({ config, wire, timers, send }: Parts): Driver {
  const teller = openStateTeller(send, config.name, 'line-display')
  let waiting: Waiting | undefined
  let isWriting = false

  async function writeWithin(bytes: Buffer, timeoutMs: number): Promise<'sent' | 'away' | 'cut'> {
    const cancel = timers.after(timeoutMs, () => wire.reset('no-answer', 'the display takes no bytes'))
    try {
      return await wire.write(bytes)
    } finally {
      cancel()
    }
  }

  async function show({ order, untilMs }: Waiting): Promise<void> {
    const leftMs = untilMs - timers.nowMs()
    if (leftMs <= 0) return refuse(send, order, 'busy')
    const written = await writeWithin(encodeLines(order.upper, order.lower, config), leftMs)
    if (written === 'sent') send(outcomeOf(order, 'done'))
    else if (written === 'away') refuse(send, order, teller.trouble ?? 'away')
    else send(outcomeOf(order, 'unknown', 'cut'))
  }

  async function work(): Promise<void> {
    if (isWriting) return
    isWriting = true
    for (let next = waiting; next; next = waiting) {
      waiting = undefined
      await show(next)
    }
    isWriting = false
  }

  // Displays that share a cable with other things may talk; nothing of it is for us.
  wire.onBytes(() => undefined)
  wire.onState((state) => {
    if (!state.open) return teller.tell('away', state.trouble, state.detail)
    // Lost with the link at worst, and then sent again on the next one.
    void wire.write(encodeStart(config))
    teller.tell('ready')
  })

  return {
    order(order) {
      if (order.type !== 'show-lines') return refuse(send, order, 'unsupported')
      if (!wire.isOpen) return refuse(send, order, teller.trouble ?? 'away')
      if (waiting) refuse(send, waiting.order, 'replaced')
      waiting = { order, untilMs: timers.nowMs() + order.timeoutMs }
      void work()
    },
    close: () => wire.close(),
  }
}
