import { deviceMessage } from '../src/contract/devices.ts'
import type { DeviceMessage, DeviceOrder, DeviceRole, Devices } from '../src/contract/devices.ts'

/** Devices that live in another process, with the two things only the bridge between them knows. */
export interface BridgedDevices extends Devices {
  /** Takes a message from the device process. */
  deliver(message: unknown): void
  /** The device process has died: every device is away, and no one can say what became of open orders. */
  lost(): void
}

/** On top of an order's own time, before it is answered in place of a device process that hangs. */
const graceMs = 1_000

/** @param send passes an order on to the device process */
export function bridgeDevices(send: (order: DeviceOrder) => void): BridgedDevices {
  let listener: (message: DeviceMessage) => void = () => {}
  let running = false
  const roles = new Map<string, DeviceRole>()
  const openOrders = new Map<string, NodeJS.Timeout>()
  const settle = (orderId: string): void => {
    clearTimeout(openOrders.get(orderId))
    openOrders.delete(orderId)
  }
  const end = (orderId: string, outcome: 'failed' | 'unknown', detail: string): void => {
    settle(orderId)
    listener({ type: 'outcome', orderId, outcome, detail })
  }
  return {
    order(order) {
      // Nothing is kept for a device that is away: a drawer must not open minutes later.
      if (!running) return queueMicrotask(() => end(order.orderId, 'failed', 'device-process-ended'))
      openOrders.set(order.orderId, setTimeout(() => end(order.orderId, 'unknown', 'timed-out'), order.timeoutMs + graceMs))
      send(order)
    },
    onMessage(next) {
      listener = next
    },
    deliver(raw) {
      const message = deviceMessage.parse(raw)
      running = true
      if (message.type === 'state') roles.set(message.device, message.role)
      if (message.type === 'outcome') {
        // Answered in its place already, when it was late: exactly one answer goes up.
        if (!openOrders.has(message.orderId)) return
        settle(message.orderId)
      }
      listener(message)
    },
    lost() {
      running = false
      for (const orderId of [...openOrders.keys()]) end(orderId, 'unknown', 'device-process-ended')
      for (const [device, role] of roles) listener({ type: 'state', device, role, state: 'away', trouble: 'process-ended' })
    },
    close: () => Promise.resolve(),
  }
}
