/** Says what is wrong with a piece of a value, in words for people who set up codes; nothing when it is right. */
export type ContentRule = (piece: string) => string | undefined

/** A run of characters inside the value of an application identifier. */
export interface ValuePart {
  readonly characters: CharacterSet
  readonly shortest: number
  readonly longest: number
  /** May be left out, with all that follows it, when the value ends before it. */
  readonly optional?: true
  readonly rules: readonly ContentRule[]
}

export type CharacterSet = keyof typeof characterSets

/**
 * `text` is GS1's set of 82 characters, `part-number` its set of 39, `base64` the alphabet of web-safe base64.
 * Source: GS1 General Specifications 7.11
 */
export const characterSets = {
  digits: isDigits,
  text: onlyOf(/[^!"%-?A-Z_a-z]/, 'a character GS1 does not allow'),
  'part-number': onlyOf(/[^#\-/0-9A-Z]/, 'a character not allowed in a part number'),
  base64: isBase64,
} as const satisfies Readonly<Record<string, ContentRule>>

function onlyOf(other: RegExp, wrong: string): ContentRule {
  return (piece) => (other.test(piece) ? wrong : undefined)
}

function isDigits(piece: string): string | undefined {
  return /\D/.test(piece) ? 'not all digits' : undefined
}

/** Padding stands at the end only, and only where it fills the piece to a multiple of three characters. */
function isBase64(piece: string): string | undefined {
  const [, body = '', padding = ''] = /^([\w-]*)(=*)$/.exec(piece) ?? []
  if (body.length + padding.length !== piece.length) return 'a character not allowed in base64'
  return padding === '' || (body !== '' && padding.length <= 2 && piece.length % 3 === 0) ? undefined : 'base64 padding'
}

export const digits = (count: number, ...rules: ContentRule[]): ValuePart => ({ characters: 'digits', shortest: count, longest: count, rules })
export const digitsUpTo = (count: number, ...rules: ContentRule[]): ValuePart => ({ characters: 'digits', shortest: 1, longest: count, rules })
export const text = (count: number, ...rules: ContentRule[]): ValuePart => ({ characters: 'text', shortest: count, longest: count, rules })
export const textUpTo = (count: number, ...rules: ContentRule[]): ValuePart => ({ characters: 'text', shortest: 1, longest: count, rules })
export const partNumberUpTo = (count: number, ...rules: ContentRule[]): ValuePart => ({ characters: 'part-number', shortest: 1, longest: count, rules })
export const base64UpTo = (count: number, ...rules: ContentRule[]): ValuePart => ({ characters: 'base64', shortest: 1, longest: count, rules })
export const optional = (part: ValuePart): ValuePart => ({ ...part, optional: true })

/** @returns what is wrong with a value made of these parts, the first thing found; the lengths come first */
export function faultOfValue(parts: readonly ValuePart[], value: string): string | undefined {
  const { shortest, longest } = lengthsOf(parts)
  if (value.length < shortest || value.length > longest) return `${value.length} characters, not ${shortest === longest ? longest : `${shortest} to ${longest}`}`
  let at = 0
  for (const part of parts) {
    if (part.optional && at === value.length) return undefined
    const piece = value.slice(at, at + part.longest)
    const fault = faultOfPiece(part, piece)
    if (fault !== undefined) return fault
    at += piece.length
  }
  return undefined
}

/** Shortest and longest value, in characters. */
export function lengthsOf(parts: readonly ValuePart[]): { readonly shortest: number; readonly longest: number } {
  let shortest = 0
  let longest = 0
  for (const part of parts) {
    if (!part.optional) shortest += part.shortest
    longest += part.longest
  }
  return { shortest, longest }
}

function faultOfPiece(part: ValuePart, piece: string): string | undefined {
  if (piece.length < part.shortest) return `cut short: ${piece.length} of ${part.shortest} characters`
  const fault = characterSets[part.characters](piece)
  if (fault !== undefined) return fault
  for (const rule of part.rules) {
    const broken = rule(piece)
    if (broken !== undefined) return broken
  }
  return undefined
}
