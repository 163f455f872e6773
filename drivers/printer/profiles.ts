import type { DeviceConfig } from '../../src/contract/config.ts'

type ProfileName = Extract<DeviceConfig, { role: 'printer' }>['profile']

/** What one family of printers can do, as data. */
export interface PrinterProfile {
  /** Characters of font A on one line. */
  readonly columnCount: number
  /** Printable dots across the paper; 8 dots a millimetre. */
  readonly dotCount: number
  /** Single-byte characters: name for iconv-lite, and the number that selects it (`ESC t`). */
  readonly codePage: { readonly name: string; readonly number: number }
  /** Wide characters, in two bytes between `FS &` and `FS .`; a printer without them prints question marks. */
  readonly wideCharacters: 'gb18030' | 'none'
  /** GS1-128 by the printer's own command (`GS k 74`), or as Code 128 with FNC1 where it has none. */
  readonly gs1128: 'native' | 'code-128'
  /** Feeds the last line past the blade and cuts, leaving one point. */
  readonly cut: readonly number[]
}

const partialCutAfterFeed = [0x1d, 0x56, 0x42, 0x00]

export const profiles: Readonly<Record<ProfileName, PrinterProfile>> = {
  'epson-80mm': { columnCount: 48, dotCount: 576, codePage: { name: 'cp858', number: 19 }, wideCharacters: 'none', gs1128: 'code-128', cut: partialCutAfterFeed },
  'epson-58mm': { columnCount: 32, dotCount: 384, codePage: { name: 'cp858', number: 19 }, wideCharacters: 'none', gs1128: 'code-128', cut: partialCutAfterFeed },
  // Printers for the Chinese market number their code pages freely; 0 is CP437 on all of them, and it has the yen sign.
  'gb18030-80mm': { columnCount: 48, dotCount: 576, codePage: { name: 'cp437', number: 0 }, wideCharacters: 'gb18030', gs1128: 'code-128', cut: partialCutAfterFeed },
}
