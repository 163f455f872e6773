import { assert } from '../../domain/assert.ts'
import type { PointsEntry } from '../../domain/loyalty/points-entry.ts'
import { entryId } from '../../domain/loyalty/sale-entries.ts'
import { groupBy } from '../group-by.ts'
import type { Connection } from './open-database.ts'
import type { CouponRedemptionRow, PointsEntryRow, PurchaseLineRow } from './sale-rows.ts'

/** A member's points as one moment sees them. */
export interface MemberLedger {
  /** Every fact of her points, in the order of journals and numbers. */
  readonly entries: readonly PointsEntry[]
  /** Per journal the highest record number that is included. */
  readonly through: Readonly<Record<string, number>>
}

export const noLedger: MemberLedger = { entries: [], through: {} }

interface StoredEntry {
  readonly member_id: string
  readonly journal_id: string
  readonly number: number
  readonly points: number
  readonly reason: string
  readonly sale_id: string
  readonly day: string
  readonly at: string
}

const entryFields = 'member_id, journal_id, number, points, reason, sale_id, coalesce(day, (at at time zone \'UTC\')::date) as day, at'

/** Ledgers and what they include, from one snapshot: a lane adds its later facts on top and must not count one twice. */
export async function readLedgers(connection: Connection, memberIds: readonly string[]): Promise<Map<string, MemberLedger>> {
  const { rows } = await connection.query<StoredEntry>(`select ${entryFields} from points_entry where member_id = any($1) order by member_id, journal_id, number, reason`, [memberIds])
  return new Map([...groupBy(rows, (row) => row.member_id)].map(([memberId, own]) => [memberId, { entries: own.map(entryOf), through: Object.fromEntries(own.map((row) => [row.journal_id, row.number])) }]))
}

/** A member's entries, newest first. */
export async function readNewestEntries(connection: Connection, memberId: string, limit: number): Promise<PointsEntryRow[]> {
  const { rows } = await connection.query<StoredEntry>(`select ${entryFields} from points_entry where member_id = $1 order by at desc, journal_id, number desc, reason limit $2`, [memberId, limit])
  return rows.map((row) => ({ memberId, journalId: row.journal_id, number: row.number, points: row.points, reason: kindOf(row.reason), saleId: row.sale_id, day: row.day, at: row.at }))
}

function entryOf({ journal_id: journalId, number, points, reason, sale_id: saleId, day, at }: StoredEntry): PointsEntry {
  const kind = kindOf(reason)
  return { entryId: entryId({ journalId, number }, kind), kind, saleId, day, at, points: Math.abs(points) }
}

function kindOf(reason: string): PointsEntry['kind'] {
  const kind = kinds.find((each) => each === reason)
  assert(kind !== undefined, `no points entry is ${reason}`)
  return kind
}

const kinds = ['earned', 'spent', 'clawed-back', 'given-back'] as const satisfies readonly PointsEntry['kind'][]

/** What these members bought since a day, oldest first. */
export async function readPurchases(connection: Connection, memberIds: readonly string[], sinceDay: string): Promise<PurchaseLineRow[]> {
  const { rows } = await connection.query<{ member_id: string; purchase_id: string; of_purchase_id: string | null; line_number: number; day: string; item_id: string; category_id: string | null; unit_count: number; net_minor: number }>(
    `select member_id, purchase_id, of_purchase_id, line_number, day, item_id, category_id, unit_count, net_minor
     from purchase_line where member_id = any($1) and day >= $2 order by member_id, day, purchase_id, line_number`, [memberIds, sinceDay])
  return rows.map((row) => ({
    memberId: row.member_id, purchaseId: row.purchase_id, ...(row.of_purchase_id === null ? {} : { ofPurchaseId: row.of_purchase_id }), lineNumber: row.line_number, day: row.day, itemId: row.item_id,
    categoryId: row.category_id ?? undefined, unitCount: row.unit_count, netMinor: row.net_minor,
  }))
}

/** A member's redeemed coupons, newest first. */
export async function readRedemptions(connection: Connection, memberId: string, limit: number): Promise<CouponRedemptionRow[]> {
  const { rows } = await connection.query<{ coupon_code: string; store_id: string; sale_id: string; journal_id: string; number: number; offer_id: string; amount_minor: number; single_use: boolean; redeemed_at: string; unasked: boolean }>(
    `select coupon_code, store_id, sale_id, journal_id, number, offer_id, amount_minor, single_use, redeemed_at, unasked
     from coupon_redemption where member_id = $1 order by redeemed_at desc, coupon_code limit $2`, [memberId, limit])
  return rows.map((row) => ({
    couponCode: row.coupon_code, storeId: row.store_id, saleId: row.sale_id, journalId: row.journal_id, number: row.number, offerId: row.offer_id,
    memberId, amountMinor: row.amount_minor, singleUse: row.single_use, redeemedAt: row.redeemed_at, unasked: row.unasked,
  }))
}
