import type { WireConfig } from '../../src/contract/config.ts'
import { assertNever } from '../../src/domain/assert.ts'
import type { Timers } from '../timers.ts'
import { openHidLink, type HidNeeds } from './hid.ts'
import { keepOpen, localBackoff, networkBackoff } from './keep-open.ts'
import type { OpenLink, Wire } from './wire.ts'

export interface WireNeeds {
  readonly timers: Timers
  /** What the driver wants of a HID device; without it, HID is no wire for this driver. */
  readonly hid?: HidNeeds | undefined
}

/**
 * Opens the wire a device's config names and keeps it open.
 * Native modules load with the first link that needs one: where one does not load, only its own devices are away.
 */
export function openWire(config: WireConfig, { timers, hid }: WireNeeds): Wire {
  return keepOpen({ openLink: linkOpener(config, timers, hid), timers, backoff: config.kind === 'tcp' ? networkBackoff : localBackoff })
}

function linkOpener(config: WireConfig, timers: Timers, hid: HidNeeds | undefined): OpenLink {
  switch (config.kind) {
    case 'serial':
      return async (events) => (await import('./serial.ts')).openSerialLink(config, timers, events)
    case 'hid':
      return async (events) => {
        if (!hid) throw new Error('this kind of device has no HID driver')
        return openHidLink(config, hid, (await import('./hid-system.ts')).hidSystem, events)
      }
    case 'tcp':
      return async (events) => (await import('./tcp.ts')).openTcpLink(config, events)
    case 'file':
      return async (events) => (await import('./file.ts')).openFileLink(config, timers, events)
    default:
      return assertNever(config, 'wire')
  }
}
