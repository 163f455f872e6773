import type { Connection } from './open-database.ts'

/** Sums over completed sales. */
export interface SalesTotals {
  readonly saleCount: number
  readonly lineCount: number
  readonly unitCount: number
  readonly grossMinor: number
  readonly discountMinor: number
  readonly netMinor: number
  readonly taxAddedMinor: number
  readonly dueMinor: number
  readonly pointsEarned: number
  /** Goods that came back on these days, whenever they were sold; the sums above are of sales alone. */
  readonly returnCount: number
  readonly refundMinor: number
  readonly dueBackMinor: number
}

/** Which sales count; all of them without a filter. Days are trading days, both included. */
export interface TotalsAsked {
  readonly storeId?: string | undefined
  readonly fromDay?: string | undefined
  readonly untilDay?: string | undefined
}

export async function sumSales(connection: Connection, { storeId, fromDay, untilDay }: TotalsAsked): Promise<SalesTotals> {
  const { rows } = await connection.query<Record<'sale_count' | 'line_count' | 'unit_count' | 'gross_minor' | 'discount_minor' | 'net_minor' | 'tax_added_minor' | 'due_minor' | 'points_earned', number>>(
    `select count(*) as sale_count, ${sum('line_count')}, ${sum('unit_count')}, ${sum('gross_minor')}, ${sum('discount_minor')}, ${sum('net_minor')}, ${sum('tax_added_minor')}, ${sum('due_minor')}, ${sum('points_earned')}
     from sale where ($1::text is null or store_id = $1) and ($2::date is null or business_day >= $2) and ($3::date is null or business_day <= $3)`,
    [storeId ?? null, fromDay ?? null, untilDay ?? null])
  const returned = await connection.query<Record<'return_count' | 'refund_minor' | 'due_back_minor', number>>(
    `select count(*) as return_count, ${sum('refund_minor')}, ${sum('due_back_minor')}
     from sale_return where ($1::text is null or store_id = $1) and ($2::date is null or business_day >= $2) and ($3::date is null or business_day <= $3)`,
    [storeId ?? null, fromDay ?? null, untilDay ?? null])
  const row = rows[0]
  const back = returned.rows[0]
  return {
    saleCount: row?.sale_count ?? 0, lineCount: row?.line_count ?? 0, unitCount: row?.unit_count ?? 0, grossMinor: row?.gross_minor ?? 0, discountMinor: row?.discount_minor ?? 0,
    netMinor: row?.net_minor ?? 0, taxAddedMinor: row?.tax_added_minor ?? 0, dueMinor: row?.due_minor ?? 0, pointsEarned: row?.points_earned ?? 0,
    returnCount: back?.return_count ?? 0, refundMinor: back?.refund_minor ?? 0, dueBackMinor: back?.due_back_minor ?? 0,
  }
}

function sum(column: string): string {
  return `coalesce(sum(${column}), 0)::bigint as ${column}`
}
