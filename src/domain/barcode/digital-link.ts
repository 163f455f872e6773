import { identifiers } from './ai/find-identifier.ts'
import { isCompressedKey } from './compressed-link.ts'
import { readElementPairs, type ElementReading } from './element-string.ts'

/** True for anything that begins like a web address. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** Why an address is no Digital Link a lane can read. */
export type NoLink = 'no-key' | 'compressed'

type Pair = { readonly ai: string; readonly value: string }

/**
 * Reads a GS1 Digital Link: any domain, any stem, then a key such as `/01/` with its value and its
 * qualifiers in their order, everything else in the query. A GTIN may have 8, 12, 13 or 14 digits.
 * Words of the query that are no application identifiers, and what follows `#`, are the web site's business.
 *
 * A value in the query is held to the rules of its identifier. One that belongs in the path is taken with a
 * warning, and a number that is no identifier is left out with a warning: neither makes the item another.
 *
 * @returns `no-key` for a web address that is not one of GS1, `compressed` for one that only a resolver can read
 * Source: GS1 Digital Link Standard, URI Syntax 4
 */
export function readDigitalLink(address: string): ElementReading | NoLink {
  const [beforeFragment = ''] = address.split('#', 1)
  const queryAt = beforeFragment.indexOf('?')
  const path = queryAt < 0 ? beforeFragment : beforeFragment.slice(0, queryAt)
  const segments = path.replace(/\/+$/, '').split('/').slice(3)
  const keyAt = findKey(segments)
  if (keyAt < 0) return isCompressedKey(segments.at(-1) ?? '') || hasLooseEnd(segments) ? 'compressed' : 'no-key'
  const pairs = pathPairs(segments.slice(keyAt))
  const wrong = wrongOrder(pairs)
  if (wrong !== undefined) return { wrong }
  const query = queryAt < 0 ? { pairs: [], warnings: [] } : queryPairs(beforeFragment.slice(queryAt + 1))
  const reading = readElementPairs([...pairs, ...query.pairs])
  return 'wrong' in reading ? reading : { ...reading, warnings: query.warnings }
}

/** Keys stand an even number of segments from the end, so neither a stem like /2026/01 nor a lot called 01 is taken for one. */
function findKey(segments: readonly string[]): number {
  return segments.findLastIndex((segment, index) => isKey(segment) && (segments.length - index) % 2 === 0)
}

function isKey(ai: string): boolean {
  return identifiers.get(ai)?.qualifiers !== undefined
}

/** A whole GTIN in plain digits and one more segment: the rest of the identifiers is compressed into it. */
function hasLooseEnd(segments: readonly string[]): boolean {
  return segments.at(-3) === '01' && /^\d{8,14}$/.test(segments.at(-2) ?? '') && /^[\w-]+$/.test(segments.at(-1) ?? '')
}

function pathPairs(segments: readonly string[]): Pair[] {
  const pairs: Pair[] = []
  for (let index = 0; index + 1 < segments.length; index += 2) {
    const ai = segments[index] ?? ''
    const value = decode(segments[index + 1] ?? '')
    pairs.push({ ai, value: ai === '01' && /^(?:\d{8}|\d{12,13})$/.test(value) ? value.padStart(14, '0') : value })
  }
  return pairs
}

/** Qualifiers may be left out, but not change places or come from two runs. */
function wrongOrder([key, ...qualifiers]: readonly Pair[]): string | undefined {
  const fits = (run: readonly string[]): boolean => {
    let from = 0
    return qualifiers.every(({ ai }) => (from = run.indexOf(ai, from) + 1) > 0)
  }
  if (identifiers.get(key?.ai ?? '')?.qualifiers?.some(fits)) return undefined
  return `AI ${qualifiers.map(({ ai }) => ai).join(', ')}: not the qualifiers of AI ${key?.ai} in their order`
}

function queryPairs(query: string): { readonly pairs: Pair[]; readonly warnings: string[] } {
  const pairs: Pair[] = []
  const warnings: string[] = []
  for (const part of query.split(/[&;]/)) {
    const equals = part.indexOf('=')
    const ai = equals < 0 ? part : part.slice(0, equals)
    if (!/^\d+$/.test(ai)) continue
    const identifier = identifiers.get(ai)
    if (identifier === undefined) warnings.push(`${ai.slice(0, 8)} in the query is no application identifier`)
    else pairs.push({ ai, value: decode(part.slice(ai.length + 1)) })
    if (identifier?.notInQuery) warnings.push(`AI ${ai} does not belong in the query`)
  }
  return { pairs, warnings }
}

/** Percent signs stand for bytes; what is not ASCII fails later, on the character set. */
function decode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}
