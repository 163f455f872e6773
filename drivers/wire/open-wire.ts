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

/** A HID report is a few hundred bytes that the device takes at once, or never. */
const hidWriteMs = 5_000
/** A serial port takes bytes at the pace of its line whatever hangs on it; more than twice that time is a broken one. */
const serialSlackMs = 10_000
const bitsPerByte = 12

/**
 * Opens the wire a device's config names and keeps it open.
 * Native modules load with the first link that needs one: where one does not load, only its own devices are away.
 */
export function openWire(config: WireConfig, { timers, hid }: WireNeeds): Wire {
  return keepOpen({
    openLink: linkOpener(config, timers, hid),
    timers,
    backoff: config.kind === 'tcp' ? networkBackoff : localBackoff,
    writeTimeoutMs: writeTimeoutFor(config),
  })
}

function writeTimeoutFor(config: WireConfig): ((byteCount: number) => number) | undefined {
  if (config.kind === 'serial') return (byteCount) => serialSlackMs + Math.ceil((2 * byteCount * bitsPerByte * 1000) / config.baudRate)
  return config.kind === 'hid' ? () => hidWriteMs : undefined
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
      return async (events) => (await import('./tcp.ts')).openTcpLink(config, timers, events)
    case 'file':
      return async (events) => (await import('./file.ts')).openFileLink(config, timers, events)
    case 'pcsc':
      return async (events) => (await import('./pcsc.ts')).openPcscLink(config, timers, events)
    default:
      return assertNever(config, 'wire')
  }
}
