import { join } from 'node:path'
import { describeUsb, type Found, type Naming } from './detect-found.ts'
import { attribute, namesIn, stableNameOf, usbIdsAbove, type Machine, type UsbIds } from './detect-machine.ts'
import { makers } from './detect-makers.ts'

const serialNames = /^(tty(S|USB|ACM|AMA|XRUSB|WCH|MFD)|rfcomm)\d+$/
/** The kernel makes a few serial ports whether or not the machine has them; this type says it has not. */
const noSuchPort = '0'

/**
 * Lists serial ports by what the kernel shows of them.
 * serialport's own list asks the program `udevadm` and fails where it is missing.
 */
export async function detectSerial(machine: Machine): Promise<{ readonly found: readonly Found[]; readonly problem?: string | undefined }> {
  const folder = join(machine.sys, 'class/tty')
  const names = await namesIn(folder)
  if (names.length === 0) return { found: [], problem: `Serial ports cannot be listed: the kernel shows none in ${folder}.` }
  const found = await Promise.all(names.filter((name) => serialNames.test(name)).map((name) => detectPort(machine, join(folder, name), name)))
  return { found: found.flatMap((port) => port ?? []) }
}

async function detectPort(machine: Machine, folder: string, name: string): Promise<Found | undefined> {
  if ((await attribute(folder, 'type')) === noSuchPort) return undefined
  const path = join(machine.dev, name)
  const ids = await usbIdsAbove(machine, join(folder, 'device'))
  // By the device's own name first; by its socket where two of a make have no serial number.
  const stable = (await stableNameOf(machine, path, ['serial/by-id', 'serial/by-path'])) ?? path
  const found = { kind: 'serial' as const, path, description: describeUsb(ids, 'serial port'), mayOpen: await machine.mayOpen(path) }
  const propose = proposalFor(ids, stable)
  if (!propose) return { ...found, hint: `say in the config what hangs on it, with "wire":{"kind":"serial","path":"${stable}"} and the baud rate that device is set to` }
  return { ...found, propose, hint: propose('unnamed').role === 'scanner' ? 'set the scanner to end each code with CR' : 'check that the device is set to this speed and protocol' }
}

/** A guess by the maker; a bare adapter says nothing of what hangs on it. */
function proposalFor(ids: UsbIds | undefined, path: string): Naming | undefined {
  const wire = { kind: 'serial' as const, path }
  switch (ids && makers[ids.vendorId]?.makes[0]) {
    case 'scanner':
      return (name) => ({ role: 'scanner', name, wire, beep: beepOf(ids?.vendorId) })
    case 'scale':
      return (name) => ({ role: 'scale', name, wire, protocol: 'mt-sics' })
    case 'printer':
      return (name) => ({ role: 'printer', name, wire: { ...wire, baudRate: 115_200 } })
    default:
      return undefined
  }
}

/** Honeywell's scanners have a serial command for it; Zebra's beep on BEL, where they are set to. */
function beepOf(vendorId: number | undefined): 'honeywell' | 'bel' | 'none' {
  if (vendorId === 0x0c2e || vendorId === 0x0536 || vendorId === 0x23d0) return 'honeywell'
  return vendorId === 0x05e0 ? 'bel' : 'none'
}
