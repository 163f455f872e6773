import type { EightDigits } from './read-gtin.ts'

/**
 * What a code in a symbology may be. Routing is by kind: a lane never tries what the symbology cannot mean.
 * - `retail`: EAN and UPC, in one of the lengths; own codes of the store among them
 * - `with-add-on`: the same with the two or five digits beside a magazine or book
 * - `add-on`: those digits alone, sent after the code they stand beside
 * - `itf-14`: cases; nothing shorter, since a beam that leaves it halfway sees a shorter one that looks whole
 * - `elements`: element strings of GS1
 * - `text`: own codes, Digital Links, element strings in parentheses
 * - `own`: own codes of the store and nothing else
 * - `unnamed`: the scanner did not say; everything, each by its form
 */
export type CodeRoute =
  | { readonly route: 'retail'; readonly lengths: readonly number[]; readonly eightDigits: EightDigits }
  | { readonly route: 'with-add-on' }
  | { readonly route: 'add-on'; readonly length: number }
  | { readonly route: 'itf-14' | 'elements' | 'text' | 'own' | 'unnamed' }

export type Symbology = CodeRoute & { readonly name: string }

/** EAN-13 as the standard names it covers UPC-A and UPC-E too; scanners send them in 13 digits or in their own 12 and 8. */
const ean13: CodeRoute = { route: 'retail', lengths: [8, 12, 13], eightDigits: 'upc-e' }
const ean8: CodeRoute = { route: 'retail', lengths: [8], eightDigits: 'ean-8' }

/** By the whole identifier. Source: ISO/IEC 15424; under `]X` as Zebra and Honeywell use it. */
const whole: Readonly<Record<string, Symbology>> = {
  ']E0': { name: 'ean-13', ...ean13 },
  ']E1': { name: 'ean-2', route: 'add-on', length: 2 },
  ']E2': { name: 'ean-5', route: 'add-on', length: 5 },
  ']E3': { name: 'ean-13-add-on', route: 'with-add-on' },
  ']E4': { name: 'ean-8', ...ean8 },
  ']X0': { name: 'ean-13', route: 'retail', lengths: [13], eightDigits: 'ean-8' },
  ']X9': { name: 'ean-13', route: 'retail', lengths: [13], eightDigits: 'ean-8' },
  ']XC': { name: 'ean-8', ...ean8 },
  ']Xg': { name: 'upc-a', route: 'retail', lengths: [12, 13], eightDigits: 'upc-e' },
  ']Xk': { name: 'upc-e', ...ean13 },
  ']Xr': { name: 'databar', route: 'elements' },
  ']Xs': { name: 'databar', route: 'elements' },
  ']Xt': { name: 'databar', route: 'elements' },
  ']C1': { name: 'gs1-128', route: 'elements' },
  ']e0': { name: 'databar', route: 'elements' },
  ']e1': { name: 'composite', route: 'elements' },
  ']e2': { name: 'composite', route: 'elements' },
  ']Q3': { name: 'gs1-qr', route: 'elements' },
  ']Q4': { name: 'gs1-qr', route: 'elements' },
  ']d2': { name: 'gs1-datamatrix', route: 'elements' },
  ']d5': { name: 'gs1-datamatrix', route: 'elements' },
  ']J1': { name: 'gs1-dotcode', route: 'elements' },
  ']J4': { name: 'gs1-dotcode', route: 'elements' },
}

/** By the letter, whatever the modifier behind it. */
const byLetter: Readonly<Record<string, Symbology>> = {
  I: { name: 'itf', route: 'itf-14' },
  Q: { name: 'qr', route: 'text' },
  d: { name: 'datamatrix', route: 'text' },
  J: { name: 'dotcode', route: 'text' },
  C: { name: 'code-128', route: 'own' },
  A: { name: 'code-39', route: 'own' },
  G: { name: 'code-93', route: 'own' },
  F: { name: 'codabar', route: 'own' },
  L: { name: 'pdf417', route: 'own' },
  z: { name: 'aztec', route: 'own' },
  U: { name: 'maxicode', route: 'own' },
}

const unnamed: Symbology = { name: 'unnamed', route: 'unnamed' }
const other: Symbology = { name: 'other', route: 'own' }

/** @param aim as the scanner sent it, "]E0"; undefined when it named none */
export function symbologyOf(aim: string | undefined): Symbology {
  if (aim === undefined) return unnamed
  return whole[aim] ?? byLetter[aim[1] ?? ''] ?? other
}
