import { findIdentifier, type ApplicationIdentifier } from './application-identifiers.ts'
import { hasCheckDigit } from './check-digit.ts'
import { gs1Date } from './gs1-date.ts'

/** Values by application identifier, as written: `{ '01': '09521234543213', '17': '261231' }`. */
export type Elements = ReadonlyMap<string, string>

/** `wrong` names the identifier, or the position counted from 1, for people who set up codes. */
export type ElementReading = { readonly elements: Elements } | { readonly wrong: string; readonly twice?: true }

/** Ends a value of variable length: FNC1 inside a symbol arrives as this character. */
export const groupSeparator = '\u001d'

/**
 * Reads GS1 element strings as scanners send them: identifiers and values run together, a separator
 * after every value that does not end by its length.
 * @param text without AIM identifier; a separator in front or at the end is allowed
 */
export function readElementString(text: string): ElementReading {
  const elements = new Map<string, string>()
  let rest = text.startsWith(groupSeparator) ? text.slice(1) : text
  while (rest !== '') {
    const found = findIdentifier(rest)
    if (found === undefined) return { wrong: `position ${text.length - rest.length + 1}: no known application identifier` }
    const after = rest.slice(found.ai.length)
    const value = after.slice(0, valueLength(found.identifier, after))
    const wrong = addElement(elements, found.identifier, found.ai, value)
    if (wrong !== undefined) return wrong
    rest = after.slice(value.length)
    if (rest.startsWith(groupSeparator)) rest = rest.slice(1)
  }
  return elements.size > 0 ? { elements } : { wrong: 'nothing after the symbology' }
}

/**
 * Reads element strings as people write them, and as our own receipts carry them in a QR code:
 * identifiers in parentheses, "(17)261231(255)9521234500018030001123456".
 */
export function readBracketedElements(text: string): ElementReading {
  if (!/^(?:\(\d{2,4}\)[^()]+)+$/.test(text)) return { wrong: 'parentheses do not pair' }
  const pairs = Array.from(text.matchAll(/\((\d{2,4})\)([^()]+)/g), ([, ai = '', value = '']) => ({ ai, value }))
  return readElementPairs(pairs)
}

/** Checks values that come with their identifiers already told apart. */
export function readElementPairs(pairs: readonly { readonly ai: string; readonly value: string }[]): ElementReading {
  const elements = new Map<string, string>()
  for (const { ai, value } of pairs) {
    const found = findIdentifier(ai)
    if (found === undefined || found.ai !== ai) return { wrong: `AI ${ai}: not known` }
    const wrong = addElement(elements, found.identifier, ai, value)
    if (wrong !== undefined) return wrong
  }
  return elements.size > 0 ? { elements } : { wrong: 'no application identifier' }
}

function valueLength(identifier: ApplicationIdentifier, after: string): number {
  if (identifier.fixed) return identifier.digits
  const end = after.indexOf(groupSeparator)
  return end < 0 ? after.length : end
}

function addElement(elements: Map<string, string>, identifier: ApplicationIdentifier, ai: string, value: string): { wrong: string; twice?: true } | undefined {
  const fault = faultOf(identifier, value)
  if (fault !== undefined) return { wrong: `AI ${ai}: ${fault}` }
  const before = elements.get(ai)
  if (before !== undefined && before !== value) return { wrong: `AI ${ai}: given twice`, twice: true }
  elements.set(ai, value)
  return undefined
}

/** GS1 AI encodable character set 82. */
const charset82 = /^[!"%-?A-Z_a-z]*$/

function faultOf(identifier: ApplicationIdentifier, value: string): string | undefined {
  const { digits, moreDigits = 0, moreText = 0, checkedDigits, date } = identifier
  const longest = digits + moreDigits + moreText
  if (value.length < Math.max(digits, 1) || value.length > longest) return `${value.length} characters, not ${digits === longest ? longest : `${Math.max(digits, 1)} to ${longest}`}`
  if (!/^\d*$/.test(moreText > 0 ? value.slice(0, digits) : value)) return 'not all digits'
  if (!charset82.test(value)) return 'a character GS1 does not allow'
  if (checkedDigits !== undefined && !hasCheckDigit(value.slice(0, checkedDigits))) return 'check digit'
  if (date && gs1Date(value) === undefined) return 'no such day'
  return undefined
}
