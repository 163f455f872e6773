import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeUsb, type Found, type FoundKind, type Naming } from './detect-found.ts'
import { attribute, namesIn, usbIdsAbove, type Machine, type UsbIds } from './detect-machine.ts'
import { makers } from './detect-makers.ts'
import { beepCommandFor } from './scanner/beep.ts'

/** HID usage pages of retail devices. USB-IF, HID Usage Tables. */
const page = { desktop: 0x01, scanner: 0x8c, scale: 0x8d, cardReader: 0x8e, vendor: 0xff00 } as const
const magTek = 0x0801

interface HidSeen {
  readonly path: string
  readonly ids: UsbIds
  readonly descriptor: Buffer
  readonly pages: readonly number[]
}

/** Lists HID devices of retail kinds by the usage pages of their report descriptors. Other keyboards and mice are passed over. */
export async function detectHid(machine: Machine): Promise<readonly Found[]> {
  const folder = join(machine.sys, 'class/hidraw')
  const all = await Promise.all((await namesIn(folder)).map((name) => lookAt(machine, join(folder, name, 'device'), join(machine.dev, name))))
  const seen = all.flatMap((one) => one ?? [])
  const found = await Promise.all(seen.map((one) => describe(machine, one, seen)))
  return found.flatMap((one) => one ?? [])
}

async function lookAt(machine: Machine, device: string, path: string): Promise<HidSeen | undefined> {
  const [descriptor, ids] = [await readFile(join(device, 'report_descriptor')).catch(() => undefined), await idsOf(machine, device)]
  return descriptor && ids ? { path, ids, descriptor, pages: topUsagePages(descriptor) } : undefined
}

/** By USB where it hangs on USB; over Bluetooth the kernel tells `HID_ID=bus:vendor:product`. */
async function idsOf(machine: Machine, device: string): Promise<UsbIds | undefined> {
  const usb = await usbIdsAbove(machine, device)
  if (usb) return usb
  const uevent = (await attribute(device, 'uevent')) ?? ''
  const [, vendor, product] = /^HID_ID=[0-9A-F]+:([0-9A-F]+):([0-9A-F]+)$/m.exec(uevent) ?? []
  if (vendor === undefined || product === undefined) return undefined
  return { vendorId: Number.parseInt(vendor, 16), productId: Number.parseInt(product, 16), product: /^HID_NAME=(.+)$/m.exec(uevent)?.[1], serialNumber: /^HID_UNIQ=(.+)$/m.exec(uevent)?.[1] }
}

async function describe(machine: Machine, seen: HidSeen, all: readonly HidSeen[]): Promise<Found | undefined> {
  const about = { path: seen.path, description: describeUsb(seen.ids, 'HID device'), mayOpen: await machine.mayOpen(seen.path) }
  const kind = kindOf(seen)
  if (kind) return { ...about, kind, propose: proposalFor(kind, seen, hasTwin(seen, all)) }
  if (!typesAsKeyboard(seen, all)) return undefined
  return { ...about, kind: 'keyboard', ruledOut: { state: 'needs-setting', advice: 'it types as a keyboard does, wherever the cursor is: set it to HID POS, HID MSR or a serial port by its manual' } }
}

function kindOf({ ids, pages }: HidSeen): Exclude<FoundKind, 'serial' | 'keyboard' | 'usb-printer'> | undefined {
  if (pages.includes(page.scanner)) return 'hid-scanner'
  if (pages.includes(page.scale)) return 'hid-scale'
  return pages.includes(page.cardReader) || (ids.vendorId === magTek && pages.includes(page.vendor)) ? 'hid-card-reader' : undefined
}

/** @param bySerialNumber whether ids alone would not tell it from another one here */
function proposalFor(kind: ReturnType<typeof kindOf>, { ids, pages, descriptor }: HidSeen, bySerialNumber: boolean): Naming {
  const wire = { kind: 'hid' as const, vendorId: ids.vendorId, productId: ids.productId, ...(bySerialNumber ? { serialNumber: ids.serialNumber } : {}) }
  if (kind === 'hid-scanner') return (name) => ({ role: 'scanner', name, wire, beep: beepCommandFor('hid', descriptor) ? 'hid' : 'none' })
  if (kind === 'hid-scale') return (name) => ({ role: 'scale', name, wire, protocol: 'hid' })
  // `allow` is an example: which cards are the retailer's own, only the retailer knows.
  return (name) => ({ role: 'card-reader', name, wire, protocol: pages.includes(page.cardReader) ? 'hid-msr' : 'magtek', allow: ['29MMMMMMMMMMC'] })
}

/** Another of the same make and model hangs here too: then the serial number tells them apart. Else a spare may take its place. */
function hasTwin(seen: HidSeen, all: readonly HidSeen[]): boolean {
  const isSameModel = ({ ids }: HidSeen): boolean => ids.vendorId === seen.ids.vendorId && ids.productId === seen.ids.productId
  return seen.ids.serialNumber !== undefined && all.some((other) => isSameModel(other) && other.ids.serialNumber !== seen.ids.serialNumber)
}

/** Of a maker of scanners or card readers, with no other interface that a lane could open. */
function typesAsKeyboard({ ids, pages }: HidSeen, all: readonly HidSeen[]): boolean {
  const makes = makers[ids.vendorId]?.makes[0]
  if (!pages.includes(page.desktop) || (makes !== 'scanner' && makes !== 'card-reader')) return false
  return !all.some((other) => other.ids.vendorId === ids.vendorId && other.ids.productId === ids.productId && kindOf(other))
}

/** Pages of the collections that are in no other. Device Class Definition for HID 1.11, 6.2.2. */
export function topUsagePages(descriptor: Buffer): number[] {
  const pages: number[] = []
  let current = 0
  let depth = 0
  let at = 0
  while (at < descriptor.length) {
    const head = descriptor[at] ?? 0
    const size = head === 0xfe ? 2 + (descriptor[at + 1] ?? 0) : ([0, 1, 2, 4][head & 3] ?? 0)
    if (at + 1 + size > descriptor.length) break
    const tag = head & 0xfc
    if (tag === 0x04 && size > 0) current = descriptor.readUIntLE(at + 1, Math.min(size, 4))
    // A usage of four bytes brings its own page.
    if (tag === 0x08 && size === 4 && depth === 0) current = descriptor.readUInt16LE(at + 3)
    if (tag === 0xa0 && depth++ === 0) pages.push(current)
    if (tag === 0xc0) depth = Math.max(depth - 1, 0)
    at += 1 + size
  }
  return pages
}
