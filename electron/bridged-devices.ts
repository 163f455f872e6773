import { deviceMessage } from '../src/contract/devices.ts'
import type { DeviceMessage, DeviceOrder, DeviceRole, Devices } from '../src/contract/devices.ts'

/** Devices that live in another process, with the two things only the bridge between them knows. */
export interface BridgedDevices extends Devices {
  /** Takes a message from the device process. */
  deliver(message: unknown): void
  /** The device process has died: every device is away, and no one can say what became of open orders. */
  lost(): void
}

/** @param send passes an order on to the device process */
export function bridgeDevices(send: (order: DeviceOrder) => void): BridgedDevices {
  let listener: (message: DeviceMessage) => void = () => {}
  let running = false
  const roles = new Map<string, DeviceRole>()
  const openOrders = new Set<string>()
  const end = (orderId: string, outcome: 'failed' | 'unknown'): void => {
    openOrders.delete(orderId)
    listener({ type: 'outcome', orderId, outcome, detail: 'the device process is not running' })
  }
  return {
    order(order) {
      // Nothing is kept for a device that is away: a drawer must not open minutes later.
      if (!running) return queueMicrotask(() => end(order.orderId, 'failed'))
      openOrders.add(order.orderId)
      send(order)
    },
    onMessage(next) {
      listener = next
    },
    deliver(raw) {
      const message = deviceMessage.parse(raw)
      running = true
      if (message.type === 'state') roles.set(message.device, message.role)
      if (message.type === 'outcome') openOrders.delete(message.orderId)
      listener(message)
    },
    lost() {
      running = false
      for (const orderId of [...openOrders]) end(orderId, 'unknown')
      for (const [device, role] of roles) listener({ type: 'state', device, role, state: 'away', trouble: 'offline' })
    },
    close: () => Promise.resolve(),
  }
}
