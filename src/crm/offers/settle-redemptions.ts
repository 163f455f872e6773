/** One use of a single-use coupon. */
export interface Redemption {
  readonly journalId: string
  readonly number: number
  /** ISO time, UTC with milliseconds. */
  readonly redeemedAt: string
  /** Taken without asking every lane of the store. */
  readonly unasked: boolean
}

/**
 * Which use of a single-use coupon counts, of all that head office has heard of. The same whatever order they came in, so
 * that two head offices that hear of them in another order agree.
 *
 * A lane that had asked all others comes before one that had not; then the earlier time, then the journal. A lane with a
 * wrong clock may win by it: that moves a figure in the books and no money, for nobody who was given the reward is asked
 * for it back.
 * @param redemptions any order, those undone by a return left out
 * @param isWithdrawn the goods the coupon came with have come back, and nobody knew that it had been used: every use is looked at
 * @returns the one that counts, and those that came too late, in that order
 */
export function settleRedemptions<Each extends Redemption>(redemptions: readonly Each[], isWithdrawn: boolean): { readonly first: Each | undefined; readonly late: readonly Each[] } {
  const inOrder = redemptions.toSorted(bySettlement)
  return { first: inOrder[0], late: inOrder.slice(isWithdrawn ? 0 : 1) }
}

function bySettlement(a: Redemption, b: Redemption): number {
  return Number(a.unasked) - Number(b.unasked) || compare(a.redeemedAt, b.redeemedAt) || compare(a.journalId, b.journalId) || a.number - b.number
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
