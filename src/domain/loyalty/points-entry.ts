/**
 * One fact about a member's points; never changed, only added to.
 * - `earned` by a sale, `spent` in a sale
 * - `clawed-back`: of what the sale earned, when its goods come back or it is voided
 * - `given-back`: of what was spent in the sale, for the same reason
 */
export interface PointsEntry {
  /** Unique for the member and the same whoever reads the fact: it decides between entries of one moment. */
  readonly entryId: string
  readonly kind: 'earned' | 'spent' | 'clawed-back' | 'given-back'
  readonly saleId: string
  /** Trading date of the fact, `YYYY-MM-DD`. */
  readonly day: string
  /** ISO time of the fact; orders the entries of one day. */
  readonly at: string
  /** Above zero, whichever way they went. */
  readonly points: number
}

/** What the entry does to the balance. */
export function signedPoints({ kind, points }: Pick<PointsEntry, 'kind' | 'points'>): number {
  return kind === 'earned' || kind === 'given-back' ? points : -points
}
