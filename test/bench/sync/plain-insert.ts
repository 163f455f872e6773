import type { Connection, Database } from '../../../src/crm/store/open-database.ts'

/** The tables one upload fills, and how to find what a journal has put there. */
const tables = {
  journal_record: 'journal_id = $1', sale: 'journal_id = $1', points_entry: 'journal_id = $1', offer_use: 'journal_id = $1', coupon_redemption: 'journal_id = $1', coupon_issued: 'journal_id = $1',
  purchase_line: 'purchase_id in (select sale_id from sale where journal_id = $1)',
}

/** One table's rows, as arrays by column. */
interface Load {
  readonly insert: string
  readonly rowCount: number
  readonly columns: readonly (readonly unknown[])[]
}

/**
 * Puts the rows that an upload has made into empty tables of the same shape and with the same indexes, as anyone would
 * who trusts them: one array per column, one statement per table, one transaction per batch.
 * @returns reads the rows of one journal, and gives what inserts them
 */
export async function openPlainInsert(database: Database): Promise<(journalId: string, batches: number) => Promise<() => Promise<void>>> {
  // Records stand in months; one of them has the shape and the key of all.
  const shapeOf = (table: string): string => (table === 'journal_record' ? 'journal_record_other' : table)
  for (const table of Object.keys(tables)) await database.query(`create table plain_${table} (like ${shapeOf(table)} including defaults including constraints including indexes)`)
  return async (journalId, batches) => {
    const loads: Load[] = []
    for (const [table, where] of Object.entries(tables)) loads.push(await readLoad(database, table, where, journalId))
    return async () => {
      for (let batch = 0; batch < batches; batch += 1) await database.transaction((connection) => insertPart(connection, loads, batch / batches, (batch + 1) / batches))
    }
  }
}

async function insertPart(connection: Connection, loads: readonly Load[], from: number, until: number): Promise<void> {
  for (const { insert, rowCount, columns } of loads) {
    const [first, end] = [Math.round(rowCount * from), Math.round(rowCount * until)]
    if (end > first) await connection.query(insert, columns.map((values) => values.slice(first, end)))
  }
}

async function readLoad(database: Database, table: string, where: string, journalId: string): Promise<Load> {
  const { rows: columns } = await database.query<{ name: string; type: string }>("select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum", [table])
  const { rows } = await database.query<Record<string, unknown>>(`select ${columns.map(({ name }) => `${name}::text`).join(', ')} from ${table} where ${where} order by ctid`, [journalId])
  const names = columns.map(({ name }) => name).join(', ')
  return {
    insert: `insert into plain_${table} (${names}) select * from unnest(${columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})`,
    rowCount: rows.length,
    columns: columns.map(({ name }) => rows.map((row) => row[name])),
  }
}
