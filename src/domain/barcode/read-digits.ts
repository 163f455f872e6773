import { brokenAssociations } from './ai/associations.ts'
import { hasCheckDigit } from './check-digit.ts'
import { readElementString } from './element-string.ts'
import type { CodeSource, Identified, OwnCode, Reading, Trouble } from './identified.ts'
import { identifyElements } from './identify-elements.ts'
import { gtinLengths, readGtin, type EightDigits } from './read-gtin.ts'
import { readOwnCode } from './read-own-code.ts'
import type { CodeRoute } from './symbology.ts'

type Retail = Extract<CodeRoute, { route: 'retail' }>

/** Reads EAN and UPC: a code of the store, or a GTIN. One that fits with a wrong check digit is an error, not a reason to go on. */
export function readRetail(digits: string, { lengths, eightDigits }: Pick<Retail, 'lengths' | 'eightDigits'>, ownCodes: readonly OwnCode[]): Identified | Trouble {
  const own = readOwn(digits, ownCodes)
  if (own !== undefined) return own
  const gtin = readGtin(digits, lengths, eightDigits)
  return gtin === undefined ? troubleWith(digits, lengths) : { kind: 'item', gtin }
}

/** The two or five digits beside a magazine or book come with it as data. */
export function readWithAddOn(digits: string, ownCodes: readonly OwnCode[]): Identified | Trouble {
  const length = [15, 18].includes(digits.length) ? 13 : [14, 17].includes(digits.length) ? 12 : undefined
  if (length === undefined) return { unreadable: 'incomplete', detail: `${digits.length} digits` }
  const main = readRetail(digits.slice(0, length), { lengths: [length], eightDigits: 'ean-8' }, ownCodes)
  return 'kind' in main && main.kind === 'item' ? { ...main, addOn: digits.slice(length) } : main
}

/** A case in ITF: fourteen digits, never a code of the store. */
export function readItf(digits: string): Identified | Trouble {
  const gtin = readGtin(digits, [14], 'ean-8')
  return gtin === undefined ? troubleWith(digits, [14]) : { kind: 'item', gtin }
}

interface UnnamedGiven {
  readonly source: CodeSource
  readonly ownCodes: readonly OwnCode[]
  readonly unnamedEightDigits?: EightDigits | undefined
}

/**
 * Reads digits of which nobody said what they are: item number, own code, GTIN, magazine or book with its
 * add-on, or element strings. In this order; the first that fits is the answer.
 */
export function readUnnamedDigits(digits: string, { source, ownCodes, unnamedEightDigits = 'ean-8' }: UnnamedGiven): Reading {
  if (source === 'keyed' && digits.length <= 5) return { outcome: { kind: 'plu', plu: digits } }
  const own = readOwn(digits, ownCodes)
  if (own !== undefined) return { outcome: own }
  const gtin = readGtin(digits, gtinLengths, /^[01]/.test(digits) ? unnamedEightDigits : 'ean-8')
  if (gtin !== undefined) return { outcome: { kind: 'item', gtin } }
  if (isPeriodicalWithAddOn(digits)) return { outcome: readWithAddOn(digits, ownCodes) }
  return readImpliedElements(digits) ?? { outcome: troubleWith(digits, gtinLengths) }
}

/** A code of the store, or what is wrong with it. Scanners send UPC-A with or without the leading zero of EAN-13; a pattern is written one way. */
export function readOwn(digits: string, allOwnCodes: readonly OwnCode[]): Identified | Trouble | undefined {
  // The UID of a contactless card comes from a card reader, never as digits of a code: see `readOwnCard`.
  const ownCodes = allOwnCodes.filter(({ pattern }) => !pattern.includes('U'))
  const otherForm = digits.length === 12 ? `0${digits}` : /^0\d{12}$/.test(digits) ? digits.slice(1) : undefined
  const own = readOwnCode(digits, ownCodes) ?? (otherForm === undefined ? undefined : readOwnCode(otherForm, ownCodes))
  if (own === undefined) return undefined
  return 'found' in own ? own.found : { unreadable: own.wrong, detail: own.pattern }
}

/** Prefixes 977 to 979: other codes carry no add-on, so longer digits are something else. */
function isPeriodicalWithAddOn(digits: string): boolean {
  return /^97[789]\d{10}(?:\d\d|\d{5})$/.test(digits) && hasCheckDigit(digits.slice(0, 13))
}

/**
 * Keyboard-wedge scanners often leave the AIM identifier out. A long text is taken for element strings only
 * when every one of them is right, they belong together, and they name something to sell, redeem or identify.
 */
export function readImpliedElements(text: string): Reading | undefined {
  if (text.length < 16) return undefined
  const reading = readElementString(text)
  if (!('elements' in reading) || brokenAssociations(reading.elements).length > 0) return undefined
  const outcome = identifyElements(reading.elements)
  return 'kind' in outcome && outcome.kind !== 'not-for-sale' ? { outcome, elements: reading.elements } : undefined
}

function troubleWith(digits: string, lengths: readonly number[]): Trouble {
  if (areSeveralCodes(digits)) return { unreadable: 'several-codes', detail: `${digits.length} digits` }
  if (lengths.includes(digits.length)) return { unreadable: 'check-digit' }
  return { unreadable: 'incomplete', detail: `${digits.length} digits` }
}

/** More than this is no slip of a trigger. */
const longestGlued = 64

/** True when the digits can be cut into two or more codes that are each right. */
function areSeveralCodes(digits: string): boolean {
  if (digits.length > longestGlued) return false
  const ends = new Set([0])
  for (let end = 1; end <= digits.length; end += 1) {
    if (gtinLengths.some((length) => length < digits.length && ends.has(end - length) && hasCheckDigit(digits.slice(end - length, end)))) ends.add(end)
  }
  return ends.has(digits.length)
}
