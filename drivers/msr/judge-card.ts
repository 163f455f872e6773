import type { CardPart } from './card-reading.ts'
import { holdsBankTrack, holdsPaymentCard } from './holds-payment-card.ts'
import { isOfOwnRange, isOwnCard } from './is-own-card.ts'
import { uidText, type Bytes } from './uid-text.ts'

export type CardJudgement =
  /** Digits of a number, or hexadecimal capitals of a UID. */
  | { readonly kind: 'own-card'; readonly text: string }
  | { readonly kind: 'payment-card' }
  /** Read well, and none of the retailer's. */
  | { readonly kind: 'foreign-card' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'noise' }

/** Where an own number stands within its part, and the pattern it fits. */
interface OwnNumber {
  readonly from: number
  readonly to: number
  readonly pattern: string
  /** As it may leave, not yet a text: a UID without the marks between its bytes. */
  readonly number: Bytes
}

const caret = 0x5e
const equals = 0x3d

/**
 * The payment-card firewall: decides what of a card may leave the driver.
 *
 * Only a number that fits one of the retailer's own patterns from end to end does: as it came, or as the number field
 * of a track, which ends at `^` on track 1 and at `=` on the others. Everything else of the card is looked through
 * for payment cards; one track that holds one makes the whole card one. No text is made of anything but an own card.
 * The caller wipes the parts afterwards, whatever the answer.
 *
 * @param parts of one card
 * @param allow patterns of the retailer's own cards
 */
export function judgeCard(parts: readonly CardPart[], allow: readonly string[]): CardJudgement {
  const found = parts.map((part) => ({ part, own: ownNumberIn(part, allow) }))
  if (found.some(({ part, own }) => isPaymentCard(part, own))) return { kind: 'payment-card' }
  const own = byTrust(found).find((one) => one.own && !one.part.damaged)?.own
  if (own) return { kind: 'own-card', text: textOf(own.number) }
  if (parts.some((part) => part.damaged)) return { kind: 'damaged' }
  return parts.length > 0 && parts.every((part) => part.bytes.every(isPrintable)) ? { kind: 'foreign-card' } : { kind: 'noise' }
}

/** Track 2 is what card readers read best; a number outside of tracks counts least. */
function byTrust<Found extends { readonly part: CardPart }>(found: readonly Found[]): Found[] {
  const trust = [2, 1, 3, 'none']
  return [...found].sort((a, b) => trust.indexOf(a.part.track) - trust.indexOf(b.part.track))
}

function ownNumberIn(part: CardPart, allow: readonly string[]): OwnNumber | undefined {
  const { from, to } = numberField(part)
  const asItCame = part.bytes.subarray(from, to)
  const uid = part.track === 'none' ? uidText(asItCame) : undefined
  const numberFor = (pattern: string): Bytes => (pattern.includes('U') && uid ? uid : asItCame)
  const pattern = allow.find((own) => isOwnCard(numberFor(own), own))
  return pattern === undefined ? undefined : { from, to, pattern, number: numberFor(pattern) }
}

function textOf(number: Bytes): string {
  return String.fromCharCode(...Array.from({ length: number.length }, (_, index) => number.at(index) ?? 0))
}

/** Track 1 may begin with a format letter. */
function numberField({ track, bytes }: CardPart): { readonly from: number; readonly to: number } {
  if (track === 'none') return { from: 0, to: bytes.length }
  const separatorAt = bytes.indexOf(track === 1 ? caret : equals)
  const to = separatorAt < 0 ? bytes.length : separatorAt
  return { from: track === 1 && isLetter(bytes[0]) ? 1 : 0, to }
}

/** An own number is believed where its pattern names a range; a bank's layout around it never is. */
function isPaymentCard({ track, bytes }: CardPart, own: OwnNumber | undefined): boolean {
  const isTrusted = own !== undefined && isOfOwnRange(own.pattern)
  // A bank's track 3 begins with two digits for its format, and the card number stands right behind them.
  if (track === 3 && !isTrusted && holdsPaymentCard(bytes.subarray(2))) return true
  if (!own) return holdsPaymentCard(bytes)
  if (holdsBankTrack(bytes)) return true
  if (!isTrusted && holdsPaymentCard(bytes.subarray(own.from, own.to))) return true
  return holdsPaymentCard(bytes.subarray(0, own.from)) || holdsPaymentCard(bytes.subarray(own.to))
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f
}
