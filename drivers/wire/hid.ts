import type { WireConfig } from '../../src/contract/config.ts'
import type { Release } from './claim-path.ts'
import { troubleOf } from './trouble-of.ts'
import type { Link, LinkEvents } from './wire.ts'

type HidConfig = Extract<WireConfig, { kind: 'hid' }>

/** What a driver wants of the device beyond its ids. */
export interface HidNeeds {
  /** Pages of the top collection to open, best first, where the device has several: a scanner also shows a keyboard. */
  readonly usagePages: readonly number[]
  /** Sent after every opening, report id first: Honeywell and Youjie scanners leave keyboard mode by FE 01. */
  readonly featureReports?: readonly Buffer[] | undefined
}

/** One top collection of a device; those of one interface share a path. */
export interface HidListed {
  readonly path?: string | undefined
  readonly serialNumber?: string | undefined
  readonly usagePage?: number | undefined
}

/** An open device, as node-hid's HIDAsync gives it. */
export interface HidDevice {
  on(event: 'data', listener: (report: Buffer) => void): unknown
  /** On an unplug, once, with a bare string; `close` is never emitted. */
  on(event: 'error', listener: (error: unknown) => void): unknown
  /** Report id first; 0 where the device has no report ids. @returns bytes written */
  write(report: Buffer): Promise<number>
  sendFeatureReport(report: Buffer): Promise<number>
  getFeatureReport(reportId: number, byteCount: number): Promise<Buffer>
  close(): Promise<void>
}

/** The system's HID calls: node-hid, or a stand-in for it in tests. */
export interface HidSystem {
  list(vendorId: number, productId: number): Promise<readonly HidListed[]>
  /** Opens as often as it is asked to: hidraw knows no exclusive use. */
  open(path: string): Promise<HidDevice>
  claim(path: string): Promise<Release>
  /** Undefined where the system does not show it; the driver then goes by its fallback. */
  readDescriptor(path: string): Promise<Buffer | undefined>
}

/**
 * Opens a HID device by its ids, wherever it is plugged in, for this driver alone.
 * Of several that fit, the first one that no other driver has.
 */
export async function openHidLink(config: HidConfig, needs: HidNeeds, system: HidSystem, events: LinkEvents): Promise<Link> {
  const { path, release } = await claimFirst(await pathsOf(config, needs, system), system)
  try {
    const reportDescriptor = await system.readDescriptor(path)
    const device = await system.open(path)
    return await beginReading(device, { needs, events, release, reportDescriptor })
  } catch (error) {
    await release()
    throw error
  }
}

interface Opening {
  readonly needs: HidNeeds
  readonly events: LinkEvents
  readonly release: Release
  readonly reportDescriptor: Buffer | undefined
}

async function beginReading(device: HidDevice, { needs, events, release, reportDescriptor }: Opening): Promise<Link> {
  // On an unplug node-hid emits `error`, with a bare string, and no `close` at all.
  device.on('error', (error) => events.ended('unplugged', troubleOf(error).detail))
  try {
    for (const report of needs.featureReports ?? []) await device.sendFeatureReport(report)
  } catch (error) {
    await device.close()
    throw error
  }
  device.on('data', (report) => events.bytes(report))
  // node-hid begins to read a moment after its listener is set. One that is closed by then, because its opening came too
  // late, would throw where nobody can catch it, and end the whole process.
  let isReading = false
  const reading = new Promise<void>((begun) => void setImmediate(begun)).then(() => void (isReading = true))
  return {
    reportDescriptor,
    write: async (bytes) => void (await device.write(bytes)),
    setFeature: async (report) => void (await device.sendFeatureReport(report)),
    getFeature: (reportId, byteCount) => device.getFeatureReport(reportId, byteCount),
    close: () => (isReading ? device.close() : reading.then(() => device.close())).finally(release),
  }
}

/**
 * Paths that fit, in an order that stays the same: best page first, then by name.
 * A device whose pages the system does not tell is taken as it is.
 * @throws an error coded ENOENT when no such device is plugged in
 */
async function pathsOf(config: HidConfig, needs: HidNeeds, system: HidSystem): Promise<readonly string[]> {
  const all = await system.list(config.vendorId, config.productId)
  const ours = all.filter(({ serialNumber }) => config.serialNumber === undefined || serialNumber === config.serialNumber)
  const pages = [...needs.usagePages, undefined]
  const paths = pages.flatMap((page) => ours.filter(({ usagePage }) => usagePage === page).flatMap(({ path }) => path ?? []).sort(byNumber))
  if (paths.length > 0) return Array.from(new Set(paths))
  throw Object.assign(new Error(whyNone(config, all.length, ours.length)), { code: 'ENOENT' })
}

function whyNone({ serialNumber }: HidConfig, allCount: number, ourCount: number): string {
  if (allCount === 0) return 'no such device'
  return ourCount === 0 ? `none with serial number ${serialNumber ?? ''}` : 'no usage page of its kind: is it in keyboard mode?'
}

/** @throws what the last claim said, when every path is taken */
async function claimFirst(paths: readonly string[], system: HidSystem): Promise<{ readonly path: string; readonly release: Release }> {
  let refusal: unknown
  for (const path of paths) {
    try {
      return { path, release: await system.claim(path) }
    } catch (error) {
      refusal = error
    }
  }
  throw refusal
}

/** hidraw2 before hidraw10. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}
