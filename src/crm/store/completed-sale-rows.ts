import type { Connection } from './open-database.ts'

/** A completed sale as the CRM keeps it. */
export interface CompletedSaleRow {
  readonly saleId: string
  readonly netMinor: number
  /** Records of these journals that complete it; more than one is a sale counted twice. */
  readonly recordCount: number
}

/** Every sale that came from these journals, for whoever compares the books with the lanes. */
export async function completedSalesOf(connection: Connection, journalIds: readonly string[]): Promise<CompletedSaleRow[]> {
  const { rows } = await connection.query<{ sale_id: string; net_minor: number; record_count: number }>(
    `select s.sale_id, s.net_minor, r.record_count
     from sale s
     join (select sale_id, count(*) as record_count from journal_record where journal_id = any($1) and kind = 'sale-completed' group by sale_id) r on r.sale_id = s.sale_id
     where s.journal_id = any($1)
     order by s.sale_id`,
    [journalIds])
  return rows.map((row) => ({ saleId: row.sale_id, netMinor: row.net_minor, recordCount: row.record_count }))
}
