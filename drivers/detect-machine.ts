import { access, constants, readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The machine that is looked at; in tests a folder that looks like one. */
export interface Machine {
  /** `/sys` and `/dev`. */
  readonly sys: string
  readonly dev: string
  mayOpen(path: string): Promise<boolean>
}

export const thisMachine: Machine = {
  sys: '/sys',
  dev: '/dev',
  mayOpen: (path) => access(path, constants.R_OK | constants.W_OK).then(() => true, () => false),
}

/** What the kernel knows of a device's USB side. */
export interface UsbIds {
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber?: string | undefined
  readonly manufacturer?: string | undefined
  readonly product?: string | undefined
}

/** Names in a folder, in the order people count; none where the folder is missing. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
}

/** One attribute of the kernel, without its line end. */
export async function attribute(folder: string, name: string): Promise<string | undefined> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
  return text === undefined || text.trim() === '' ? undefined : text.trim()
}

/** Looks from a device up to the USB device it is part of; undefined when it hangs on nothing of USB. */
export async function usbIdsAbove(machine: Machine, device: string): Promise<UsbIds | undefined> {
  let folder = await realpath(device).catch(() => undefined)
  const top = await realpath(machine.sys).catch(() => machine.sys)
  while (folder !== undefined && folder.startsWith(`${top}/`)) {
    const [vendor, product] = [await attribute(folder, 'idVendor'), await attribute(folder, 'idProduct')]
    if (vendor !== undefined && product !== undefined) {
      return {
        vendorId: Number.parseInt(vendor, 16),
        productId: Number.parseInt(product, 16),
        serialNumber: await attribute(folder, 'serial'),
        manufacturer: await attribute(folder, 'manufacturer'),
        product: await attribute(folder, 'product'),
      }
    }
    folder = dirname(folder)
  }
  return undefined
}

/**
 * A name of `path` that stays the same when the cable is plugged in again: of the device itself, or of its socket.
 * @param folders below `/dev`, best first
 */
export async function stableNameOf(machine: Machine, path: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const inside = join(machine.dev, folder)
    for (const name of await namesIn(inside)) {
      const target = await readlink(join(inside, name)).catch(() => undefined)
      if (target !== undefined && join(inside, target) === path) return join(inside, name)
    }
  }
  return undefined
}
