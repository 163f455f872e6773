/** Elements of a HID report lie anywhere, to the bit: lowest bit of the lowest byte first (HID 1.11, 8.4). */
interface BitPlace {
  readonly bitOffset: number
  /** From 1 to 32. */
  readonly bitSize: number
}

/** @returns the element's value without a sign; bits behind the report's end are 0 */
export function readBits(report: Buffer, { bitOffset, bitSize }: BitPlace): number {
  if (bitSize === 8 && (bitOffset & 7) === 0) return report[bitOffset >> 3] ?? 0
  let value = 0
  for (let bit = bitSize - 1; bit >= 0; bit--) {
    const at = bitOffset + bit
    value = value * 2 + (((report[at >> 3] ?? 0) >> (at & 7)) & 1)
  }
  return value
}

/** Writes the lowest `bitSize` bits of `value`; bits behind the report's end are lost. */
export function writeBits(report: Buffer, { bitOffset, bitSize }: BitPlace, value: number): void {
  for (let bit = 0; bit < bitSize; bit++) {
    const at = bitOffset + bit
    const mask = 1 << (at & 7)
    const byte = report[at >> 3]
    if (byte === undefined) return
    report[at >> 3] = Math.floor(value / 2 ** bit) % 2 === 1 ? byte | mask : byte & ~mask
  }
}
