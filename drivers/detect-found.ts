import type { z } from 'zod'
import type { deviceConfig } from '../src/contract/config.ts'
import { makers } from './detect-makers.ts'
import type { UsbIds } from './detect-machine.ts'

/** An entry for the `devices` of a lane's config, as somebody would write it. */
export type ProposedDevice = z.input<typeof deviceConfig>

/** A proposal that has no name yet: names count through all that is found. */
export type Naming = (name: string) => ProposedDevice

/** `keyboard`: a scanner or card reader that is set to type as a keyboard does. */
export type FoundKind = 'serial' | 'hid-scanner' | 'hid-scale' | 'hid-card-reader' | 'keyboard' | 'usb-printer'

/** What one look at the machine found, before it is put in words. */
export interface Found {
  readonly kind: FoundKind
  readonly path: string
  readonly description: string
  readonly mayOpen: boolean
  readonly propose?: Naming | undefined
  /** What else to do for it, in a few words. */
  readonly hint?: string | undefined
  /** Why a lane cannot use it as it is. */
  readonly ruledOut?: { readonly state: 'needs-setting' | 'unsupported'; readonly advice: string } | undefined
}

/** `Honeywell Xenon 1900 (0c2e:0b61, serial number 123)` */
export function describeUsb(ids: UsbIds | undefined, fallback: string): string {
  if (!ids) return fallback
  const maker = makers[ids.vendorId]?.name ?? ids.manufacturer
  const named = [maker, ids.product].filter((part) => part !== undefined).join(' ')
  const serial = ids.serialNumber === undefined ? '' : `, serial number ${ids.serialNumber}`
  return `${named === '' ? fallback : named} (${hex(ids.vendorId)}:${hex(ids.productId)}${serial})`
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0')
}
