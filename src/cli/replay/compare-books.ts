import { completedSalesOf } from '../../crm/store/completed-sale-rows.ts'
import { openDatabase } from '../../crm/store/open-database.ts'
import type { LanesTally } from './tally-lanes.ts'

/** What PostgreSQL holds of the lanes' sales. */
export interface Books {
  readonly crmSales: number
  readonly crmNetMinor: number
  /** Sales the lanes completed and the CRM does not have. */
  readonly lost: number
  /** Sales the CRM has more than once. */
  readonly duplicated: number
}

/** Compares the CRM's books with the lanes' journals, sale by sale. @throws Error when PostgreSQL does not answer */
export async function compareBooks(databaseUrl: string, { journalIds, saleIds }: Pick<LanesTally, 'journalIds' | 'saleIds'>): Promise<Books> {
  const database = await openDatabase(databaseUrl, () => undefined)
  try {
    const rows = (await completedSalesOf(database, journalIds)).filter((row) => saleIds.has(row.saleId))
    const held = new Set(rows.map((row) => row.saleId))
    return {
      crmSales: rows.length,
      crmNetMinor: rows.reduce((sum, row) => sum + row.netMinor, 0),
      lost: [...saleIds].filter((saleId) => !held.has(saleId)).length,
      duplicated: rows.filter((row) => row.recordCount > 1).length,
    }
  } finally {
    await database.close()
  }
}
