import { access, constants, readdir } from 'node:fs/promises'

/** One thing that is plugged in, or that keeps us from seeing what is. */
export interface DetectedDevice {
  readonly kind: 'serial' | 'hid-scanner' | 'hid-scale' | 'hid-card-reader' | 'usb-printer'
  readonly path: string
  /** Maker, product and ids, as far as the system tells. */
  readonly description: string
  /** `no-permission`: it is there and may not be opened; `unsupported`: no driver yet. */
  readonly state: 'usable' | 'no-permission' | 'unsupported'
  /** What to write into the lane's config for it, or to do first. */
  readonly advice: string
}

export interface Detection {
  readonly devices: readonly DetectedDevice[]
  /** What could not be looked at, each with what to do. */
  readonly problems: readonly string[]
}

/** HID usage pages of retail devices. USB-IF, HID Usage Tables. */
const hidKinds: Readonly<Record<number, DetectedDevice['kind']>> = { 0x8c: 'hid-scanner', 0x8d: 'hid-scale', 0x8e: 'hid-card-reader' }

/** Looks at what is plugged into this machine. Opens nothing and changes nothing. */
export async function detectDevices(): Promise<Detection> {
  const parts = await Promise.all([detectSerial(), detectHid(), detectUsbPrinters()])
  return { devices: parts.flatMap((part) => part.devices), problems: parts.flatMap((part) => part.problems) }
}

async function detectSerial(): Promise<Detection> {
  try {
    const { ports, problem } = await (await import('./wire/list-serial.ts')).listSerialPorts()
    const devices = await Promise.all(ports.map(async ({ path, maker, vendorId, productId }) => {
      const description = [maker, vendorId && productId && `${vendorId}:${productId}`].filter(Boolean).join(' ') || 'serial port'
      const advice = `"wire":{"kind":"serial","path":"${path}"} with the baud rate the device is set to`
      return { kind: 'serial' as const, path, description, ...(await usability(path, 'dialout', advice)) }
    }))
    return { devices, problems: problem === undefined ? [] : [`Serial ports are listed by name only (${problem}). Install Debian's udev package to see makers and ids.`] }
  } catch (error) {
    return { devices: [], problems: [`The serial module does not load: ${messageOf(error)}. Run npm install on this machine.`] }
  }
}

async function detectHid(): Promise<Detection> {
  try {
    const found = await (await import('./wire/list-hid.ts')).listHid()
    const devices = found.flatMap(({ vendorId, productId, usagePage, product, path = '' }) => {
      const kind = hidKinds[usagePage]
      return kind === undefined ? [] : [{ kind, path, ids: `${hex(vendorId)}:${hex(productId)}`, product, wire: `"wire":{"kind":"hid","vendorId":${vendorId},"productId":${productId}}` }]
    })
    return { devices: await Promise.all(devices.map(describeHid)), problems: [] }
  } catch (error) {
    return { devices: [], problems: [`HID devices cannot be listed: ${messageOf(error)}. Debian needs libudev1 and libusb-1.0-0.`] }
  }
}

interface HidSeen {
  readonly kind: DetectedDevice['kind']
  readonly path: string
  readonly ids: string
  readonly product: string | undefined
  readonly wire: string
}

async function describeHid({ kind, path, ids, product, wire }: HidSeen): Promise<DetectedDevice> {
  const seen = { kind, path, description: `${product ?? 'HID device'} ${ids}` }
  if (kind !== 'hid-scanner') return { ...seen, state: 'unsupported', advice: 'no driver yet: set it to serial where it can' }
  return { ...seen, ...(await usability(path, 'lane', wire)) }
}

async function detectUsbPrinters(): Promise<Detection> {
  const names = await readdir('/dev/usb').catch(() => [])
  const devices = await Promise.all(names.filter((name) => /^lp\d+$/.test(name)).map(async (name) => {
    const path = `/dev/usb/${name}`
    return { kind: 'usb-printer' as const, path, description: 'USB printer', ...(await usability(path, 'lp', `"wire":{"kind":"file","path":"${path}"}`)) }
  }))
  return { devices, problems: [] }
}

/** @param group whose members may open the device */
async function usability(path: string, group: string, advice: string): Promise<Pick<DetectedDevice, 'state' | 'advice'>> {
  const mayOpen = await access(path, constants.R_OK | constants.W_OK).then(() => true, () => false)
  if (mayOpen) return { state: 'usable', advice }
  return { state: 'no-permission', advice: `add the lane's user to group ${group} (or a udev rule for this device), then log in again` }
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
