import type { MemberId } from '../ids.ts'

/**
 * What a lane may know of a member. Never a full name, a phone number or a card number:
 * those are looked up by keyed hash.
 */
export interface Member {
  readonly memberId: MemberId
  /** First name and initial, "Ana F.". */
  readonly displayName: string
  /** Last four digits of the club card. */
  readonly cardLast4: string
  readonly memberSince: string
  readonly tier: string
  readonly language?: 'en' | 'zh' | undefined
  /** Points as the CRM last worked them out … */
  readonly pointsSynced: number
  /** … from the facts of each journal up to and including these numbers. Later facts of this lane are added on top. */
  readonly pointsThrough: Readonly<Record<string, number>>
  /** Candidates for the receipt's next-visit offer, best first. */
  readonly nextVisit: readonly NextVisitCandidate[]
}

/** One coupon offer the CRM would give this member next, and why. */
export interface NextVisitCandidate {
  readonly offerId: string
  /** Larger is better; comparable within one member only. */
  readonly score: number
  readonly reason: 'due-soon' | 'lapsed' | 'complement' | 'switch' | 'stretch'
}
