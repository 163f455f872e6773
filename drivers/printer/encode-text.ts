import { isWide } from '../../src/domain/receipt/columns-of.ts'
import { encodeNarrow, encodeWide, nearestOf, takesNoColumn } from './encode-character.ts'
import type { CodePage, PrinterProfile } from './profiles.ts'

/** `FS &`: bytes from here on are Chinese characters of two bytes; `FS .`: single bytes again. */
const chineseOn = Buffer.from([0x1c, 0x26])
export const chineseOff = Buffer.from([0x1c, 0x2e])

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
    const bytes = profile.wideCharacters === 'none' ? undefined : encodeWide(character)
    return bytes ? { bytes, set: 'chinese' } : { bytes: Buffer.from('??'), set: page }
  }
  if (takesNoColumn(character)) return { bytes: Buffer.alloc(0), set: page }
  return narrow(character, page, profile) ?? narrow(nearestOf(character), page, profile) ?? { bytes: Buffer.from('?'), set: page }
}

/** In the page that is on if it has the character, else in the first that has. */
function narrow(character: string, page: CodePage, { codePages }: PrinterProfile): Encoded | undefined {
  for (const set of [page, ...codePages]) {
    const bytes = encodeNarrow(character, set.name)
    if (bytes) return { bytes, set }
  }
  return undefined
}
