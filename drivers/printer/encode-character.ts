import iconv from 'iconv-lite'

/** Nearest signs of the same width, for devices that lack the right one. */
const nearest: Readonly<Record<string, string>> = { '×': 'x', '–': '-', '—': '-', '−': '-', '‘': "'", '’': "'", '“': '"', '”': '"', '•': '*', '…': '.', '\u00a0': ' ', '€': 'E' }

/** A character that takes no column: a mark on the one before, or a sign that only tells how to write. */
const withoutColumn = /[\p{Mn}\p{Me}\p{Cf}]/u

export function takesNoColumn(character: string): boolean {
  return withoutColumn.test(character)
}

/** The sign to print where a device lacks one: its nearest of the same width, or a question mark. */
export function nearestOf(character: string): string {
  return nearest[character] ?? '?'
}

/**
 * One character as one printable byte of a code page; undefined when the page lacks it.
 * Never a control character: what comes out cannot be taken for a command.
 * @param page name for iconv-lite
 */
export function encodeNarrow(character: string, page: string): Buffer | undefined {
  const bytes = iconv.encode(character, page)
  const [byte = 0] = bytes
  return bytes.length === 1 && byte >= 0x20 && byte !== 0x7f && iconv.decode(bytes, page) === character ? bytes : undefined
}

/** A wide character as two bytes of GB18030; undefined for one of four bytes, which no printer and no display knows. */
export function encodeWide(character: string): Buffer | undefined {
  const bytes = iconv.encode(character, 'gb18030')
  return bytes.length === 2 ? bytes : undefined
}
