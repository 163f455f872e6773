import { isDeepStrictEqual } from 'node:util'
import type { DeviceConfig } from '../../../src/contract/config.ts'
import type { DeviceMessage, Devices } from '../../../src/contract/devices.ts'
import type { DeviceLog } from '../../support/drivers.ts'
import type { UhidDevice, UhidOptions } from './uhid-device.ts'

/** A device to be plugged into the kernel, and the lane's config for it under the same name. */
export interface RigDevice {
  readonly config: DeviceConfig
  readonly unit: UhidOptions
}

/** One claim about HID, shown through the kernel. */
export interface RigCase {
  readonly name: string
  /** Plugged in before the device process starts, and pulled out after it. */
  readonly devices: readonly RigDevice[]
  /** Called when all of them are ready. Rejects, saying how, when the claim does not hold. */
  run(rig: Rig): Promise<void>
}

export interface Rig {
  readonly devices: Devices
  readonly log: DeviceLog
  /** In the order of the case's devices. */
  readonly plugged: readonly UhidDevice[]
}

/** An emulated processor on a busy machine: only its patience keeps a wait from being a failure. */
export const patienceMs = 90_000

/** What a device has read so far, its states left out. */
export function readingsOf(log: DeviceLog, device: string): DeviceMessage[] {
  return log.readings.filter((message) => 'device' in message && message.device === device)
}

export async function untilReadings(log: DeviceLog, device: string, count: number): Promise<void> {
  await log.until(() => readingsOf(log, device).length >= count)
}

/** @throws both sides in one line, for the one that goes out of the machine */
export function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) throw new Error(`got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`)
}

/** @throws when the case has fewer devices than that */
export function nth<Thing>(things: readonly Thing[], index: number): Thing {
  const thing = things[index]
  if (thing === undefined) throw new Error(`the case has no device ${index}`)
  return thing
}
