import { groupBy } from '../group-by.ts'
import { settleRedemptions } from '../offers/settle-redemptions.ts'
import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'
import type { CouponRedemptionRow } from './sale-rows.ts'

/**
 * Settles single-use coupons anew after something has happened to them: which redemption counts, and whether the coupon is
 * spent. Their rows are locked until the end of the transaction, so that of two uploads one sees the other.
 * @returns redemptions that came too late, of these coupons, however long ago
 */
export async function settleCoupons(connection: Connection, couponCodes: readonly string[]): Promise<CouponRedemptionRow[]> {
  if (couponCodes.length === 0) return []
  const withdrawn = await lockCoupons(connection, couponCodes)
  const byCode = groupBy(await liveRedemptions(connection, couponCodes), ({ couponCode }) => couponCode)
  const settled = [...new Set(couponCodes)].map((couponCode) => {
    const redemptions = byCode.get(couponCode) ?? []
    return { couponCode, redeemedCount: redemptions.length, withdrawnAt: withdrawn.get(couponCode), ...settleRedemptions(redemptions, withdrawn.has(couponCode)) }
  })
  await writeSettled(connection, settled.map(rowOf))
  return settled.flatMap(({ late }) => late)
}

/** Takes redemptions out of the reckoning whose goods came back, where the offer lets the coupon be used again. */
export async function restoreCoupons(connection: Connection, restored: readonly { readonly couponCode: string; readonly storeId: string; readonly saleId: string }[]): Promise<void> {
  if (restored.length === 0) return
  await lockCoupons(connection, restored.map(({ couponCode }) => couponCode))
  await connection.query(
    `update coupon_redemption r set restored = true from unnest($1::text[], $2::text[], $3::text[]) as back (coupon_code, store_id, sale_id)
     where r.coupon_code = back.coupon_code and r.store_id = back.store_id and r.sale_id = back.sale_id`,
    [restored.map(({ couponCode }) => couponCode), restored.map(({ storeId }) => storeId), restored.map(({ saleId }) => saleId)])
}

export interface WithdrawnCoupon {
  readonly couponCode: string
  /** ISO time. */
  readonly at: string
}

/** Coupons that came with goods which have all come back: spent from then on. */
export async function withdrawCoupons(connection: Connection, coupons: readonly WithdrawnCoupon[]): Promise<void> {
  if (coupons.length === 0) return
  await lockCoupons(connection, coupons.map(({ couponCode }) => couponCode))
  await connection.query(
    'update coupon_spent s set withdrawn_at = least(s.withdrawn_at, back.at) from unnest($1::text[], $2::timestamptz[]) as back (coupon_code, at) where s.coupon_code = back.coupon_code',
    [coupons.map(({ couponCode }) => couponCode), coupons.map(({ at }) => at)])
}

/** Always in the same order: two transactions that lock the same coupons then wait for each other one way only. @returns when they were withdrawn, of those that were */
async function lockCoupons(connection: Connection, couponCodes: readonly string[]): Promise<Map<string, string>> {
  const rows = [...new Set(couponCodes)].sort().map((couponCode) => ({ couponCode, redeemedCount: 0, firstRedeemedAt: longAgo, firstJournalId: '', announced: true }))
  const locked = await insertRows<(typeof rows)[number], { coupon_code: string; withdrawn_at: string | null }>(connection, {
    table: 'coupon_spent',
    columns: { couponCode: 'text', redeemedCount: 'bigint', firstRedeemedAt: 'timestamptz', firstJournalId: 'text', announced: 'boolean' },
    ending: 'on conflict (coupon_code) do update set redeemed_count = coupon_spent.redeemed_count returning coupon_code, withdrawn_at',
  }, rows)
  return new Map(locked.flatMap(({ coupon_code, withdrawn_at }) => (withdrawn_at === null ? [] : [[coupon_code, withdrawn_at] as const])))
}

