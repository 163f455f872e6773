import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DoorRoute } from './door-route.ts'

/** A simulated device as it stands on the bench: plugged into a lane, with everything a person can do to it. */
export interface BenchDevice {
  /** The same in the lane's config and at the control door. */
  readonly name: SimulatedDevice
  /** For the lane; a printer brings its drawer. */
  readonly configs: readonly DeviceConfig[]
  /** What only this device can be asked. */
  readonly routes: readonly DoorRoute[]
  /** How it is, by name, for `GET /state`. */
  state(): Readonly<Record<string, object>>
  readonly isPlugged: boolean
  unplug(): void | Promise<void>
  replug(): void | Promise<void>
  /** Bytes that mean nothing, as a loose plug makes them; absent where its cable carries none. */
  sendNoise?(bytes: Buffer): void
  close(): void | Promise<void>
}

export const simulatedDevices = ['scanner', 'card-reader', 'printer', 'scale', 'line-display', 'payment-terminal'] as const
export type SimulatedDevice = (typeof simulatedDevices)[number]
