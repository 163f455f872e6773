import { hasCheckDigit } from './check-digit.ts'
import { readElementString } from './element-string.ts'
import type { CodeSource, Identified, OwnCode, Unreadable } from './identified.ts'
import { identifyElements } from './identify-elements.ts'
import { readGtin, gtinLengths, type RetailSymbology } from './read-gtin.ts'
import { readOwnCode } from './read-own-code.ts'

/** Why a code was not understood, before anything of it is shown. */
export type Trouble = Pick<Unreadable, 'unreadable' | 'detail'>

export interface DigitsGiven {
  readonly symbology: RetailSymbology
  readonly source: CodeSource
  readonly ownCodes: readonly OwnCode[]
}

/**
 * Reads a code that is digits and nothing else: item number, own code, GTIN, GTIN with add-on (whose
 * digits are dropped), or element strings from a scanner that does not say so. In this order; the first
 * that fits is the answer, and one that fits with a wrong check digit is an error, not a reason to go on.
 */
export function readDigits(digits: string, given: DigitsGiven): Identified | Trouble {
  if (given.source === 'keyed' && digits.length <= 5) return { kind: 'plu', plu: digits }
  const own = readOwnForms(digits, given.ownCodes)
  if (own !== undefined) return 'found' in own ? own.found : { unreadable: own.wrong, detail: own.pattern }
  const gtin = readGtin(digits, given.symbology)
  if (gtin !== undefined) return { kind: 'item', gtin }
  if (hasAddOn(digits)) return readDigits(digits.slice(0, 13), given)
  return readImpliedElements(digits) ?? troubleWith(digits, given.symbology)
}

/** Scanners send UPC-A with or without the leading zero of EAN-13; an own pattern is written one way. */
function readOwnForms(digits: string, ownCodes: readonly OwnCode[]): ReturnType<typeof readOwnCode> {
  const otherForm = digits.length === 12 ? `0${digits}` : /^0\d{12}$/.test(digits) ? digits.slice(1) : undefined
  return readOwnCode(digits, ownCodes) ?? (otherForm === undefined ? undefined : readOwnCode(otherForm, ownCodes))
}

/** EAN-2 and EAN-5 of magazines and books follow a whole EAN-13. */
function hasAddOn(digits: string): boolean {
  return (digits.length === 15 || digits.length === 18) && hasCheckDigit(digits.slice(0, 13))
}

/**
 * Keyboard-wedge scanners often leave the AIM identifier out. A long run of digits is taken for element
 * strings only when every one of them is right and they name something to sell, redeem or identify.
 */
function readImpliedElements(digits: string): Identified | undefined {
  if (digits.length < 16) return undefined
  const reading = readElementString(digits)
  if (!('elements' in reading)) return undefined
  const identified = identifyElements(reading.elements)
  return 'kind' in identified ? identified : undefined
}

function troubleWith(digits: string, symbology: RetailSymbology): Trouble {
  if (areSeveralCodes(digits)) return { unreadable: 'several-codes', detail: `${digits.length} digits` }
  if (gtinLengths.includes(digits.length) && (symbology !== 'itf' || digits.length === 14)) return { unreadable: 'check-digit' }
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
