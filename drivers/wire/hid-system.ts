import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { devicesAsync, HIDAsync } from 'node-hid'
import { claimPath } from './claim-path.ts'
import type { HidSystem } from './hid.ts'

/** HID as this machine has it: node-hid over hidraw. Only its asynchronous half, which never stops the event loop. */
export const hidSystem: HidSystem = {
  list: (vendorId, productId) => devicesAsync(vendorId, productId),
  open: (path) => HIDAsync.open(path),
  claim: (path) => claimPath(path),
  /** The kernel shows the descriptor beside the device; node-hid has no call for it. */
  async readDescriptor(path) {
    if (!path.startsWith('/dev/hidraw')) return undefined
    return readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`).catch(() => undefined)
  },
}
