import type { TierRules } from './tier-on.ts'

/** When points that were not spent end: at the end of the month so many months on, or so many months after the member last earned or spent any. */
export type PointsExpiry = { readonly kind: 'month-end' | 'last-activity'; readonly months: number }

/** What points are worth as money: `points` for `amountMinor`, and whole steps of it only. */
export interface RedeemRule {
  readonly points: number
  readonly amountMinor: number
  /** Fewer are not taken; a step unless told. */
  readonly minimumPoints?: number | undefined
}

/** What becomes of points once they are earned, and how members rise. Whatever is absent is not done here. */
export interface LoyaltyRules {
  /** Points can be spent so many days after the sale: the time in which goods are brought back. At once unless told. */
  readonly pendingDays?: number | undefined
  readonly expiry?: PointsExpiry | undefined
  readonly redeem?: RedeemRule | undefined
  readonly tiers?: TierRules | undefined
}
