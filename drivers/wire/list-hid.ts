import { devicesAsync } from 'node-hid'

export interface HidFound {
  readonly vendorId: number
  readonly productId: number
  readonly usagePage: number
  readonly product?: string | undefined
  readonly path?: string | undefined
}

/** Lists HID devices with a usage page; keyboards and mice among them. */
export async function listHid(): Promise<readonly HidFound[]> {
  const found = await devicesAsync()
  return found.flatMap(({ vendorId, productId, usagePage, product, path }) => (usagePage === undefined ? [] : [{ vendorId, productId, usagePage, product, path }]))
}
