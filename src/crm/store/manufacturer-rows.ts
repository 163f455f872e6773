import { groupBy } from '../group-by.ts'
import { insertRows, type Columns } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** One redeemed coupon of a manufacturer: the evidence of a claim. */
export interface ManufacturerRedemptionRow {
  readonly storeId: string
  readonly saleId: string
  /** As it was scanned, whole; see `manufacturerCode`. */
  readonly couponCode: string
  readonly journalId: string
  readonly number: number
  readonly companyPrefix: string
  readonly offerCode: string
  readonly serial: string | undefined
  readonly day: string
  readonly amountMinor: number
}

const columns: Columns<ManufacturerRedemptionRow> = {
  storeId: 'text', saleId: 'text', couponCode: 'text', journalId: 'text', number: 'bigint', companyPrefix: 'text', offerCode: 'text', serial: 'text', day: 'date', amountMinor: 'bigint',
}

export async function insertManufacturerRedemptions(connection: Connection, rows: readonly ManufacturerRedemptionRow[]): Promise<void> {
  await insertRows(connection, { table: 'manufacturer_redemption', columns }, rows)
}

/** A manufacturer's coupon that gives less, because goods of its sale came back. */
export interface ManufacturerReturnRow {
  readonly storeId: string
  /** The sale's, not the return's. */
  readonly saleId: string
  readonly couponCode: string
  /** What it gives for what stays. */
  readonly keptMinor: number
}

/** A return repeated, or one that comes late, changes nothing: what is kept only ever goes down. */
export async function lowerManufacturerRedemptions(connection: Connection, rows: readonly ManufacturerReturnRow[]): Promise<void> {
  if (rows.length === 0) return
  await connection.query(
    `update manufacturer_redemption as r set kept_minor = least(coalesce(r.kept_minor, r.amount_minor), lowest.kept_minor)
     from (select store_id, sale_id, coupon_code, min(kept_minor) as kept_minor from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as given (store_id, sale_id, coupon_code, kept_minor) group by store_id, sale_id, coupon_code) as lowest
     where r.store_id = lowest.store_id and r.sale_id = lowest.sale_id and r.coupon_code = lowest.coupon_code`,
    [rows.map((row) => row.storeId), rows.map((row) => row.saleId), rows.map((row) => row.couponCode), rows.map((row) => row.keptMinor)])
}

/** What one manufacturer owes, and for which of its offers. */
export interface ManufacturerClaim {
  readonly companyPrefix: string
  readonly couponCount: number
  readonly amountMinor: number
  readonly offers: readonly { readonly offerCode: string; readonly couponCount: number; readonly amountMinor: number }[]
}

/** Which redemptions count; all of them without a filter. Days are trading days, both included. */
export interface ClaimsAsked {
  readonly companyPrefix?: string | undefined
  readonly fromDay?: string | undefined
  readonly untilDay?: string | undefined
}

/** By manufacturer, then offer. */
export async function sumClaims(connection: Connection, { companyPrefix, fromDay, untilDay }: ClaimsAsked): Promise<ManufacturerClaim[]> {
  const { rows } = await connection.query<{ company_prefix: string; offer_code: string; coupon_count: number; amount_minor: number }>(
    `select company_prefix, offer_code, count(*) as coupon_count, sum(coalesce(kept_minor, amount_minor))::bigint as amount_minor from manufacturer_redemption
     where coalesce(kept_minor, amount_minor) > 0 and ($1::text is null or company_prefix = $1) and ($2::date is null or day >= $2) and ($3::date is null or day <= $3)
     group by company_prefix, offer_code order by company_prefix, offer_code`,
    [companyPrefix ?? null, fromDay ?? null, untilDay ?? null])
  return [...groupBy(rows, (row) => row.company_prefix)].map(([prefix, own]) => ({
    companyPrefix: prefix,
    couponCount: own.reduce((sum, row) => sum + row.coupon_count, 0),
    amountMinor: own.reduce((sum, row) => sum + row.amount_minor, 0),
    offers: own.map((row) => ({ offerCode: row.offer_code, couponCount: row.coupon_count, amountMinor: row.amount_minor })),
  }))
}

/** The coupons themselves, oldest first: what a clearing house is sent. Those whose goods have all come back are not among them. */
export async function listManufacturerRedemptions(connection: Connection, { companyPrefix, fromDay, untilDay }: ClaimsAsked, limit: number): Promise<ManufacturerRedemptionRow[]> {
  const { rows } = await connection.query<{ store_id: string; sale_id: string; coupon_code: string; journal_id: string; number: number; company_prefix: string; offer_code: string; serial: string | null; day: string; amount_minor: number }>(
    `select store_id, sale_id, coupon_code, journal_id, number, company_prefix, offer_code, serial, day::text, coalesce(kept_minor, amount_minor) as amount_minor from manufacturer_redemption
     where coalesce(kept_minor, amount_minor) > 0 and ($1::text is null or company_prefix = $1) and ($2::date is null or day >= $2) and ($3::date is null or day <= $3)
     order by day, journal_id, number, coupon_code limit $4`,
    [companyPrefix ?? null, fromDay ?? null, untilDay ?? null, limit])
  return rows.map((row) => ({
    storeId: row.store_id, saleId: row.sale_id, couponCode: row.coupon_code, journalId: row.journal_id, number: row.number, companyPrefix: row.company_prefix, offerCode: row.offer_code,
    serial: row.serial ?? undefined, day: row.day, amountMinor: row.amount_minor,
  }))
}
