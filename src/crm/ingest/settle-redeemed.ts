import { settleCoupons } from '../store/coupon-rows.ts'
import { dropExceptions, raiseExceptions, type ExceptionRow } from '../store/exception-rows.ts'
import type { Connection } from '../store/open-database.ts'
import type { CouponRedemptionRow } from '../store/sale-rows.ts'

const kind = 'coupon-redeemed-twice'

/** Settles the coupons that something has happened to, and tells people of every use that came too late; all sales stand. */
export async function settleRedeemed(connection: Connection, couponCodes: readonly string[], at: string): Promise<void> {
  if (couponCodes.length === 0) return
  const late = (await settleCoupons(connection, couponCodes)).map((redemption) => lateException(redemption, at))
  await dropExceptions(connection, kind, couponCodes, late.map(({ exceptionId }) => exceptionId))
  await raiseExceptions(connection, late)
}

function lateException({ couponCode, saleId, journalId, number, amountMinor, unasked }: CouponRedemptionRow, raisedAt: string): ExceptionRow {
  const why = unasked ? ', at a lane that could not ask the others' : ''
  return { exceptionId: `${kind}:${couponCode}:${saleId}`, kind, journalId, number, saleId, subject: couponCode, detail: `a single-use coupon was redeemed again for ${amountMinor} minor units${why}; both sales stand`, raisedAt }
}
