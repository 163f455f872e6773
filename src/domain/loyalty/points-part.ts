import type { OfferId } from '../ids.ts'
import type { Wording } from '../wording.ts'

/**
 * One reason for the points of a sale. The parts add up to what is earned; only what is taken off again (`cap` and
 * `paid-in-points`) is below zero.
 */
export type PointsPart =
  | { readonly kind: 'base'; readonly points: number }
  | { readonly kind: 'rate'; readonly name: Wording; readonly points: number }
  /** What a factor added, each on all that stands before it. */
  | { readonly kind: 'tier' | 'membership' | 'birthday'; readonly points: number }
  | { readonly kind: 'multiplier'; readonly offerId: OfferId; readonly points: number }
  | { readonly kind: 'bonus'; readonly name: Wording; readonly points: number }
  | { readonly kind: 'bonus-offer'; readonly offerId: OfferId; readonly points: number }
  /** Above the most that one sale earns. */
  | { readonly kind: 'cap'; readonly points: number }
  /** On what was paid with points. */
  | { readonly kind: 'paid-in-points'; readonly points: number }

export function sumOfParts(parts: readonly PointsPart[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0)
}

/** Points for money, as against points for goods. */
export function isForSpend({ kind }: PointsPart): boolean {
  return kind === 'base' || kind === 'rate' || kind === 'tier' || kind === 'membership' || kind === 'birthday' || kind === 'multiplier'
}
