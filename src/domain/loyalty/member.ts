import type { CouponCode, MemberId, OfferId } from '../ids.ts'

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
  /** How far the next tier is; absent where tiers are given by hand, or there is none above hers. */
  readonly nextTier?: NextTier | undefined
  /** `MM-DD`: the year stays at head office. */
  readonly birthday?: string | undefined
  /** Last day of a membership that is paid for; whoever has none is a member for free. */
  readonly paidUntilDay?: string | undefined
  readonly language?: 'en' | 'zh' | undefined
  /** Points that could be spent when the CRM last worked them out … */
  readonly pointsSynced: number
  /** … by the days on which they can be spent, … */
  readonly points?: SyncedPoints | undefined
  /** … from the facts of each journal up to and including these numbers. Later facts of this lane are added on top. */
  readonly pointsThrough: Readonly<Record<string, number>>
  /** Candidates for the receipt's next-visit offer, best first. */
  readonly nextVisit: readonly NextVisitCandidate[]
  /** Next-visit coupons she was given and has not used, as far as the CRM knows. */
  readonly unusedCoupons?: readonly UnusedCoupon[] | undefined
  /** What she has had of running offers that a member has only so many times; absent for none. */
  readonly offerUses?: readonly MemberOfferUses[] | undefined
}

/** How often a member has had one offer, as head office last counted it. */
export interface MemberOfferUses {
  readonly offerId: OfferId
  /** Rewards of all her sales … */
  readonly rewardCount: number
  /** … and of her newest trading days, newest first … */
  readonly days: readonly { readonly day: string; readonly rewardCount: number }[]
  /** … from the facts of each journal up to and including these numbers. Later facts of this lane are added on top. */
  readonly through: Readonly<Record<string, number>>
}

/** A ledger as far as it still matters: what is left of it, to be read by day. */
export interface SyncedPoints {
  readonly lots: readonly SyncedLot[]
  /** Taken back after they were spent; zero or more. */
  readonly owed: number
  /** Last day on which any were earned or spent; points may end so many months after it. */
  readonly activeOn?: string | undefined
}

/** Points that can be spent from one day to another, both included. Above zero. */
export interface SyncedLot {
  readonly fromDay: string
  readonly untilDay?: string | undefined
  readonly points: number
  /** The sale that earned them, while they cannot be spent yet: when its goods come back these are taken. */
  readonly saleId?: string | undefined
}

/** What a member still needs for the tier above hers. */
export interface NextTier {
  readonly tier: string
  readonly by: 'spend' | 'visits'
  /** Minor units, or visits. Above zero. */
  readonly missing: number
}

/** One coupon offer the CRM would give this member next, and why. */
export interface NextVisitCandidate {
  readonly offerId: string
  /** Larger is better; comparable within one member only. */
  readonly score: number
  readonly reason: 'due-soon' | 'lapsed' | 'complement' | 'switch' | 'stretch'
}

/** A coupon in her hands. */
export interface UnusedCoupon {
  readonly couponCode: CouponCode
  readonly offerId: OfferId
  readonly expiresOn: string
}
