import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { devicesAsync, HIDAsync } from 'node-hid'
import type { WireConfig } from '../../src/contract/config.ts'
import { troubleOf } from './trouble-of.ts'
import type { Link, LinkEvents } from './wire.ts'

type HidConfig = Extract<WireConfig, { kind: 'hid' }>

/** What a driver wants of the device beyond its ids. */
export interface HidNeeds {
  /** Top collection to open, where the device has several: a scanner also shows a keyboard. */
  readonly usagePage: number
  /** Sent as a feature report after opening: Honeywell and Youjie scanners leave keyboard mode by FE 01. */
  readonly featureReport?: Buffer | undefined
}

/**
 * Opens a HID device by its ids and usage page.
 * On an unplug node-hid emits `error`, with a bare string, and no `close` at all.
 */
export async function openHidLink(config: HidConfig, needs: HidNeeds, events: LinkEvents): Promise<Link> {
  const path = await pathOf(config, needs.usagePage)
  const reportDescriptor = await readReportDescriptor(path)
  const device = await HIDAsync.open(path)
  device.on('error', (error: unknown) => events.ended('unplugged', troubleOf(error).detail))
  try {
    if (needs.featureReport) await device.sendFeatureReport(needs.featureReport)
  } catch (error) {
    await device.close()
    throw error
  }
  device.on('data', (report: Buffer) => events.bytes(report))
  return { reportDescriptor, write: async (bytes) => void (await device.write(bytes)), close: () => device.close() }
}

/** @throws an error coded ENOENT when no such device is plugged in */
async function pathOf(config: HidConfig, usagePage: number): Promise<string> {
  const found = await devicesAsync(config.vendorId, config.productId)
  const wanted = found.find((device) => device.usagePage === usagePage) ?? found.find((device) => device.usagePage === undefined)
  if (wanted?.path !== undefined) return wanted.path
  throw Object.assign(new Error(found.length > 0 ? `no usage page ${usagePage.toString(16)}: is it in keyboard mode?` : 'no such device'), { code: 'ENOENT' })
}

/** The kernel shows the descriptor beside the device; node-hid has no call for it. Elsewhere the driver goes by its fallback. */
async function readReportDescriptor(path: string): Promise<Buffer | undefined> {
  if (!path.startsWith('/dev/hidraw')) return undefined
  return readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`).catch(() => undefined)
}
