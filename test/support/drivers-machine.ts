import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Machine, UsbIds } from '../../drivers/detect-machine.ts'
import { temporaryFolder } from './drivers.ts'

/** A folder that looks as `/sys` and `/dev` of a machine do, for looking at what is plugged into it. */
export interface FakeMachine extends Machine {
  plugHid(ids: UsbIds, reportDescriptor: Buffer): string
  plugBluetoothHid(ids: UsbIds, reportDescriptor: Buffer): string
  /** @param byId its name in /dev/serial/by-id */
  plugUsbSerial(driver: 'ttyUSB' | 'ttyACM', ids: UsbIds, names?: { readonly byId?: string; readonly byPath?: string }): string
  /** A port of the mainboard; the kernel also shows some that are not there. */
  addBoardSerial(isThere: boolean): string
  plugPrinter(ids: UsbIds, about?: { readonly deviceId?: string; readonly stableName?: string }): string
  /** The lane's user may not open it. */
  forbid(path: string): void
  remove(): void
}

export function fakeMachine(): FakeMachine {
  const folder = temporaryFolder()
  const root = realpathSync(folder.dir)
  const [sys, dev] = [join(root, 'sys'), join(root, 'dev')]
  const forbidden = new Set<string>()
  const counts = new Map<string, number>()

  function next(kind: string): number {
    const count = counts.get(kind) ?? 0
    counts.set(kind, count + 1)
    return count
  }

  function write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }

  function link(from: string, to: string): void {
    mkdirSync(dirname(from), { recursive: true })
    symlinkSync(relative(dirname(from), to), from)
  }

  /** @returns folder of its first interface */
  function usbDevice({ vendorId, productId, serialNumber, manufacturer, product }: UsbIds): string {
    const socket = `1-${next('usb') + 1}`
    const device = join(sys, 'devices/pci0000:00/usb1', socket)
    const hex = (id: number): string => `${id.toString(16).padStart(4, '0')}\n`
    write(join(device, 'idVendor'), hex(vendorId))
    write(join(device, 'idProduct'), hex(productId))
    if (serialNumber !== undefined) write(join(device, 'serial'), `${serialNumber}\n`)
    if (manufacturer !== undefined) write(join(device, 'manufacturer'), `${manufacturer}\n`)
    if (product !== undefined) write(join(device, 'product'), `${product}\n`)
    const first = join(device, `${socket}:1.0`)
    mkdirSync(first)
    return first
  }

  /** A class device: its folder below the device, the link to the device, the link from the class, and its file. */
  function classDevice(kind: string, name: string, device: string, file = name): string {
    const own = join(device, kind, name)
    mkdirSync(own, { recursive: true })
    link(join(own, 'device'), device)
    link(join(sys, 'class', kind, name), own)
    write(join(dev, file), '')
    return join(dev, file)
  }

  function hid(parent: string, ids: UsbIds, bus: string, reportDescriptor: Buffer): string {
    const hex = (id: number): string => id.toString(16).toUpperCase().padStart(8, '0')
    const number = next('hidraw')
    const device = join(parent, `${bus}:${number}`)
    write(join(device, 'report_descriptor'), reportDescriptor)
    write(join(device, 'uevent'), `DRIVER=hid-generic\nHID_ID=${bus}:${hex(ids.vendorId)}:${hex(ids.productId)}\nHID_NAME=${ids.product ?? ''}\nHID_UNIQ=${ids.serialNumber ?? ''}\n`)
    return classDevice('hidraw', `hidraw${number}`, device)
  }

  mkdirSync(join(sys, 'class/tty/console'), { recursive: true })
  mkdirSync(dev)
  return {
    sys,
    dev,
    mayOpen: async (path) => !forbidden.has(path),
    plugHid: (ids, reportDescriptor) => hid(usbDevice(ids), ids, '0003', reportDescriptor),
    plugBluetoothHid: (ids, reportDescriptor) => hid(join(sys, 'devices/virtual/misc/uhid'), ids, '0005', reportDescriptor),
    plugUsbSerial(driver, ids, { byId, byPath } = {}) {
      const name = `${driver}${next(driver)}`
      const face = usbDevice(ids)
      // USB serial adapters have a port below the interface; modems, as the kernel calls them, are the interface.
      const path = classDevice('tty', name, driver === 'ttyUSB' ? join(face, name) : face)
      if (byId !== undefined) link(join(dev, 'serial/by-id', byId), path)
      if (byPath !== undefined) link(join(dev, 'serial/by-path', byPath), path)
      return path
    },
    addBoardSerial(isThere) {
      const name = `ttyS${next('ttyS')}`
      const path = classDevice('tty', name, join(sys, 'devices/platform/serial8250', name))
      write(join(sys, 'class/tty', name, 'type'), isThere ? '4\n' : '0\n')
      return path
    },
    plugPrinter(ids, { deviceId, stableName } = {}) {
      const name = `lp${next('lp')}`
      const face = usbDevice(ids)
      if (deviceId !== undefined) write(join(face, 'ieee1284_id'), `${deviceId}\n`)
      const path = classDevice('usbmisc', name, face, `usb/${name}`)
      if (stableName !== undefined) link(join(dev, 'lanewise', stableName), path)
      return path
    },
    forbid: (path) => void forbidden.add(path),
    remove: folder.remove,
  }
}
