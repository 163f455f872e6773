import type { Connection } from './open-database.ts'

/**
 * The highest receipt number of a lane's sales, whichever of its journals gave it: in each the last sale has the highest.
 * Returns behind the last sale are not looked for.
 * @returns undefined where it has sold nothing
 */
export async function lastReceiptNumber(connection: Connection, { storeId, laneNumber }: { readonly storeId: string; readonly laneNumber: number }): Promise<number | undefined> {
  const { rows } = await connection.query<{ last: number | null }>(
    `select max(receipt_number) as last from journal
     cross join lateral (select receipt_number from sale where sale.journal_id = journal.journal_id order by number desc limit 1) as newest
     where store_id = $1 and lane_number = $2`, [storeId, laneNumber])
  return rows[0]?.last ?? undefined
}
