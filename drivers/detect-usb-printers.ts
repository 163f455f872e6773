import { join } from 'node:path'
import { describeUsb, type Found } from './detect-found.ts'
import { attribute, namesIn, stableNameOf, usbIdsAbove, type Machine } from './detect-machine.ts'

/** Page languages of office printers; a receipt sent to one comes out as pages of signs. */
const officeLanguage = /\b(PCL|PJL|PCLXL|POSTSCRIPT|PWGRaster|URF|ESCPL2|GDI)\b/i
const receiptLanguage = /ESC\/POS|EPSON|\bPOS\b|STAR/i

/** Lists printers of the kernel's USB printer class. */
export async function detectUsbPrinters(machine: Machine): Promise<readonly Found[]> {
  const folder = join(machine.sys, 'class/usbmisc')
  const names = (await namesIn(folder)).filter((name) => /^lp\d+$/.test(name))
  return Promise.all(names.map((name) => detectPrinter(machine, join(folder, name, 'device'), name)))
}

async function detectPrinter(machine: Machine, device: string, name: string): Promise<Found> {
  const path = join(machine.dev, 'usb', name)
  const ids = await usbIdsAbove(machine, device)
  const found = { kind: 'usb-printer' as const, path, description: describeUsb(ids, 'USB printer'), mayOpen: await machine.mayOpen(path) }
  if (isOfficePrinter(await attribute(device, 'ieee1284_id'))) return { ...found, ruledOut: { state: 'unsupported', advice: 'it prints pages, not receipts' } }
  const stable = await stableNameOf(machine, path, ['lanewise'])
  return {
    ...found,
    propose: (printer) => ({ role: 'printer', name: printer, wire: { kind: 'file', path: stable ?? path } }),
    hint: stable === undefined ? 'with the rules that "lanewise devices rules" prints it gets a name that stays the same' : undefined,
  }
}

/** By what the printer says of itself, as `MFG:…;CMD:ESC/POS;MDL:…;`. One that says nothing is taken for a receipt printer. */
function isOfficePrinter(deviceId: string | undefined): boolean {
  const commands = /(?:^|;)\s*(?:CMD|COMMAND SET):([^;]*)/i.exec(deviceId ?? '')?.[1] ?? ''
  return officeLanguage.test(commands) && !receiptLanguage.test(commands)
}
