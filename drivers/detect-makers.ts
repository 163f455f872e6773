import type { DeviceRole } from '../src/contract/devices.ts'

/** A maker of retail devices, by its USB vendor id. */
export interface Maker {
  readonly name: string
  /** What it is mostly met as at a lane; empty where its chips are in everything. */
  readonly makes: readonly DeviceRole[]
}

/**
 * Makers that are met at checkouts. Ids: the USB ID repository and, for Youjie, its own manuals.
 * The udev rules name every one of them that a lane opens by vendor, and no other.
 */
export const makers: Readonly<Record<number, Maker>> = {
  0x0c2e: { name: 'Honeywell', makes: ['scanner'] },
  0x0536: { name: 'Hand Held Products (Honeywell)', makes: ['scanner'] },
  0x23d0: { name: 'Youjie', makes: ['scanner'] },
  0x05e0: { name: 'Zebra (Symbol)', makes: ['scanner'] },
  0x05f9: { name: 'Datalogic (PSC)', makes: ['scanner', 'scale'] },
  0x080c: { name: 'Datalogic', makes: ['scanner'] },
  0x1eab: { name: 'Newland', makes: ['scanner'] },
  0x065a: { name: 'Opticon', makes: ['scanner'] },
  0x0801: { name: 'MagTek', makes: ['card-reader'] },
  0x0acd: { name: 'ID TECH', makes: ['card-reader'] },
  0x0c27: { name: 'rf IDEAS', makes: ['card-reader'] },
  0x09d8: { name: 'Elatec', makes: ['card-reader'] },
  0x0eb8: { name: 'Mettler Toledo', makes: ['scale'] },
  0x0b67: { name: 'Fairbanks', makes: ['scale'] },
  0x0922: { name: 'Dymo', makes: ['scale'] },
  0x04b8: { name: 'Epson', makes: ['printer'] },
  0x0519: { name: 'Star Micronics', makes: ['printer'] },
  0x1d90: { name: 'Citizen', makes: ['printer'] },
  0x2730: { name: 'Citizen', makes: ['printer'] },
  0x1504: { name: 'Bixolon', makes: ['printer'] },
  0x0dd4: { name: 'Custom', makes: ['printer'] },
  0x154f: { name: 'SNBC', makes: ['printer'] },
  0x0404: { name: 'NCR', makes: ['printer'] },
  0x0aa7: { name: 'Diebold Nixdorf (Wincor)', makes: ['printer'] },
  0x0fe6: { name: 'a maker of ESC/POS printers', makes: ['printer'] },
  0x0416: { name: 'a maker of ESC/POS printers', makes: ['printer'] },
  0x0403: { name: 'FTDI adapter', makes: [] },
  0x067b: { name: 'Prolific adapter', makes: [] },
  0x10c4: { name: 'Silicon Labs adapter', makes: [] },
  0x1a86: { name: 'QinHeng adapter', makes: [] },
}
