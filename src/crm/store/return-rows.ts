import { insertRows, type Columns } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

export interface ReturnRow {
  readonly storeId: string
  readonly returnId: string
  readonly ofSaleId: string
  readonly journalId: string
  readonly number: number
  readonly laneNumber: number
  readonly receiptNumber: number
  readonly returnedAt: string
  readonly businessDay: string
  readonly cashierId: string
  readonly memberId: string | undefined
  readonly reason: string
  readonly unitCount: number
  readonly refundMinor: number
  readonly dueBackMinor: number
  readonly pointsTaken: number
  readonly pointsGiven: number
}

const columns: Columns<ReturnRow> = {
  storeId: 'text', returnId: 'text', ofSaleId: 'text', journalId: 'text', number: 'bigint', laneNumber: 'bigint', receiptNumber: 'bigint', returnedAt: 'timestamptz', businessDay: 'date',
  cashierId: 'text', memberId: 'text', reason: 'text', unitCount: 'bigint', refundMinor: 'bigint', dueBackMinor: 'bigint', pointsTaken: 'bigint', pointsGiven: 'bigint',
}

/** @returns numbers of the records whose return is new */
export async function insertReturns(connection: Connection, rows: readonly ReturnRow[]): Promise<Set<number>> {
  const inserted = await insertRows<ReturnRow, { number: number }>(connection, { table: 'sale_return', columns, ending: 'on conflict do nothing returning number' }, rows)
  return new Set(inserted.map((row) => row.number))
}

/** All that has come back of one sale, beside what was sold. */
export interface ReturnedOfSale {
  readonly saleId: string
  readonly unitCount: number
  readonly dueBackMinor: number
  /** Undefined where the sale is not known here. */
  readonly sold?: { readonly unitCount: number; readonly dueMinor: number } | undefined
}

export async function returnedOfSales(connection: Connection, storeId: string, saleIds: readonly string[]): Promise<ReturnedOfSale[]> {
  const { rows } = await connection.query<{ of_sale_id: string; unit_count: number; due_back_minor: number; sold_units: number | null; due_minor: number | null }>(
    `select r.of_sale_id, sum(r.unit_count)::bigint as unit_count, sum(r.due_back_minor)::bigint as due_back_minor, max(s.unit_count) as sold_units, max(s.due_minor) as due_minor
     from sale_return r left join sale s on s.store_id = r.store_id and s.sale_id = r.of_sale_id
     where r.store_id = $1 and r.of_sale_id = any($2) group by r.of_sale_id order by r.of_sale_id`, [storeId, saleIds])
  return rows.map((row) => ({
    saleId: row.of_sale_id, unitCount: row.unit_count, dueBackMinor: row.due_back_minor,
    ...(row.sold_units === null || row.due_minor === null ? {} : { sold: { unitCount: row.sold_units, dueMinor: row.due_minor } }),
  }))
}
