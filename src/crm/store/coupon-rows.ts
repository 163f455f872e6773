import { groupBy } from '../group-by.ts'
import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'
import type { CouponRedemptionRow } from './sale-rows.ts'

interface SpentCount {
  readonly couponCode: string
  readonly redeemedCount: number
  readonly firstRedeemedAt: string
  readonly firstJournalId: string
}

/**
 * Counts redemptions of single-use coupons. The coupon's row is locked until the end of the transaction,
 * so of two lanes that redeem it at the same moment one comes first.
 * @param redemptions new ones, each seen once
 * @returns those that came too late
 */
export async function spendCoupons(connection: Connection, redemptions: readonly CouponRedemptionRow[]): Promise<CouponRedemptionRow[]> {
  const byCode = groupBy(redemptions.filter((redemption) => redemption.singleUse), (redemption) => redemption.couponCode)
  // Always in the same order: two transactions that lock the same coupons then wait for each other one way only.
  const counts = [...byCode].sort(([a], [b]) => (a < b ? -1 : 1)).map(([couponCode, uses]) => ({ couponCode, redeemedCount: uses.length, firstRedeemedAt: uses[0]?.redeemedAt ?? '', firstJournalId: uses[0]?.journalId ?? '' }))
  const after = await insertRows<SpentCount, { coupon_code: string; redeemed_count: number }>(connection, {
    table: 'coupon_spent',
    columns: { couponCode: 'text', redeemedCount: 'bigint', firstRedeemedAt: 'timestamptz', firstJournalId: 'text' },
    ending: 'on conflict (coupon_code) do update set redeemed_count = coupon_spent.redeemed_count + excluded.redeemed_count, announced = coupon_spent.announced and coupon_spent.redeemed_count > 0 returning coupon_code, redeemed_count',
  }, counts)
  return after.flatMap(({ coupon_code, redeemed_count }) => {
    const uses = byCode.get(coupon_code) ?? []
    return redeemed_count > uses.length ? uses : uses.slice(1)
  })
}

/** Coupons whose goods came back, and whose offer lets them be used again. The lanes are told so. */
export async function restoreCoupons(connection: Connection, couponCodes: readonly string[]): Promise<void> {
  if (couponCodes.length === 0) return
  // In one order, like `spendCoupons`.
  await connection.query('select 1 from coupon_spent where coupon_code = any($1) order by coupon_code for update', [couponCodes])
  await connection.query('update coupon_spent set redeemed_count = redeemed_count - 1, announced = announced and redeemed_count > 1 where coupon_code = any($1) and redeemed_count > 0', [couponCodes])
}

export interface WithdrawnCoupon {
  readonly couponCode: string
  /** ISO time. */
  readonly at: string
  readonly journalId: string
}

/** Coupons that came with goods which have all come back: spent from now on, unless they were before. */
export async function withdrawCoupons(connection: Connection, coupons: readonly WithdrawnCoupon[]): Promise<void> {
  const rows = coupons.map(({ couponCode, at, journalId }): SpentCount => ({ couponCode, redeemedCount: 1, firstRedeemedAt: at, firstJournalId: journalId }))
  await insertRows(connection, {
    table: 'coupon_spent',
    columns: { couponCode: 'text', redeemedCount: 'bigint', firstRedeemedAt: 'timestamptz', firstJournalId: 'text' },
    ending: 'on conflict (coupon_code) do update set redeemed_count = greatest(coupon_spent.redeemed_count, 1), announced = coupon_spent.announced and coupon_spent.redeemed_count > 0',
  }, rows)
}

/** `isSpent` false: it was, and may be used again. */
export interface SpentCouponRow {
  readonly isSpent: boolean
  readonly couponCode: string
  readonly redeemedAt: string
  readonly journalId: string
}

/** Spent and restored coupons the lanes have not been told of; they stay locked until the transaction ends. */
export async function unannouncedCoupons(connection: Connection, limit: number): Promise<SpentCouponRow[]> {
  const { rows } = await connection.query<{ coupon_code: string; redeemed_count: number; first_redeemed_at: string; first_journal_id: string }>(
    'select coupon_code, redeemed_count, first_redeemed_at, first_journal_id from coupon_spent where not announced order by coupon_code limit $1 for update skip locked', [limit])
  return rows.map((row) => ({ isSpent: row.redeemed_count > 0, couponCode: row.coupon_code, redeemedAt: row.first_redeemed_at, journalId: row.first_journal_id }))
}

export async function markAnnounced(connection: Connection, couponCodes: readonly string[]): Promise<void> {
  await connection.query('update coupon_spent set announced = true where coupon_code = any($1)', [couponCodes])
}
