import type { CodeSource, Identified, OwnCode } from './identified.ts'
import { looksLikePaymentCard } from './payment-card.ts'
import { readOwnCode } from './read-own-code.ts'

/**
 * Reads a member's card that would otherwise be taken for something else:
 * - a number in a range of the chain's own under ISO/IEC 7812, which may look like a payment card; its pattern must
 *   begin with four digits or more, and then it is believed;
 * - the UID of a contactless card, from a card reader only: eight digits of one may look like an item.
 * @returns undefined when it is none, or its check digit is wrong
 */
export function readOwnCard(text: string, { source, ownCodes }: { readonly source: CodeSource; readonly ownCodes: readonly OwnCode[] }): Identified | undefined {
  const takesUid = source === 'card-reader' && !looksLikePaymentCard(text)
  const cards = ownCodes.filter(({ kind, pattern }) => kind === 'member-card' && (pattern.includes('U') ? takesUid : /^\d{4}/.test(pattern)))
  const reading = readOwnCode(text, cards)
  return reading && 'found' in reading ? reading.found : undefined
}
