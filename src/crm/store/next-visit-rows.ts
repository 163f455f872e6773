import type { ArmSample } from '../../analytics/measure-uplift.ts'
import { insertRows, type Columns } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** A coupon that a sale would have brought, had the customer not been held out. */
export interface HeldOutRow {
  readonly storeId: string
  readonly saleId: string
  readonly journalId: string
  readonly number: number
  readonly campaignId: string
  readonly offerId: string
  readonly memberId: string | undefined
  readonly day: string
  readonly reason: string
}

const heldOutColumns: Columns<HeldOutRow> = { storeId: 'text', saleId: 'text', journalId: 'text', number: 'bigint', campaignId: 'text', offerId: 'text', memberId: 'text', day: 'date', reason: 'text' }

export async function insertHeldOut(connection: Connection, rows: readonly HeldOutRow[]): Promise<void> {
  await insertRows(connection, { table: 'coupon_held_out', columns: heldOutColumns }, rows)
}

export interface UnusedCouponRow {
  readonly memberId: string
  readonly couponCode: string
  readonly offerId: string
  readonly expiresOn: string
}

/** Coupons these members were given, that still count on `day` and that nobody has redeemed; by code. */
export async function readUnusedCoupons(connection: Connection, memberIds: readonly string[], day: string): Promise<UnusedCouponRow[]> {
  const { rows } = await connection.query<{ member_id: string; coupon_code: string; offer_id: string; expires_on: string }>(
    `select member_id, coupon_code, offer_id, expires_on::text from coupon_issued i
     where member_id = any($1) and expires_on >= $2::date and not exists (select 1 from coupon_spent s where s.coupon_code = i.coupon_code and (s.redeemed_count > 0 or s.withdrawn_at is not null)) order by coupon_code`,
    [memberIds, day])
  return rows.map((row) => ({ memberId: row.member_id, couponCode: row.coupon_code, offerId: row.offer_id, expiresOn: row.expires_on }))
}

/** Given and redeemed coupons of one campaign. */
export interface CampaignCoupons {
  readonly campaignId: string
  readonly issuedCount: number
  readonly redeemedCount: number
  readonly redeemedMinor: number
}

/** Which days coupons were given on; both included. */
export interface CampaignsAsked {
  readonly fromDay: string
  readonly untilDay: string
}

export async function countCampaignCoupons(connection: Connection, { fromDay, untilDay }: CampaignsAsked): Promise<CampaignCoupons[]> {
  const { rows } = await connection.query<{ campaign_id: string; issued_count: number; redeemed_count: number; redeemed_minor: number }>(
    `with issued as (select coalesce(campaign_id, offer_id) as campaign_id, coupon_code from coupon_issued where coalesce(day, issued_at::date) between $1::date and $2::date),
       redeemed as (select coupon_code, sum(amount_minor)::bigint as amount_minor from coupon_redemption group by coupon_code)
     select campaign_id, count(*) as issued_count, count(redeemed.coupon_code) as redeemed_count, coalesce(sum(amount_minor), 0)::bigint as redeemed_minor
     from issued left join redeemed using (coupon_code) group by campaign_id order by campaign_id`,
    [fromDay, untilDay])
  return rows.map((row) => ({ campaignId: row.campaign_id, issuedCount: row.issued_count, redeemedCount: row.redeemed_count, redeemedMinor: row.redeemed_minor }))
}

/** What one side of a campaign spent. */
export interface CampaignArm extends ArmSample {
  readonly campaignId: string
  readonly isHeldOut: boolean
}

/**
 * What members spent in the `days` days after the first sale in which they were given a campaign's coupon, or would
 * have been. That sale itself does not count, nor members whose days are not over by `asOfDay`, nor those who were on
 * both sides because the share was changed in between.
 */
export async function measureArms(connection: Connection, { fromDay, untilDay }: CampaignsAsked, { days, asOfDay }: { readonly days: number; readonly asOfDay: string }): Promise<CampaignArm[]> {
  const { rows } = await connection.query<{ campaign_id: string; held_out: boolean; member_count: number; mean_minor: number; variance: number }>(
    `with assigned as (
       select coalesce(campaign_id, offer_id) as campaign_id, member_id, coalesce(day, issued_at::date) as day, false as held_out from coupon_issued where member_id is not null
       union all select campaign_id, member_id, day, true from coupon_held_out where member_id is not null
     ), first as (
       select campaign_id, member_id, min(day) as day, bool_or(held_out) as held_out from assigned where day between $1::date and $2::date
       group by campaign_id, member_id having count(distinct held_out) = 1 and min(day) + $3::int <= $4::date
     ), spend as (
       select campaign_id, held_out, first.member_id, coalesce(sum(net_minor), 0)::float8 as spend_minor
       from first left join purchase_line on purchase_line.member_id = first.member_id and purchase_line.day > first.day and purchase_line.day <= first.day + $3::int
       group by campaign_id, held_out, first.member_id
     )
     select campaign_id, held_out, count(*) as member_count, avg(spend_minor) as mean_minor, coalesce(var_samp(spend_minor), 0) as variance from spend group by campaign_id, held_out order by campaign_id, held_out`,
    [fromDay, untilDay, days, asOfDay])
  return rows.map((row) => ({ campaignId: row.campaign_id, isHeldOut: row.held_out, memberCount: row.member_count, meanMinor: row.mean_minor, variance: row.variance }))
}
