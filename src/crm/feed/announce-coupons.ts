import { markAnnounced, unannouncedCoupons } from '../store/coupon-rows.ts'
import { writeFeedRows } from '../store/feed-rows.ts'
import type { Database } from '../store/open-database.ts'
import { feedRowsOf } from './publish-rows.ts'

const batchCoupons = 1000

/** Tells the lanes which single-use coupons are spent, and which may be used again. Apart from the sale's own transaction, so that lanes do not wait for each other. */
export async function announceCoupons(database: Database): Promise<void> {
  for (;;) {
    const announced = await database.transaction(async (connection) => {
      const coupons = await unannouncedCoupons(connection, batchCoupons)
      if (coupons.length === 0) return 0
      await writeFeedRows(connection, 'coupons', feedRowsOf('coupons', coupons.map(({ isSpent, ...coupon }) => ({ key: coupon.couponCode, body: isSpent ? coupon : null }))))
      await markAnnounced(connection, coupons.map((coupon) => coupon.couponCode))
      return coupons.length
    })
    if (announced === 0) return
  }
}
