import { readElementPairs, type ElementReading } from './element-string.ts'

/** True for anything that begins like a web address. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** Keys a shop can use at the front of the path, each with the qualifiers that may follow it. */
const qualifiersByKey: ReadonlyMap<string, readonly string[]> = new Map([['01', ['22', '10', '21']], ['255', []], ['8018', ['8019']]])

/**
 * Reads a GS1 Digital Link: any domain, any stem, then `/01/` and a GTIN of 8, 12, 13 or 14 digits with its
 * qualifiers, everything else in the query. Query words that are no application identifiers are the web shop's business.
 * @returns `no-key` for a web address that is not one of GS1
 * Source: GS1 Digital Link Standard, URI Syntax 4
 */
export function readDigitalLink(address: string): ElementReading | 'no-key' {
  const [beforeQuery = '', query = ''] = (address.split('#')[0] ?? '').split('?', 2)
  const segments = beforeQuery.replace(/\/$/, '').split('/').slice(3)
  // Keys stand an even number of segments from the end, so neither a stem like /2026/01 nor a lot called 01 is taken for one.
  const keyAt = segments.findLastIndex((segment, index) => qualifiersByKey.has(segment) && (segments.length - index) % 2 === 0)
  if (keyAt < 0) return 'no-key'
  return readElementPairs([...pathPairs(segments.slice(keyAt)), ...queryPairs(query)])
}

function pathPairs(segments: readonly string[]): { ai: string; value: string }[] {
  const [key = '', value = '', ...rest] = segments
  const pairs = [{ ai: key, value: key === '01' && /^(?:\d{8}|\d{12,13})$/.test(value) ? value.padStart(14, '0') : decode(value) }]
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const ai = rest[index] ?? ''
    pairs.push({ ai: qualifiersByKey.get(key)?.includes(ai) ? ai : `${ai} after ${key}`, value: decode(rest[index + 1] ?? '') })
  }
  return pairs
}

function queryPairs(query: string): { ai: string; value: string }[] {
  return query.split(/[&;]/).flatMap((part) => {
    const [ai = '', value = ''] = part.split('=', 2)
    return /^\d{2,4}$/.test(ai) ? [{ ai, value: decode(value) }] : []
  })
}

/** Percent signs stand for bytes; what is not ASCII fails later, on the character set. */
function decode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}
