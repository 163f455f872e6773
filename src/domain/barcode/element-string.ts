import type { ApplicationIdentifier } from './ai/application-identifier.ts'
import { findIdentifier, identifiers } from './ai/find-identifier.ts'
import { faultOfValue, lengthsOf } from './ai/value-part.ts'

/** Values by application identifier, as written: `{ '01': '09521234543213', '17': '261231' }`. */
export type Elements = ReadonlyMap<string, string>

/**
 * `wrong` names the identifier, or the position counted from 1, for people who set up codes.
 * `warnings` tell what was taken although it is not as it should be.
 */
export type ElementReading = { readonly elements: Elements; readonly warnings?: readonly string[] } | { readonly wrong: string; readonly twice?: true }

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
    const identifier = findIdentifier(rest)
    if (identifier === undefined) return { wrong: `position ${text.length - rest.length + 1}: no known application identifier` }
    const after = rest.slice(identifier.ai.length)
    const value = after.slice(0, valueLength(identifier, after))
    const wrong = addElement(elements, identifier, value)
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
    const identifier = identifiers.get(ai)
    if (identifier === undefined) return { wrong: `AI ${ai}: not known` }
    const wrong = addElement(elements, identifier, value)
    if (wrong !== undefined) return wrong
  }
  return elements.size > 0 ? { elements } : { wrong: 'no application identifier' }
}

/**
 * Writes element strings as a symbol of GS1 carries them, in the order given.
 * @param elements values that keep the rules of their identifiers, which is not looked at again
 */
export function writeElementString(elements: Elements): string {
  let text = ''
  let open = false
  for (const [ai, value] of elements) {
    text += (open ? groupSeparator : '') + ai + value
    open = identifiers.get(ai)?.fixed !== true
  }
  return text
}

function valueLength(identifier: ApplicationIdentifier, after: string): number {
  if (identifier.fixed) return lengthsOf(identifier.parts).longest
  const end = after.indexOf(groupSeparator)
  return end < 0 ? after.length : end
}

function addElement(elements: Map<string, string>, { ai, parts }: ApplicationIdentifier, value: string): { wrong: string; twice?: true } | undefined {
  const fault = faultOfValue(parts, value)
  if (fault !== undefined) return { wrong: `AI ${ai}: ${fault}` }
  const before = elements.get(ai)
  if (before !== undefined && before !== value) return { wrong: `AI ${ai}: given twice`, twice: true }
  elements.set(ai, value)
  return undefined
}
