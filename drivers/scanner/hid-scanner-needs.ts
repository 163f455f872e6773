import type { WireConfig } from '../../src/contract/config.ts'
import type { HidNeeds } from '../wire/hid.ts'
import { barcodeScannerUsagePage } from './hid-scan-layout.ts'

const honeywell = 0x0c2e
const youjie = 0x23d0
/** Honeywell and Youjie scanners stay a keyboard until they are told otherwise, at every opening. */
const leaveKeyboardMode = Buffer.from([0xfe, 0x01])

/** What the HID wire needs to know to open a scanner of this make. */
export function hidScannerNeeds(wire: WireConfig): HidNeeds {
  const speaksOnRequest = wire.kind === 'hid' && (wire.vendorId === honeywell || wire.vendorId === youjie)
  return { usagePages: [barcodeScannerUsagePage], featureReports: speaksOnRequest ? [leaveKeyboardMode] : [] }
}
