import type { RecordRow } from './journal-rows.ts'
import type { Connection } from './open-database.ts'

/** What stands in them is worked out from facts and from nothing else. */
const books = ['sale', 'sale_return', 'points_entry', 'coupon_redemption', 'coupon_issued', 'coupon_held_out', 'coupon_spent', 'manufacturer_redemption', 'offer_use', 'offer_used']

/** Nothing comes into the journals until this transaction ends; what is there can be read. */
export async function stopUploads(connection: Connection): Promise<void> {
  await connection.query('lock table journal in exclusive mode')
}

/** Takes away whatever facts have brought into the books. Purchases from before Lanewise came from nowhere else, and stay. */
export async function emptyBooks(connection: Connection): Promise<void> {
  await connection.query("delete from purchase_line p using journal_record r where p.purchase_id = r.sale_id and r.kind in ('sale-completed', 'sale-returned')")
  await connection.query(`truncate ${books.join(', ')}`)
}

/** Journals of which the CRM has taken more records than are there: a month of them is detached. */
export async function journalsWithGaps(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ journal_id: string }>(
    `select journal_id from journal left join (select journal_id, count(*) as record_count from journal_record group by journal_id) as there using (journal_id)
     where accepted_through - coalesce(after_number, 0) > coalesce(record_count, 0) order by journal_id`)
  return rows.map((row) => row.journal_id)
}

/** A stored record, with the lane that sent it. */
export interface ArrivedRecord {
  readonly journalId: string
  readonly storeId: string
  readonly laneNumber: number
  readonly number: number
  readonly at: string
  readonly body: string
  readonly reading: RecordRow['reading']
  readonly receivedAt: string
}

interface StoredArrival {
  readonly journal_id: string
  readonly store_id: string
  readonly lane_number: number
  readonly number: number
  readonly at: string
  readonly body: string
  readonly body_encoding: RecordRow['bodyEncoding']
  readonly reading: RecordRow['reading']
  readonly received_at: string
}

/** Every record of every journal in the order in which they came, so many at a time. */
export async function* arrivedRecords(connection: Connection, pageSize: number): AsyncGenerator<ArrivedRecord[]> {
  await connection.query(
    `declare arrived cursor for select journal_id, store_id, lane_number, number, at, body, body_encoding, reading, received_at
     from journal_record join journal using (journal_id) order by arrival`)
  for (;;) {
    const { rows } = await connection.query<StoredArrival>(`fetch ${pageSize} from arrived`)
    if (rows.length === 0) break
    yield rows.map(arrivedOf)
  }
  await connection.query('close arrived')
}

function arrivedOf(row: StoredArrival): ArrivedRecord {
  return {
    journalId: row.journal_id, storeId: row.store_id, laneNumber: row.lane_number, number: row.number, at: row.at, reading: row.reading, receivedAt: row.received_at,
    body: row.body_encoding === 'base64' ? Buffer.from(row.body, 'base64').toString('utf8') : row.body,
  }
}

/** What a newer program makes of records that an older one could not read. */
export async function writeReadings(connection: Connection, rows: readonly (Pick<RecordRow, 'number' | 'kind' | 'saleId' | 'reading'> & { readonly journalId: string })[]): Promise<void> {
  if (rows.length === 0) return
  await connection.query(
    `update journal_record r set kind = n.kind, sale_id = n.sale_id, reading = n.reading from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[]) as n (journal_id, number, kind, sale_id, reading)
     where r.journal_id = n.journal_id and r.number = n.number`,
    [rows.map((row) => row.journalId), rows.map((row) => row.number), rows.map((row) => row.kind), rows.map((row) => row.saleId ?? null), rows.map((row) => row.reading)])
}
