import { isDeepStrictEqual } from 'node:util'
import type { DeviceConfig } from '../../../src/contract/config.ts'
import type { DeviceMessage, Devices } from '../../../src/contract/devices.ts'
import type { DeviceLog } from '../../support/drivers.ts'

/** One claim about HID, shown through the kernel. */
export interface RigCase {
  readonly name: string
  /** Its devices, under names that no other case uses. */
  readonly configs: readonly DeviceConfig[]
  /** Rejects, saying how, when the claim does not hold. */
  run(rig: { readonly devices: Devices; readonly log: DeviceLog }): Promise<void>
}

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
