/** Bytes that can be looked at and not copied: a buffer, or some places of one. */
export interface Bytes {
  readonly length: number
  at(index: number): number | undefined
}

/** Lengths of a UID in hexadecimal digits. Source: ISO/IEC 14443-3 */
const digitCounts: readonly number[] = [8, 14, 20]

/**
 * The UID in what a contactless reader sends as text: hexadecimal, bytes apart by `:`, `-` or blanks or not at all.
 * @returns its digits in capitals, looked up in `bytes` and not copied; undefined when the text is no UID
 */
export function uidText(bytes: Buffer): Bytes | undefined {
  const mark = isMark(bytes[2]) ? bytes[2] : undefined
  const length = mark === undefined ? bytes.length : ((bytes.length + 1) / 3) * 2
  if (!digitCounts.includes(length)) return undefined
  const placeOf = (index: number): number => (mark === undefined ? index : index + (index >> 1))
  const at = (index: number): number | undefined => capital(bytes[placeOf(index)] ?? 0)
  for (let index = 0; index < length; index++) {
    const isLastOfByte = index % 2 === 1 && index < length - 1
    if (at(index) === undefined || (mark !== undefined && isLastOfByte && bytes[placeOf(index) + 1] !== mark)) return undefined
  }
  return { length, at }
}

function capital(byte: number): number | undefined {
  if ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46)) return byte
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x20 : undefined
}

function isMark(byte: number | undefined): boolean {
  return byte === 0x3a || byte === 0x2d || byte === 0x20
}
