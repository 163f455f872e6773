import type { FaultRow, RowResult } from '../fault-row.ts'

/** One coupon at many lanes of a store, with its network up, parted, and with somebody on it who is no lane. */
export const row: FaultRow = {
  number: 8,
  fault: 'one single-use coupon on two lanes offline',
  async run(run): Promise<RowResult> {
    const { oneCoupon } = await import('../claims/one-coupon.ts')
    return oneCoupon(run)
  },
  weakenings: [
    { name: 'the other lanes are asked', file: 'src/lane/store-network/open-claims.ts', find: 'if (waiting.size === 0) return endUnlessWaiting(claim, true)', replace: 'return end(claim, { kind: "free" })', noticed: 'redeemed one coupon with the network up' },
    { name: 'of two claims one comes first', file: 'src/lane/store-network/open-claims.ts', find: 'if (comesFirst({ stamp: own.stamp, journalId: self.journalId }, { stamp: theirs.stamp, journalId: from.journalId })) return', replace: 'return', noticed: 'has the coupon' },
    { name: 'a lane that says free gives its own claim up', file: 'src/lane/store-network/open-claims.ts', find: "end(own, { kind: 'held', laneNumber: from.laneNumber })", replace: '', noticed: 'have one coupon' },
    { name: 'what is in an open sale is held', file: 'src/lane/store-network/open-claims.ts', find: "if (holder.isHeld(theirs.what)) return 'held'", replace: '', noticed: 'have one coupon' },
    { name: 'a message is sealed', file: 'src/lane/store-network/open-sealer.ts', find: ', decipher.final()]', replace: ']', noticed: 'whoever was on the network' },
    { name: 'a message counts once', file: 'src/lane/store-network/open-talk.ts', find: 'if (!session?.seen.take(unsealed.sequence))', replace: 'if (!session)', noticed: 'recording' },
    { name: 'unasked within the allowance', file: 'src/lane/present-single-use.ts', find: '< terms.couponCount', replace: '>= 0', noticed: 'more than the allowance' },
    { name: 'the winner is worked out from all uses', file: 'src/crm/offers/settle-redemptions.ts', find: 'redemptions.toSorted(bySettlement)', replace: '[...redemptions]', noticed: 'depends on the order' },
  ],
}
