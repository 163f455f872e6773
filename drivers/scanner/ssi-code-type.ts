import type { CodeKind } from './code-kind.ts'

/** Source: code type tables in Zebra's product reference guides. */
const kindByType: ReadonlyMap<number, CodeKind> = new Map([
  [0x01, 'code-39'], [0x02, 'codabar'], [0x03, 'code-128'], [0x06, 'itf'], [0x07, 'code-93'], [0x08, 'upc-a'], [0x09, 'upc-e'], [0x0a, 'ean-8'], [0x0b, 'ean-13'],
  [0x0f, 'gs1-128'], [0x10, 'upc-e'], [0x11, 'pdf417'], [0x16, 'bookland'], [0x1b, 'data-matrix'], [0x1c, 'qr'], [0x2d, 'aztec'], [0x30, 'data-bar'], [0x31, 'data-bar'],
  [0x32, 'data-bar'], [0xc1, 'gs1-data-matrix'], [0xc2, 'gs1-qr'],
])

/** Codes of the UPC and EAN family with two or five more digits behind them have one of these bits in their type. */
const addOnBits: readonly number[] = [0x40, 0x80]
const typesWithAddOn: readonly number[] = [0x08, 0x09, 0x0a, 0x0b, 0x10]

/** Undefined for a type that is not known. */
export function ssiCodeKind(type: number): CodeKind | undefined {
  const bare = addOnBits.map((bit) => type ^ bit).find((other) => typesWithAddOn.includes(other))
  return kindByType.get(bare ?? type)
}
