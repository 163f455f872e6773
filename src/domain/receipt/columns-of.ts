/**
 * Code points that fill two columns of a receipt printer: East Asian Width W and F, and the
 * emoji blocks. First and last of each range, ascending.
 * Source: Unicode Standard Annex 11.
 */
const wideRanges: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f], [0x2e80, 0x303e], [0x3041, 0xa4cf], [0xa960, 0xa97c], [0xac00, 0xd7a3], [0xf900, 0xfaff],
  [0xfe10, 0xfe19], [0xfe30, 0xfe6b], [0xff01, 0xff60], [0xffe0, 0xffe6], [0x1b000, 0x1b2ff],
  [0x1f300, 0x1f64f], [0x1f680, 0x1f6ff], [0x1f900, 0x1f9ff], [0x1fa70, 0x1faff], [0x20000, 0x3fffd],
]

const withoutWidth = /[\p{Mn}\p{Me}\p{Cf}]/u

/** True for a character that is as wide as two digits. */
export function isWide(character: string): boolean {
  const point = character.codePointAt(0) ?? 0
  return point >= 0x1100 && wideRanges.some(([first, last]) => point >= first && point <= last)
}

/** Width of a text in printer columns: two for Chinese characters and full-width signs, none for combining marks, one for the rest. */
export function columnsOf(text: string): number {
  let columnCount = 0
  for (const character of text) {
    if (!withoutWidth.test(character)) columnCount += isWide(character) ? 2 : 1
  }
  return columnCount
}
