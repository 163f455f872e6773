import { assertNever } from '../assert.ts'
import { brokenAssociations } from './ai/associations.ts'
import { hasCheckDigit } from './check-digit.ts'
import { isWebAddress, readDigitalLink, type NoLink } from './digital-link.ts'
import { groupSeparator, readBracketedElements, readElementString, type ElementReading, type Elements } from './element-string.ts'
import type { CodeSource, Identified, OwnCode, Reading, Trouble, Unreadable } from './identified.ts'
import { identifyElements } from './identify-elements.ts'
import { looksLikePaymentCard } from './payment-card.ts'
import { readImpliedElements, readItf, readOwn, readRetail, readUnnamedDigits, readWithAddOn } from './read-digits.ts'
import { gtinLengths, type EightDigits } from './read-gtin.ts'
import { readOwnCard } from './read-own-card.ts'
import { shownCode } from './shown-code.ts'
import { symbologyOf, type Symbology } from './symbology.ts'

export interface ScanGiven {
  /** Symbology as the scanner named it, "]E0"; one in front of the text counts as well. */
  readonly aim?: string | undefined
  readonly source: CodeSource
  /** The retailer's own layouts; the first that fits wins, before any plain GTIN. */
  readonly ownCodes: readonly OwnCode[]
  /** What eight digits beginning with 0 or 1 are when the scanner does not say: EAN-8 unless the store is used to UPC-E. */
  readonly unnamedEightDigits?: EightDigits | undefined
}

/** All there is to know of a scan. */
export interface ScanReading {
  readonly outcome: Identified | Unreadable
  /** As the scanner named it; undefined when it did not. */
  readonly symbology?: string | undefined
  /** The application identifiers of a GS1 code, also when a lane can do nothing with it. */
  readonly elements?: Elements | undefined
  /** What a strict reader would refuse the code for, and a lane does not: see `brokenAssociations`. */
  readonly warnings: readonly string[]
}

/**
 * Understands what a scanner, a card reader or a cashier gave: an item, a label, a card, a list, a coupon.
 *
 * Kinds are told apart by symbology, length, prefix and application identifiers; a code with a wrong check
 * digit is never an item. A payment card is refused before anything else but the chain's own card range is tried,
 * unless the scanner names a symbology of GS1, which no payment card carries.
 *
 * @param text at most 512 characters, a web address 2048; blanks and line ends around it do not count
 */
export function readScan(text: string, given: ScanGiven): ScanReading {
  const code = prepare(text, given)
  const symbology = symbologyOf(code.aim)
  const { outcome, elements, warnings = [] } = readCode(code.text, symbology, given)
  const named = { symbology: symbology.route === 'unnamed' ? undefined : symbology.name, elements, warnings }
  if ('kind' in outcome) return { outcome, ...named }
  return { outcome: { ...outcome, shown: outcome.unreadable === 'payment-card' ? '' : shownCode(code.text) }, ...named }
}

/** Takes off what is around the code. A Chinese keyboard gives full-width digits. */
function prepare(text: string, given: ScanGiven): { text: string; aim: string | undefined } {
  const bare = (given.source === 'keyed' ? text.normalize('NFKC') : text).replace(/^[ \r\n]+|[\r\n]+$/g, '')
  const inside = given.aim === undefined ? /^\][A-Za-z][0-9A-Za-z]/.exec(bare)?.[0] : undefined
  const aim = given.aim ?? inside
  const rest = inside === undefined ? bare : bare.slice(inside.length)
  // A blank at the end of an element string belongs to its last value, which may hold none.
  return { text: symbologyOf(aim).route === 'elements' ? rest : rest.replace(/[ \r\n]+$/, ''), aim }
}