async function liveRedemptions(connection: Connection, couponCodes: readonly string[]): Promise<CouponRedemptionRow[]> {
  const { rows } = await connection.query<{ coupon_code: string; store_id: string; sale_id: string; journal_id: string; number: number; offer_id: string; member_id: string | null; amount_minor: number; redeemed_at: string; unasked: boolean }>(
    `select coupon_code, store_id, sale_id, journal_id, number, offer_id, member_id, amount_minor, redeemed_at, unasked
     from coupon_redemption where coupon_code = any($1) and single_use and not restored`, [couponCodes])
  return rows.map((row) => ({
    couponCode: row.coupon_code, storeId: row.store_id, saleId: row.sale_id, journalId: row.journal_id, number: row.number, offerId: row.offer_id,
    memberId: row.member_id ?? undefined, amountMinor: row.amount_minor, singleUse: true, redeemedAt: row.redeemed_at, unasked: row.unasked,
  }))
}

interface SettledRow {
  readonly couponCode: string
  readonly redeemedCount: number
  readonly firstRedeemedAt: string
  readonly firstJournalId: string
}

/** A coupon that is only withdrawn has nobody who redeemed it. */
function rowOf({ couponCode, redeemedCount, first, withdrawnAt = longAgo }: { readonly couponCode: string; readonly redeemedCount: number; readonly first: CouponRedemptionRow | undefined; readonly withdrawnAt: string | undefined }): SettledRow {
  return { couponCode, redeemedCount, firstRedeemedAt: first?.redeemedAt ?? withdrawnAt, firstJournalId: first?.journalId ?? '' }
}

/** Of a coupon that nobody has used. */
const longAgo = '0001-01-01T00:00:00.000Z'

/** The lanes are told where a coupon is spent that was not, or the other way round, and where another use of it counts now. */
async function writeSettled(connection: Connection, rows: readonly SettledRow[]): Promise<void> {
  await connection.query(
    `update coupon_spent s set redeemed_count = now.redeemed_count, first_redeemed_at = now.first_redeemed_at, first_journal_id = now.first_journal_id,
       announced = s.announced and s.first_redeemed_at = now.first_redeemed_at and s.first_journal_id = now.first_journal_id
     from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[]) as now (coupon_code, redeemed_count, first_redeemed_at, first_journal_id) where s.coupon_code = now.coupon_code`,
    [rows.map(({ couponCode }) => couponCode), rows.map(({ redeemedCount }) => redeemedCount), rows.map(({ firstRedeemedAt }) => firstRedeemedAt), rows.map(({ firstJournalId }) => firstJournalId)])
}

/** What one offer's single-use coupons came to. */
export interface CouponUses {
  readonly offerId: string
  /** Coupons used, each once. */
  readonly couponCount: number
  /** Uses beyond the first of a coupon, and what they gave. */
  readonly overCount: number
  readonly overMinor: number
  /** Uses that a lane took while it could not ask the others. */
  readonly unaskedCount: number
}

/** By offer. */
export async function countCouponUses(connection: Connection): Promise<CouponUses[]> {
  const { rows } = await connection.query<{ offer_id: string; coupon_count: number; over_count: number; over_minor: number; unasked_count: number }>(
    `with used as (select offer_id, amount_minor, unasked, row_number() over (partition by coupon_code order by unasked, redeemed_at, journal_id collate "C", number) as place from coupon_redemption where single_use and not restored)
     select offer_id, count(*) filter (where place = 1) as coupon_count, count(*) filter (where place > 1) as over_count, coalesce(sum(amount_minor) filter (where place > 1), 0)::bigint as over_minor, count(*) filter (where unasked) as unasked_count
     from used group by offer_id order by offer_id`)
  return rows.map((row) => ({ offerId: row.offer_id, couponCount: row.coupon_count, overCount: row.over_count, overMinor: row.over_minor, unaskedCount: row.unasked_count }))
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
  const { rows } = await connection.query<{ coupon_code: string; is_spent: boolean; first_redeemed_at: string; first_journal_id: string }>(
    'select coupon_code, redeemed_count > 0 or withdrawn_at is not null as is_spent, first_redeemed_at, first_journal_id from coupon_spent where not announced order by coupon_code limit $1 for update skip locked', [limit])
  return rows.map((row) => ({ isSpent: row.is_spent, couponCode: row.coupon_code, redeemedAt: row.first_redeemed_at, journalId: row.first_journal_id }))
}

export async function markAnnounced(connection: Connection, couponCodes: readonly string[]): Promise<void> {
  await connection.query('update coupon_spent set announced = true where coupon_code = any($1)', [couponCodes])
}
