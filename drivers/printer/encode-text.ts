import iconv from 'iconv-lite'
import { isWide } from '../../src/domain/receipt/columns-of.ts'
import type { PrinterProfile } from './profiles.ts'

/** `FS &`: bytes from here on are Chinese characters of two bytes; `FS .`: single bytes again. */
export const chineseOn = Buffer.from([0x1c, 0x26])
export const chineseOff = Buffer.from([0x1c, 0x2e])

/** Nearest signs of the same width, for code pages that lack the right one. */
const nearest: Readonly<Record<string, string>> = { '×': 'x', '–': '-', '—': '-', '−': '-', '‘': "'", '’': "'", '“': '"', '”': '"', '•': '*', '…': '.', '\u00a0': ' ', '€': 'E' }

/**
 * Turns text into a printer's own bytes, keeping every column where the layout put it:
 * what the printer cannot print becomes a question mark, or two for a wide character.
 */
export function encodeText(text: string, profile: PrinterProfile): Buffer {
  const parts: Buffer[] = []
  let chinese = false
  for (const character of text) {
    const bytes = isWide(character) ? wideBytes(character, profile) : undefined
    if ((bytes !== undefined) !== chinese) {
      chinese = !chinese
      parts.push(chinese ? chineseOn : chineseOff)
    }
    parts.push(bytes ?? narrowBytes(character, profile))
  }
  if (chinese) parts.push(chineseOff)
  return Buffer.concat(parts)
}

/** Two bytes, or undefined when the printer has no such character. Printers know no four-byte GB18030. */
function wideBytes(character: string, profile: PrinterProfile): Buffer | undefined {
  if (profile.wideCharacters === 'none') return undefined
  const bytes = iconv.encode(character, 'gb18030')
  return bytes.length === 2 ? bytes : undefined
}

function narrowBytes(character: string, profile: PrinterProfile): Buffer {
  if (isWide(character)) return Buffer.from('??')
  if (/\p{Mn}|\p{Me}/u.test(character)) return Buffer.alloc(0)
  if (fits(character, profile)) return iconv.encode(character, profile.codePage.name)
  const substitute = nearest[character]
  return substitute !== undefined && fits(substitute, profile) ? iconv.encode(substitute, profile.codePage.name) : Buffer.from('?')
}

function fits(character: string, profile: PrinterProfile): boolean {
  if (character < ' ' || character === '\x7f') return false
  const bytes = iconv.encode(character, profile.codePage.name)
  return bytes.length === 1 && iconv.decode(bytes, profile.codePage.name) === character
}
