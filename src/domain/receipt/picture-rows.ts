import type { Picture } from './receipt-document.ts'

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * The rows of a picture, `widthDots / 8` bytes each, rounded up; leftmost dot in the highest bit.
 * Dots beyond the width, which only pad a row, are white; rows that are missing are white.
 */
export function pictureRows({ widthDots, heightDots, dots }: Picture): readonly Uint8Array[] {
  const rowByteCount = Math.ceil(widthDots / 8)
  const bytes = fromBase64(dots)
  return Array.from({ length: heightDots }, (_, index) => {
    const row = new Uint8Array(rowByteCount)
    row.set(bytes.slice(index * rowByteCount, (index + 1) * rowByteCount))
    if (widthDots % 8 > 0) row[rowByteCount - 1] = (row[rowByteCount - 1] ?? 0) & (0xff00 >> widthDots % 8)
    return row
  })
}

/** True for a black dot; both count from zero at the top left. */
export function isBlack(row: Uint8Array, column: number): boolean {
  return (((row[column >> 3] ?? 0) >> (7 - (column & 7))) & 1) === 1
}

/**
 * A picture no wider than the paper: one that is gets smaller by a whole factor, and a dot is black
 * where any of the dots it stands for was, so that thin lines stay.
 */
export function shrunkPicture<Kind extends Picture>(picture: Kind, mostDots: number): Kind {
  const factor = Math.ceil(picture.widthDots / mostDots)
  if (factor <= 1) return picture
  const rows = pictureRows(picture)
  const widthDots = Math.ceil(picture.widthDots / factor)
  const heightDots = Math.ceil(picture.heightDots / factor)
  const bytes = Array.from({ length: heightDots }, (_, top) => rowBytes(widthDots, (left) => anyBlack(rows, top * factor, left * factor, factor)))
  return { ...picture, widthDots, heightDots, dots: toBase64(bytes.flat()) }
}

/** A picture from dots: `isDotBlack` is asked for every dot, row by row from the top. */
export function pictureOf(widthDots: number, heightDots: number, isDotBlack: (column: number, row: number) => boolean): Picture {
  const bytes = Array.from({ length: heightDots }, (_, row) => rowBytes(widthDots, (column) => isDotBlack(column, row)))
  return { widthDots, heightDots, dots: toBase64(bytes.flat()) }
}

function rowBytes(widthDots: number, isDotBlack: (column: number) => boolean): number[] {
  return Array.from({ length: Math.ceil(widthDots / 8) }, (_, index) => {
    let byte = 0
    for (let bit = 0; bit < 8; bit++) {
      const column = index * 8 + bit
      if (column < widthDots && isDotBlack(column)) byte |= 0x80 >> bit
    }
    return byte
  })
}

function anyBlack(rows: readonly Uint8Array[], top: number, left: number, size: number): boolean {
  return rows.slice(top, top + size).some((row) => Array.from({ length: size }, (_, index) => isBlack(row, left + index)).includes(true))
}

/** The rules of selling run without Node and without a browser, so they bring their own base64. */
function fromBase64(text: string): Uint8Array {
  const values = Array.from(text.replace(/=+$/, ''), (digit) => digits.indexOf(digit))
  const bytes = new Uint8Array(Math.floor((values.length * 3) / 4))
  for (let index = 0; index < bytes.length; index++) {
    const at = Math.floor((index * 4) / 3)
    const [high = 0, low = 0] = [values[at], values[at + 1]]
    bytes[index] = index % 3 === 0 ? (high << 2) | (low >> 4) : index % 3 === 1 ? (high << 4) | (low >> 2) : (high << 6) | low
  }
  return bytes
}

function toBase64(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.slice(at, at + 3)
    const group = (first << 16) | (second << 8) | third
    const count = Math.min(bytes.length - at, 3) + 1
    for (let index = 0; index < 4; index++) text += index < count ? digits.charAt((group >> (18 - 6 * index)) & 63) : '='
  }
  return text
}
