import { hasCheckDigit } from './check-digit.ts'
import { isWebAddress, readDigitalLink } from './digital-link.ts'
import { groupSeparator, readBracketedElements, readElementString, type ElementReading } from './element-string.ts'
import type { CodeSource, Identified, OwnCode, Unreadable } from './identified.ts'
import { identifyElements } from './identify-elements.ts'
import { looksLikePaymentCard } from './payment-card.ts'
import { readDigits, type Trouble } from './read-digits.ts'
import { gtinLengths, type RetailSymbology } from './read-gtin.ts'
import { shownCode } from './shown-code.ts'

export interface IdentifyGiven {
  /** Symbology as the scanner named it, "]E0"; one in front of the text counts as well. */
  readonly aim?: string | undefined
  readonly source: CodeSource
  /** The retailer's own layouts; the first that fits wins, before any plain GTIN. */
  readonly ownCodes: readonly OwnCode[]
}

/**
 * Understands what a scanner, a card reader or a cashier gave: an item, a label, a card, a list, a coupon.
 *
 * Kinds are told apart by length, prefix, symbology and application identifiers; a code with a wrong check
 * digit is never an item. A payment card is refused before anything else is tried, unless the scanner names
 * a symbology of GS1, which no payment card carries.
 *
 * @param text at most 512 characters, a web address 2048; blanks and line ends around it do not count
 */
export function identify(text: string, given: IdentifyGiven): Identified | Unreadable {
  const code = prepare(text, given)
  const outcome = readCode(code.text, code.aim, given)
  if ('kind' in outcome) return outcome
  return { ...outcome, shown: outcome.unreadable === 'payment-card' ? '' : shownCode(code.text) }
}

/** Takes off what is around the code. A Chinese keyboard gives full-width digits. */
function prepare(text: string, given: IdentifyGiven): { text: string; aim: string | undefined } {
  const bare = (given.source === 'keyed' ? text.normalize('NFKC') : text).replace(/^[ \r\n]+|[ \r\n]+$/g, '')
  const inside = given.aim === undefined ? /^\][A-Za-z][0-9A-Za-z]/.exec(bare)?.[0] : undefined
  return { text: inside === undefined ? bare : bare.slice(inside.length), aim: given.aim ?? inside }
}

function readCode(text: string, aim: string | undefined, given: IdentifyGiven): Identified | Trouble {
  if (text === '') return { unreadable: 'empty' }
  if (text.length > (isWebAddress(text) ? 2048 : 512)) return { unreadable: 'too-long', detail: `${text.length} characters` }
  if (!isRetailSymbology(aim) && !isElementSymbology(aim) && looksLikePaymentCard(text, given.source === 'card-reader' ? 'card-reader' : 'code')) return { unreadable: 'payment-card' }
  if (isNoise(text, given.source)) return { unreadable: 'noise' }
  if (/[\r\n]/.test(text)) return { unreadable: 'several-codes', detail: 'a line end inside' }
  if (isElementSymbology(aim) || text.startsWith(groupSeparator)) return fromElements(readElementString(text))
  if (isWebAddress(text)) return fromElements(readDigitalLink(text))
  if (text.startsWith('(')) return fromElements(readBracketedElements(text))
  if (text.includes(groupSeparator)) return readSeparated(text)
  if (/^\d+$/.test(text)) return readDigits(text, { symbology: retailSymbology(aim, text), source: given.source, ownCodes: given.ownCodes })
  return { unreadable: 'unknown-format' }
}

function fromElements(reading: ElementReading | 'no-key'): Identified | Trouble {
  if (reading === 'no-key') return { unreadable: 'unknown-format', detail: 'a web address without a GS1 key' }
  if ('wrong' in reading) return { unreadable: reading.twice ? 'several-codes' : 'element-string', detail: reading.wrong }
  const identified = identifyElements(reading.elements)
  return 'foreign' in identified ? { unreadable: 'unknown-format', detail: identified.foreign } : identified
}

/** A separator stands inside element strings, and between the codes of a scanner that sends two at once. */
function readSeparated(text: string): Identified | Trouble {
  const parts = text.split(groupSeparator).filter((part) => part !== '')
  const areCodes = parts.length > 1 && parts.every((part) => gtinLengths.includes(part.length) && hasCheckDigit(part))
  return areCodes ? { unreadable: 'several-codes', detail: 'a separator inside' } : fromElements(readElementString(text))
}

function isNoise(text: string, source: CodeSource): boolean {
  const bare = text.replaceAll(groupSeparator, '').replace(/[\r\n]/g, '')
  return source === 'keyed' ? /[\p{C}\ufffd]/u.test(bare) : /[^\x20-\x7e]/.test(bare)
}

/**
 * FNC1 in first position: GS1-128, DataBar and composites, GS1 QR, GS1 DataMatrix, GS1 DotCode.
 * Source: ISO/IEC 15424
 */
const elementSymbologies: readonly string[] = [']C1', ']e0', ']e1', ']e2', ']Q3', ']Q4', ']d2', ']d5', ']J1']

function isElementSymbology(aim: string | undefined): boolean {
  return aim !== undefined && elementSymbologies.includes(aim)
}

/** EAN and UPC under the standard's letter, and as Zebra scanners send them under `]X`. */
const retailSymbologies: readonly string[] = [']E0', ']E1', ']E2', ']E3', ']E4', ']X9', ']XC', ']Xg', ']Xk']

function isRetailSymbology(aim: string | undefined): boolean {
  return aim !== undefined && retailSymbologies.includes(aim)
}

function retailSymbology(aim: string | undefined, digits: string): RetailSymbology {
  if (aim === ']E4' || aim === ']XC') return 'ean-8'
  if (digits.length === 8 && (aim === ']E0' || aim === ']Xk')) return 'upc-e'
  return aim?.startsWith(']I') ? 'itf' : 'any'
}
