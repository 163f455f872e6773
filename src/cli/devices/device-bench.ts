import { forkDevices } from '../../../drivers/fork-devices.ts'
import type { DeviceConfig } from '../../contract/config.ts'
import type { DeviceMessage, DeviceOrder, DeviceOutcome } from '../../contract/devices.ts'

/** Devices opened to be tried, as the lane would open them, in a process of their own. */
export interface DeviceBench {
  /** The first message from now on that fits, or undefined when none came in time. */
  next<Message extends DeviceMessage>(fits: (message: DeviceMessage) => message is Message, timeoutMs: number): Promise<Message | undefined>
  /** How a device is; `away` with `connecting` until it has said something. */
  stateOf(device: string): DeviceState
  order(order: DeviceOrder): Promise<DeviceOutcome>
  close(): Promise<void>
}

type DeviceState = Pick<Extract<DeviceMessage, { type: 'state' }>, 'state' | 'trouble' | 'detail'>

/** The device process answers late orders itself, a second after their time. */
const answerGraceMs = 3_000

export function openDeviceBench(configs: readonly DeviceConfig[]): DeviceBench {
  const devices = forkDevices(configs)
  const states = new Map<string, DeviceState>()
  const listeners = new Set<(message: DeviceMessage) => void>()
  devices.onMessage((message) => {
    if (message.type === 'state') states.set(message.device, message)
    for (const listen of listeners) listen(message)
  })

  function next<Message extends DeviceMessage>(fits: (message: DeviceMessage) => message is Message, timeoutMs: number): Promise<Message | undefined> {
    return new Promise((resolve) => {
      const end = (message?: Message): void => {
        clearTimeout(timer)
        listeners.delete(listen)
        resolve(message)
      }
      const timer = setTimeout(() => end(), timeoutMs)
      const listen = (message: DeviceMessage): void => void (fits(message) && end(message))
      listeners.add(listen)
    })
  }

  return {
    next,
    stateOf: (device) => states.get(device) ?? { state: 'away', trouble: 'connecting' },
    async order(order) {
      const answered = next((message): message is DeviceOutcome => message.type === 'outcome' && message.orderId === order.orderId, order.timeoutMs + answerGraceMs)
      devices.order(order)
      return (await answered) ?? { type: 'outcome', orderId: order.orderId, outcome: 'unknown', detail: 'timed-out' }
    },
    close: () => devices.close(),
  }
}
