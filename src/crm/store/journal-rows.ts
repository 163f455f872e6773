import type { JournalRecord } from '../../contract/sync.ts'
import { everyOffer, markAllowances } from './allowance-rows.ts'
import { arrayText, insertRows, type Columns } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

export interface JournalRow {
  readonly acceptedThrough: number
  readonly acceptedHash?: string | undefined
  readonly forked: boolean
  /** Of the database, at this moment. */
  readonly epoch: string
}

interface StoredJournal {
  readonly epoch: string
  readonly accepted_through: number
  readonly accepted_hash: string | null
  readonly forked_at: string | null
}

const journalFields = "coalesce(accepted_through, 0)::bigint as accepted_through, accepted_hash, forked_at, coalesce(epoch, '') as epoch"

/**
 * Takes the journal for this transaction: a second upload of it waits here until the first is through.
 * A journal never heard of is entered, and every limited offer is shared out anew.
 */
export async function lockJournal(connection: Connection, journal: { readonly journalId: string; readonly storeId: string; readonly laneNumber: number; readonly at: string }): Promise<JournalRow> {
  const [{ rowCount }, { rows }] = await Promise.all([
    connection.query('insert into journal (journal_id, store_id, lane_number, first_seen_at) values ($1, $2, $3, $4) on conflict do nothing', [journal.journalId, journal.storeId, journal.laneNumber, journal.at]),
    connection.query<StoredJournal>(`select ${journalFields} from journal left join office_epoch on true where journal_id = $1 for update of journal`, [journal.journalId]),
  ])
  if (rowCount !== 0) await markAllowances(connection, [everyOffer])
  return journalOf(rows[0])
}

/** How far a journal has got; zero for one never heard of. */
export async function findJournal(connection: Connection, journalId: string): Promise<JournalRow> {
  const { rows } = await connection.query<StoredJournal>(`select ${journalFields} from (values ($1::text)) as asked (journal_id) left join journal using (journal_id) left join office_epoch on true`, [journalId])
  return journalOf(rows[0])
}

export async function moveJournalEnd(connection: Connection, journalId: string, last: JournalRecord): Promise<void> {
  await connection.query('update journal set accepted_through = $2, accepted_hash = $3 where journal_id = $1', [journalId, last.number, last.hash])
}

export async function markForked(connection: Connection, journalId: string, at: string): Promise<void> {
  await connection.query('update journal set forked_at = coalesce(forked_at, $2) where journal_id = $1', [journalId, at])
}

/** Hashes of stored records by number, from one number to another, both included. */
export async function storedHashes(connection: Connection, journalId: string, from: number, until: number): Promise<Map<number, string>> {
  const { rows } = await connection.query<{ number: number; hash: string }>('select number, hash from journal_record where journal_id = $1 and number between $2 and $3', [journalId, from, until])
  return new Map(rows.map((row) => [row.number, row.hash]))
}

/** A record as it is stored, and what was made of it. */
export interface RecordRow {
  readonly number: number
  readonly at: string
  readonly kind: string
  readonly saleId: string | undefined
  readonly body: string
  readonly bodyEncoding: 'text' | 'base64'
  readonly hash: string
  readonly reading: 'read' | 'unknown-kind' | 'unreadable'
}

/** Between texts in one parameter: no JSON holds it, and other texts that do are stored in base64. */
const textEnd = '\u0001'

/**
 * Stores records that continue a journal; its row must be locked. What is the same for all of them goes up once, and the
 * texts as one parameter that nobody has to escape.
 */
export async function insertRecords(connection: Connection, { journalId, receivedAt }: { readonly journalId: string; readonly receivedAt: string }, rows: readonly RecordRow[]): Promise<void> {
  const column = (name: Exclude<keyof RecordRow, 'body'>): string => arrayText(rows.map((row) => row[name]))
  await connection.query(
    `insert into journal_record (journal_id, received_at, body, number, at, kind, sale_id, body_encoding, hash, reading)
     select $1, $2::timestamptz, * from unnest(string_to_array($3, e'\\x01'), $4::bigint[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])`,
    [journalId, receivedAt, rows.map(({ body }) => body).join(textEnd), column('number'), column('at'), column('kind'), column('saleId'), column('bodyEncoding'), column('hash'), column('reading')])
}

interface ForkedRow extends Omit<RecordRow, 'kind' | 'saleId' | 'reading'> {
  readonly journalId: string
  readonly previousHash: string
  readonly receivedAt: string
}

const forkedColumns: Columns<ForkedRow> = {
  journalId: 'text', number: 'bigint', hash: 'text', previousHash: 'text', at: 'timestamptz', body: 'text', bodyEncoding: 'text', receivedAt: 'timestamptz',
}

/** Sets records aside that contradict the journal; repeating it changes nothing. */
export async function quarantine(connection: Connection, journalId: string, records: readonly JournalRecord[], receivedAt: string): Promise<void> {
  const rows = records.map((record) => ({ journalId, number: record.number, hash: record.hash, previousHash: record.previousHash, at: record.at, ...storedBody(record.body), receivedAt }))
  await insertRows(connection, { table: 'journal_record_forked', columns: forkedColumns }, rows)
}

/** The text as a column can hold it, and one parameter many of them. */
export function storedBody(body: string): Pick<RecordRow, 'body' | 'bodyEncoding'> {
  return body.includes('\0') || body.includes(textEnd) ? { body: Buffer.from(body, 'utf8').toString('base64'), bodyEncoding: 'base64' } : { body, bodyEncoding: 'text' }
}

function journalOf(row: StoredJournal | undefined): JournalRow {
  return { acceptedThrough: row?.accepted_through ?? 0, acceptedHash: row?.accepted_hash ?? undefined, forked: (row?.forked_at ?? null) !== null, epoch: row?.epoch ?? '' }
}
