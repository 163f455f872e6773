/** Kinds of code that scanners name in words of their own: SSI's type byte, a maker's letters in front of the text. */
export type CodeKind =
  | 'upc-a' | 'upc-e' | 'ean-8' | 'ean-13'
  /** Any of the four: some makers have one letter for the family. */
  | 'upc-or-ean'
  | 'bookland' | 'code-39' | 'codabar' | 'code-128' | 'gs1-128' | 'itf' | 'code-93' | 'data-bar'
  | 'pdf417' | 'data-matrix' | 'gs1-data-matrix' | 'qr' | 'gs1-qr' | 'aztec'

export interface NamedCode {
  readonly text: string
  readonly aim: string | undefined
}

const aimByKind: Readonly<Record<Exclude<CodeKind, 'upc-a' | 'upc-e' | 'ean-8' | 'ean-13' | 'upc-or-ean' | 'data-bar'>, string>> = {
  'bookland': ']X0', 'code-39': ']A0', 'codabar': ']F0', 'code-128': ']C0', 'gs1-128': ']C1', 'itf': ']I0', 'code-93': ']G0',
  'pdf417': ']L0', 'data-matrix': ']d1', 'gs1-data-matrix': ']d2', 'qr': ']Q1', 'gs1-qr': ']Q3', 'aztec': ']z0',
}

/**
 * Names a code by its AIM identifier, in the form that the identifier promises: UPC-A and add-ons with the thirteen
 * digits of an EAN in front.
 * @returns `aim` undefined where the kind leaves open what the text is: eight digits that are EAN-8 or UPC-E, a DataBar
 *          without its application identifier
 * Source: ISO/IEC 15424
 */
export function nameCode(kind: CodeKind, text: string): NamedCode {
  switch (kind) {
    case 'upc-a':
      return named(withLeadingZero(text))
    case 'ean-13':
      return named(text)
    case 'upc-or-ean':
      return text.length === 8 ? { text, aim: undefined } : named(withLeadingZero(text))
    // No identifier says "eight digits and an add-on", and thirteen digits would be taken for an EAN-13: the add-on is left out.
    case 'upc-e':
      return { text: withoutAddOn(text), aim: ']E0' }
    case 'ean-8':
      return { text: withoutAddOn(text), aim: ']E4' }
    case 'data-bar':
      return { text, aim: /^\d{14}$/.test(text) ? undefined : ']e0' }
    default:
      return { text, aim: aimByKind[kind] }
  }
}

function named(text: string): NamedCode {
  return { text, aim: /^\d{13}(\d{2}|\d{5})$/.test(text) ? ']E3' : ']E0' }
}

function withLeadingZero(text: string): string {
  return /^\d{12}(\d{2}|\d{5})?$/.test(text) ? `0${text}` : text
}

function withoutAddOn(text: string): string {
  return /^\d{8}(\d{2}|\d{5})$/.test(text) ? text.slice(0, 8) : text
}
