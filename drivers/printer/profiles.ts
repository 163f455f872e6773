import type { DeviceConfig } from '../../src/contract/config.ts'

type PrinterConfig = Extract<DeviceConfig, { role: 'printer' }>

/**
 * How a printer tells that it has finished a receipt, and what `done` is worth.
 * - `process-id`: it repeats an id (`GS ( H`) when what stands before it has been printed. `done` is paper.
 * - `gs-r`: it answers `GS r` after everything before it, the cut included. `done` is a receipt cut.
 * - `automatic`: the same by its automatic status, which it sends when `GS a` turns it on. `done` is a receipt cut.
 * - `watched`: nothing it says has to do with what it has printed: real-time status overtakes the data. It is asked how it is
 *   over the whole time that printing takes. `done` is a printer that took every byte and never had a trouble; else `unknown`.
 */
export type Confirm = NonNullable<PrinterConfig['confirm']>

/** Single-byte characters: name for iconv-lite, and the number that selects it (`ESC t`). */
export interface CodePage {
  readonly name: string
  readonly number: number
}

/** What one family of printers can do, as data. */
export interface PrinterProfile {
  /** Characters of font A on one line, 12 dots each. */
  readonly columnCount: number
  /** Printable dots across the paper; 8 dots a millimetre. */
  readonly dotCount: number
  /** Code pages it has; the first one is on whenever a text begins and ends. */
  readonly codePages: readonly [CodePage, ...CodePage[]]
  /** Wide characters, in two bytes between `FS &` and `FS .`; a printer without them prints question marks. */
  readonly wideCharacters: 'gb18030' | 'none'
  /** Bars and QR codes by its own commands, or drawn dot by dot where it has none. */
  readonly codes: 'native' | 'drawn'
  /** GS1-128 by the printer's own command (`GS k 74`), or as Code 128 with FNC1 where it has none. The bars are the same. */
  readonly gs1128: 'native' | 'code-128'
  /** Feeds the last line past the blade and cuts; without a blade past the edge one tears at. */
  readonly cut: readonly number[]
  readonly hasCutter: boolean
  readonly confirm: Confirm
  /** The slowest of the family, for those that can only be watched. */
  readonly millimetresPerSecond: number
}

const blade = { cut: [0x1d, 0x56, 0x42, 0x00], hasCutter: true }
/** `GS V A 0`: the whole way through, for blades that leave no point. */
const fullBlade = { cut: [0x1d, 0x56, 0x41, 0x00], hasCutter: true }
const noBlade = { cut: [0x1b, 0x64, 0x05], hasCutter: false }
const wide80 = { columnCount: 48, dotCount: 576 }
const wide58 = { columnCount: 32, dotCount: 384 }

/** Western first: it has the euro, and every Epson since the TM-T88III has it under this number. CP858 is missing on some new ones. */
const epsonPages: PrinterProfile['codePages'] = [{ name: 'cp1252', number: 16 }, { name: 'cp437', number: 0 }, { name: 'cp852', number: 18 }, { name: 'cp866', number: 17 }]
/** Clones number their code pages freely; 0 is CP437 on all of them, and it has the yen sign. */
const clonePages: PrinterProfile['codePages'] = [{ name: 'cp437', number: 0 }]

const epson = { codePages: epsonPages, wideCharacters: 'none', codes: 'native', gs1128: 'code-128', confirm: 'gs-r', millimetresPerSecond: 100, ...blade } as const
const chinese = { ...epson, codePages: clonePages, wideCharacters: 'gb18030' } as const
const plain = { codePages: clonePages, wideCharacters: 'none', codes: 'drawn', gs1128: 'code-128', confirm: 'watched', millimetresPerSecond: 50, ...noBlade } as const

export const profiles: Readonly<Record<PrinterConfig['profile'], PrinterProfile>> = {
  'epson-80mm': { ...epson, ...wide80 },
  'epson-58mm': { ...epson, ...wide58 },
  'gb18030-80mm': { ...chinese, ...wide80 },
  'gb18030-58mm': { ...chinese, ...wide58 },
  'citizen-80mm': { ...epson, ...wide80, gs1128: 'native' },
  // In ESC/POS mode; the code pages of Star's own modes have other numbers.
  'star-80mm': { ...epson, ...wide80, ...fullBlade, confirm: 'automatic' },
  'plain-80mm': { ...plain, ...wide80 },
  'plain-58mm': { ...plain, ...wide58 },
}
