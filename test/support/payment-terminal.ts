import { deviceConfig } from '../../src/contract/config.ts'
import { deviceMessage, type DeviceMessage, type DeviceOrder, type DeviceOutcome, type DeviceState, type Devices } from '../../src/contract/devices.ts'
import { openOutbox } from '../../drivers/outbox.ts'
import { openPaymentTerminal } from '../../drivers/payment-terminal/payment-terminal.ts'
import type { PaymentTerminalCore } from '../../drivers/simulator/payment-terminal-core.ts'
import { keepOpen, networkBackoff } from '../../drivers/wire/keep-open.ts'
import type { Timers } from '../../drivers/timers.ts'
import type { Link, LinkEvents } from '../../drivers/wire/wire.ts'

export const terminalName = 'card-terminal'

const config = deviceConfig.parse({ role: 'payment-terminal', name: terminalName, wire: { kind: 'tcp', host: '127.0.0.1', port: 20_007 } })

/** A cable of exact bytes between the driver's wire and a simulated terminal, without sockets: every cut is where it is said to be. */
async function openMemoryLink(core: PaymentTerminalCore, events: LinkEvents, onArrival: (bytes: Buffer) => void): Promise<Link> {
  let isUp = true
  const drop = (): void => {
    if (!isUp) return
    isUp = false
    queueMicrotask(() => events.ended('unplugged', 'the terminal closed the connection'))
  }
  const arrive = (bytes: Buffer): void => {
    onArrival(bytes)
    events.bytes(bytes)
  }
  const till = core.attach({ send: (bytes) => queueMicrotask(() => arrive(Buffer.from(bytes))), drop })
  return {
    async write(bytes) {
      if (!isUp) throw new Error('disconnected')
      queueMicrotask(() => isUp && till.take(Buffer.from(bytes)))
    },
    async close() {
      isUp = false
      till.ended()
    },
  }
}

/** The real driver on the real wire, joined to a simulated terminal in memory. */
export function openTerminalDevices(core: PaymentTerminalCore, timers: Timers, { onArrival = () => undefined, ...more }: { readonly slip?: 'lane' | 'terminal'; /** Sees the very buffers the driver gets. */ readonly onArrival?: (bytes: Buffer) => void } = {}): Devices {
  if (config.role !== 'payment-terminal') throw new Error('the config is of another role')
  const outbox = openOutbox()
  const wire = keepOpen({ openLink: (events) => openMemoryLink(core, events, onArrival), timers, backoff: networkBackoff })
  const driver = openPaymentTerminal({ config: { ...config, ...more }, wire, timers, send: outbox.send })
  return { order: (order) => driver.order(order), onMessage: outbox.onMessage, close: () => driver.close() }
}

export interface Heard {
  readonly messages: readonly DeviceMessage[]
  outcome(orderId: string): DeviceOutcome | undefined
  state(): DeviceState['state'] | undefined
  trace(): number | undefined
}

/** Everything that came up, checked against the contract. */
export function hear(devices: Devices): Heard {
  const messages: DeviceMessage[] = []
  devices.onMessage((message) => void messages.push(deviceMessage.parse(message)))
  return {
    messages,
    outcome: (orderId) => messages.find((message): message is DeviceOutcome => message.type === 'outcome' && message.orderId === orderId),
    state: () => messages.findLast((message): message is DeviceState => message.type === 'state')?.state,
    trace: () => messages.findLast((message) => message.type === 'terminal-trace')?.traceNumber,
  }
}

export const payOrder = (orderId: string, amountMinor: number, timeoutMs = 180_000): DeviceOrder => ({ type: 'pay', orderId, device: terminalName, timeoutMs, amountMinor })
export const statusOrder = (orderId: string, of: { readonly paymentId: string; readonly amountMinor: number; readonly afterTrace?: number | undefined; readonly ofTrace?: number | undefined }): DeviceOrder => ({
  type: 'payment-status', orderId, device: terminalName, timeoutMs: 30_000, paymentId: of.paymentId, amountMinor: of.amountMinor,
  ...(of.afterTrace === undefined ? {} : { afterTrace: of.afterTrace }), ...(of.ofTrace === undefined ? {} : { ofTrace: of.ofTrace }),
})