function readCode(text: string, symbology: Symbology, given: ScanGiven): Reading {
  const ownCard = mayBeCard(symbology) ? readOwnCard(text, given) : undefined
  if (ownCard !== undefined) return { outcome: ownCard }
  const trouble = troubleBefore(text, symbology, given.source)
  if (trouble !== undefined) return { outcome: trouble }
  switch (symbology.route) {
    case 'retail':
      return asDigits(text, symbology, (digits) => readRetail(digits, symbology, given.ownCodes))
    case 'with-add-on':
      return asDigits(text, symbology, (digits) => readWithAddOn(digits, given.ownCodes))
    case 'add-on':
      return asDigits(text, symbology, (digits) => (digits.length === symbology.length ? { kind: 'add-on', digits } : { unreadable: 'incomplete', detail: `${digits.length} digits` }))
    case 'itf-14':
      return asDigits(text, symbology, readItf)
    case 'elements':
      return fromElements(readElementString(text))
    case 'text':
      return readText(text) ?? asDigits(text, symbology, (digits) => onlyOwn(digits, symbology, given.ownCodes))
    case 'own':
      return asDigits(text, symbology, (digits) => onlyOwn(digits, symbology, given.ownCodes))
    case 'unnamed':
      return readUnnamed(text, given)
    default:
      return assertNever(symbology, 'symbology')
  }
}

/** What is wrong whatever the symbology. */
function troubleBefore(text: string, symbology: Symbology, source: CodeSource): Trouble | undefined {
  if (text === '') return { unreadable: 'empty' }
  if (text.length > (isWebAddress(text) ? 2048 : 512)) return { unreadable: 'too-long', detail: `${text.length} characters` }
  if (mayBeCard(symbology) && looksLikePaymentCard(text, source === 'card-reader' ? 'card-reader' : 'code')) return { unreadable: 'payment-card' }
  if (isNoise(text, source)) return { unreadable: 'noise' }
  return /[\r\n]/.test(text) ? { unreadable: 'several-codes', detail: 'a line end inside' } : undefined
}

/** What GS1 symbologies carry is no card, whatever its digits look like. */
function mayBeCard({ route }: Symbology): boolean {
  return route === 'text' || route === 'own' || route === 'itf-14' || route === 'unnamed'
}

function isNoise(text: string, source: CodeSource): boolean {
  const bare = text.replaceAll(groupSeparator, '').replace(/[\r\n]/g, '')
  return source === 'keyed' ? /[\p{C}\ufffd]/u.test(bare) : /[^\x20-\x7e]/.test(bare)
}

function asDigits(text: string, { name }: Symbology, read: (digits: string) => Identified | Trouble): Reading {
  return { outcome: /^\d+$/.test(text) ? read(text) : { unreadable: 'unknown-format', detail: `${name}: not all digits` } }
}

function onlyOwn(digits: string, { name }: Symbology, ownCodes: readonly OwnCode[]): Identified | Trouble {
  return readOwn(digits, ownCodes) ?? { unreadable: 'unknown-format', detail: `${name}: no code of this store` }
}

/** The written forms: web addresses, and element strings in parentheses. */
function readText(text: string): Reading | undefined {
  if (isWebAddress(text)) return fromElements(readDigitalLink(text))
  return text.startsWith('(') ? fromElements(readBracketedElements(text)) : undefined
}

function readUnnamed(text: string, given: ScanGiven): Reading {
  if (text.startsWith(groupSeparator)) return fromElements(readElementString(text))
  const written = readText(text)
  if (written !== undefined) return written
  if (text.includes(groupSeparator)) return readSeparated(text)
  if (/^\d+$/.test(text)) return readUnnamedDigits(text, given)
  return readImpliedElements(text) ?? { outcome: { unreadable: 'unknown-format' } }
}

/** A separator stands inside element strings, and between the codes of a scanner that sends two at once. */
function readSeparated(text: string): Reading {
  const parts = text.split(groupSeparator).filter((part) => part !== '')
  const areCodes = parts.length > 1 && parts.every((part) => gtinLengths.includes(part.length) && hasCheckDigit(part))
  return areCodes ? { outcome: { unreadable: 'several-codes', detail: 'a separator inside' } } : fromElements(readElementString(text))
}

function fromElements(reading: ElementReading | NoLink): Reading {
  if (reading === 'no-key') return { outcome: { unreadable: 'unknown-format', detail: 'a web address without a GS1 key' } }
  if (reading === 'compressed') return { outcome: { unreadable: 'compressed-link', detail: 'a compressed GS1 Digital Link: only its web site can read it' } }
  if ('wrong' in reading) return { outcome: { unreadable: reading.twice ? 'several-codes' : 'element-string', detail: reading.wrong } }
  const { elements, warnings = [] } = reading
  return { outcome: identifyElements(elements), elements, warnings: [...warnings, ...brokenAssociations(elements)] }
}
