import { assert } from '../assert.ts'
import { checkDigit } from './check-digit.ts'
import type { OwnCode } from './identified.ts'
import { priceVerifier } from './price-verifier.ts'

/** Layouts of the demo store: prefixes 21 to 29, which GS1 leaves to each retailer. A store's own come with its settings. */
export const demoOwnCodes: readonly OwnCode[] = [
  { kind: 'price-label', pattern: '21IIIIIPPPPPC' },
  { kind: 'weight-label', pattern: '22IIIIIWWWWWC' },
  { kind: 'price-label', pattern: '23IIIIIVPPPPC' },
  { kind: 'badge', pattern: '26BBBBBBBBBBC' },
  { kind: 'receipt', pattern: '27RRRRRRRRRRC' },
  { kind: 'list', pattern: '28LLLLLLLLLLC' },
  { kind: 'member-card', pattern: '29MMMMMMMMMMC' },
]

/** Letters of a pattern that carry a value; `V` and `C` follow from the rest. */
type PatternLetter = 'I' | 'P' | 'W' | 'M' | 'L' | 'R' | 'B' | 'N'

/**
 * Fills a pattern of `OwnCode` with values and works out verifier and check digit.
 * @param values digits or a whole number for every letter of the pattern, shorter ones get leading zeros: `{ I: '4011', P: 299 }`
 * @throws AssertionError when a value is missing, is no plain number or is too long
 */
export function writeOwnCode(pattern: string, values: Readonly<Partial<Record<PatternLetter, string | number>>>): string {
  const filled = fillLetters(pattern, values)
  const verified = filled.replace('V', () => priceVerifier(measureOf(pattern, filled)))
  const checkAt = verified.indexOf('C')
  return checkAt < 0 ? verified : verified.slice(0, checkAt) + checkDigit(verified.slice(0, checkAt)) + verified.slice(checkAt + 1)
}

/** The digits of `code` that stand under `letter` of the pattern. */
export function digitsUnder(letter: string, pattern: string, code: string): string {
  return Array.from(code).filter((_, position) => pattern[position] === letter).join('')
}

/** What a verifier digit guards: the price, or the weight where there is none. */
export function measureOf(pattern: string, code: string): string {
  return digitsUnder(pattern.includes('P') ? 'P' : 'W', pattern, code)
}

function fillLetters(pattern: string, values: Readonly<Partial<Record<PatternLetter, string | number>>>): string {
  let filled = pattern
  for (const letter of ['I', 'P', 'W', 'M', 'L', 'R', 'B', 'N'] as const) {
    const width = pattern.split(letter).length - 1
    if (width === 0) continue
    const digits = String(values[letter] ?? '').padStart(width, '0')
    assert(values[letter] !== undefined && /^\d+$/.test(digits) && digits.length === width, `${letter} of ${pattern} needs up to ${width} digits`)
    let next = 0
    filled = Array.from(filled, (character, position) => (pattern[position] === letter ? (digits[next++] ?? '') : character)).join('')
  }
  return filled
}
