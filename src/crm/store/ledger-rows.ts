import type { Connection } from './open-database.ts'
import type { CouponRedemptionRow, PointsEntryRow, PurchaseLineRow } from './sale-rows.ts'

/** A member's points as one moment sees them. */
export interface PointsStanding {
  readonly balance: number
  /** Per journal the highest record number that is included. */
  readonly through: Readonly<Record<string, number>>
}

export const noPoints: PointsStanding = { balance: 0, through: {} }

/** Balance and what it includes, from one snapshot: a lane adds its later facts on top and must not count one twice. */
export async function pointsStandings(connection: Connection, memberIds: readonly string[]): Promise<Map<string, PointsStanding>> {
  const { rows } = await connection.query<{ member_id: string; journal_id: string; points: number; through: number }>(
    'select member_id, journal_id, sum(points)::bigint as points, max(number) as through from points_entry where member_id = any($1) group by member_id, journal_id order by member_id, journal_id', [memberIds])
  const standings = new Map<string, PointsStanding>()
  for (const row of rows) {
    const { balance, through } = standings.get(row.member_id) ?? noPoints
    standings.set(row.member_id, { balance: balance + row.points, through: { ...through, [row.journal_id]: row.through } })
  }
  return standings
}

/** A member's entries, newest first. */
export async function readLedger(connection: Connection, memberId: string, limit: number): Promise<PointsEntryRow[]> {
  const { rows } = await connection.query<{ journal_id: string; number: number; points: number; reason: string; sale_id: string; at: string }>(
    'select journal_id, number, points, reason, sale_id, at from points_entry where member_id = $1 order by at desc, journal_id, number desc limit $2', [memberId, limit])
  return rows.map((row) => ({ memberId, journalId: row.journal_id, number: row.number, points: row.points, reason: row.reason, saleId: row.sale_id, at: row.at }))
}

/** What these members bought since a day, oldest first. */
export async function readPurchases(connection: Connection, memberIds: readonly string[], sinceDay: string): Promise<PurchaseLineRow[]> {
  const { rows } = await connection.query<{ member_id: string; purchase_id: string; line_number: number; day: string; item_id: string; category_id: string | null; unit_count: number; net_minor: number }>(
    `select member_id, purchase_id, line_number, day, item_id, category_id, unit_count, net_minor
     from purchase_line where member_id = any($1) and day >= $2 order by member_id, day, purchase_id, line_number`, [memberIds, sinceDay])
  return rows.map((row) => ({
    memberId: row.member_id, purchaseId: row.purchase_id, lineNumber: row.line_number, day: row.day, itemId: row.item_id,
    categoryId: row.category_id ?? undefined, unitCount: row.unit_count, netMinor: row.net_minor,
  }))
}

/** A member's redeemed coupons, newest first. */
export async function readRedemptions(connection: Connection, memberId: string, limit: number): Promise<CouponRedemptionRow[]> {
  const { rows } = await connection.query<{ coupon_code: string; store_id: string; sale_id: string; journal_id: string; number: number; offer_id: string; amount_minor: number; single_use: boolean; redeemed_at: string }>(
    `select coupon_code, store_id, sale_id, journal_id, number, offer_id, amount_minor, single_use, redeemed_at
     from coupon_redemption where member_id = $1 order by redeemed_at desc, coupon_code limit $2`, [memberId, limit])
  return rows.map((row) => ({
    couponCode: row.coupon_code, storeId: row.store_id, saleId: row.sale_id, journalId: row.journal_id, number: row.number, offerId: row.offer_id,
    memberId, amountMinor: row.amount_minor, singleUse: row.single_use, redeemedAt: row.redeemed_at,
  }))
}
