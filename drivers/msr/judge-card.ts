import { holdsPaymentCard } from './holds-payment-card.ts'
import { isOfOwnRange, isOwnCard } from './is-own-card.ts'

export type CardJudgement = { readonly kind: 'own-card'; readonly digits: string } | { readonly kind: 'payment-card' } | { readonly kind: 'nothing' } | { readonly kind: 'noise' }

interface Rules {
  /** Patterns of the retailer's own cards. */
  readonly allow: readonly string[]
  /** Text in front of every reading, set up in the reader. */
  readonly prefix: string
}

const percent = 0x25
const semicolon = 0x3b
const questionMark = 0x3f

/**
 * The payment-card firewall: decides what of a reading may leave the driver.
 *
 * Only a number that fits one of the retailer's own patterns from end to end does, as plain digits or as the
 * whole content of track 2 (`;…?`). Everything else that holds a payment card is one, the rest is noise.
 * Track 1 of an own card alone says nothing: track 2 follows.
 * No text is made of anything but an own card. The caller wipes `bytes` afterwards, whatever the answer.
 */
export function judgeCard(bytes: Buffer, { allow, prefix }: Rules): CardJudgement {
  const reading = withoutPrefix(bytes, prefix)
  const number = track2Of(reading) ?? reading
  const pattern = allow.find((own) => isOwnCard(number, own))
  if (pattern !== undefined && (isOfOwnRange(pattern) || !holdsPaymentCard(number)) && !restHoldsPaymentCard(reading, number)) {
    return { kind: 'own-card', digits: number.toString('latin1') }
  }
  if (holdsPaymentCard(bytes)) return { kind: 'payment-card' }
  const isTrack1Alone = reading[0] === percent && reading.includes(questionMark) && !reading.includes(semicolon)
  return isTrack1Alone ? { kind: 'nothing' } : { kind: 'noise' }
}

function withoutPrefix(bytes: Buffer, prefix: string): Buffer {
  const isThere = prefix !== '' && bytes.subarray(0, prefix.length).equals(Buffer.from(prefix, 'latin1'))
  return isThere ? bytes.subarray(prefix.length) : bytes
}

/** What stands between the sentinels of track 2, or undefined without them. */
function track2Of(reading: Buffer): Buffer | undefined {
  const start = reading.indexOf(semicolon)
  const end = reading.indexOf(questionMark, start + 1)
  return start < 0 || end < 0 ? undefined : reading.subarray(start + 1, end)
}

function restHoldsPaymentCard(reading: Buffer, number: Buffer): boolean {
  const from = number.byteOffset - reading.byteOffset
  return holdsPaymentCard(reading.subarray(0, from)) || holdsPaymentCard(reading.subarray(from + number.length))
}
