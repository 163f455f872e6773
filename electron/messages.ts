import type { DeviceMessage, DeviceOrder } from '../src/contract/devices.ts'
import type { CallFrame, LaneFrame } from '../src/contract/frames.ts'

/** What the window process sends to the lane process. */
export type ToLane =
  | { readonly kind: 'call'; readonly frame: CallFrame }
  | FromDevices
  /** The device process has died; it is being started again. */
  | { readonly kind: 'devices-lost' }
  | { readonly kind: 'close' }

/** What the lane process sends back. `ready` comes once, with the first view after it. */
export type FromLane =
  | { readonly kind: 'ready' }
  | { readonly kind: 'frame'; readonly frame: LaneFrame }
  | { readonly kind: 'order'; readonly order: DeviceOrder }

/** What the device process gets and sends. */
export type ToDevices = { readonly kind: 'order'; readonly order: DeviceOrder } | { readonly kind: 'close' }
export type FromDevices = { readonly kind: 'device'; readonly message: DeviceMessage }
