import iconv from 'iconv-lite'
import { isWide } from '../../src/domain/receipt/columns-of.ts'
import type { CodePage, PrinterProfile } from './profiles.ts'

/** `FS &`: bytes from here on are Chinese characters of two bytes; `FS .`: single bytes again. */
const chineseOn = Buffer.from([0x1c, 0x26])
export const chineseOff = Buffer.from([0x1c, 0x2e])

/** Nearest signs of the same width, for printers that lack the right one. */
const nearest: Readonly<Record<string, string>> = { '×': 'x', '–': '-', '—': '-', '−': '-', '‘': "'", '’': "'", '“': '"', '”': '"', '•': '*', '…': '.', '\u00a0': ' ', '€': 'E' }

/** A character as bytes, and what must be on for them: a code page, or two-byte characters. */
interface Encoded {
  readonly bytes: Buffer
  readonly set: CodePage | 'chinese'
}

/**
 * Turns text into a printer's own bytes, keeping every column where the layout put it: what the printer cannot print
 * becomes a question mark, or two for a wide character. Code pages change within a line where a name needs several;
 * the profile's first one is on before and after.
 */
export function encodeText(text: string, profile: PrinterProfile): Buffer {
  const [first] = profile.codePages
  const parts: Buffer[] = []
  let page = first
  let chinese = false
  const select = (set: Encoded['set']): void => {
    if ((set === 'chinese') !== chinese) parts.push(chinese ? chineseOff : chineseOn)
    chinese = set === 'chinese'
    if (set === 'chinese' || set === page) return
    parts.push(selectPage(set))
    page = set
  }
  for (const character of text) {
    const { bytes, set } = encodeCharacter(character, page, profile)
    if (bytes.length === 0) continue
    select(set)
    parts.push(bytes)
  }
  select(first)
  return Buffer.concat(parts)
}

/** `ESC t n`. */
export function selectPage({ number }: CodePage): Buffer {
  return Buffer.from([0x1b, 0x74, number])
}

function encodeCharacter(character: string, page: CodePage, profile: PrinterProfile): Encoded {
  if (isWide(character)) {
    const bytes = wideBytes(character, profile)
    return bytes ? { bytes, set: 'chinese' } : { bytes: Buffer.from('??'), set: page }
  }
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return { bytes: Buffer.alloc(0), set: page }
  return narrow(character, page, profile) ?? narrow(nearest[character] ?? '?', page, profile) ?? { bytes: Buffer.from('?'), set: page }
}

/** In the page that is on if it has the character, else in the first that has. */
function narrow(character: string, page: CodePage, { codePages }: PrinterProfile): Encoded | undefined {
  if (character < ' ' || character === '\x7f') return undefined
  for (const set of [page, ...codePages]) {
    const bytes = iconv.encode(character, set.name)
    if (bytes.length === 1 && (bytes[0] ?? 0) >= 0x20 && iconv.decode(bytes, set.name) === character) return { bytes, set }
  }
  return undefined
}

/** Two bytes, or undefined when the printer has no such character. Printers know no four-byte GB18030. */
function wideBytes(character: string, profile: PrinterProfile): Buffer | undefined {
  if (profile.wideCharacters === 'none') return undefined
  const bytes = iconv.encode(character, 'gb18030')
  return bytes.length === 2 ? bytes : undefined
}
