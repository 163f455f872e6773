import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** A journal with sales that have not been priced again. */
export interface JournalToCheck {
  readonly journalId: string
  readonly checkedThrough: number
  readonly acceptedThrough: number
}

export async function nextJournalToCheck(connection: Connection): Promise<JournalToCheck | undefined> {
  const { rows } = await connection.query<{ journal_id: string; checked_through: number; accepted_through: number }>(
    `select journal_id, coalesce(checked_through, 0)::bigint as checked_through, accepted_through
     from journal left join price_check_cursor using (journal_id)
     where accepted_through > coalesce(checked_through, 0) limit 1`)
  const row = rows[0]
  return row && { journalId: row.journal_id, checkedThrough: row.checked_through, acceptedThrough: row.accepted_through }
}

/** A completed sale that counts in the books, with the text of its fact. */
export interface SaleToCheck {
  readonly number: number
  readonly storeId: string
  readonly saleId: string
  readonly businessDay: string
  readonly dueMinor: number
  readonly at: string
  readonly body: string
}

/** The next sales of a journal, in its order. */
export async function readSalesToCheck(connection: Connection, { journalId, checkedThrough, acceptedThrough }: JournalToCheck, limit: number): Promise<SaleToCheck[]> {
  const { rows } = await connection.query<{ number: number; store_id: string; sale_id: string; business_day: string; due_minor: number; at: string; body: string; body_encoding: string }>(
    `select s.number, s.store_id, s.sale_id, s.business_day, s.due_minor, r.at, r.body, r.body_encoding
     from sale s join journal_record r on r.journal_id = s.journal_id and r.number = s.number
     where s.journal_id = $1 and s.number > $2 and s.number <= $3 order by s.number limit $4`, [journalId, checkedThrough, acceptedThrough, limit])
  return rows.map((row) => ({
    number: row.number, storeId: row.store_id, saleId: row.sale_id, businessDay: row.business_day, dueMinor: row.due_minor, at: row.at,
    body: row.body_encoding === 'base64' ? Buffer.from(row.body, 'base64').toString('utf8') : row.body,
  }))
}

export type Verdict = 'agreed' | 'different' | 'not-checkable'

export interface PriceCheckRow {
  readonly journalId: string
  readonly number: number
  readonly storeId: string
  readonly saleId: string
  readonly businessDay: string
  readonly verdict: Verdict
  /** Why it could not be checked, or what differs first. */
  readonly reason?: string | undefined
  readonly laneDueMinor: number
  readonly officeDueMinor?: number | undefined
  readonly checkedAt: string
}

export async function insertPriceChecks(connection: Connection, rows: readonly PriceCheckRow[]): Promise<void> {
  await insertRows(connection, {
    table: 'price_check',
    columns: { journalId: 'text', number: 'bigint', storeId: 'text', saleId: 'text', businessDay: 'date', verdict: 'text', reason: 'text', laneDueMinor: 'bigint', officeDueMinor: 'bigint', checkedAt: 'timestamptz' },
  }, rows)
}

/**
 * Moves a journal's cursor, unless someone else has meanwhile.
 * @returns false when it was not where it was thought to be: another process has checked these sales
 */
export async function moveCheckCursor(connection: Connection, { journalId, checkedThrough }: Pick<JournalToCheck, 'journalId' | 'checkedThrough'>, through: number): Promise<boolean> {
  await connection.query('insert into price_check_cursor (journal_id, checked_through) values ($1, 0) on conflict do nothing', [journalId])
  const { rowCount } = await connection.query('update price_check_cursor set checked_through = $3 where journal_id = $1 and checked_through = $2', [journalId, checkedThrough, through])
  return rowCount === 1
}

/** Which sales are asked about; all of them without a filter. Days are trading days, both included. */
export interface ChecksAsked {
  readonly journalId?: string | undefined
  readonly storeId?: string | undefined
  readonly fromDay?: string | undefined
  readonly untilDay?: string | undefined
}

export interface CheckCount {
  readonly verdict: Verdict
  readonly reason: string | undefined
  readonly count: number
}

const asked = '($1::text is null or journal_id = $1) and ($2::text is null or store_id = $2) and ($3::date is null or business_day >= $3) and ($4::date is null or business_day <= $4)'

function valuesOf({ journalId, storeId, fromDay, untilDay }: ChecksAsked): (string | null)[] {
  return [journalId ?? null, storeId ?? null, fromDay ?? null, untilDay ?? null]
}

/** Checked sales by what came of them; reasons only where a sale could not be checked. */
export async function countChecks(connection: Connection, filter: ChecksAsked): Promise<CheckCount[]> {
  const { rows } = await connection.query<{ verdict: Verdict; reason: string | null; count: number }>(
    `select verdict, case verdict when 'not-checkable' then reason end as reason, count(*) as count from price_check where ${asked} group by 1, 2 order by 1, 2`, valuesOf(filter))
  return rows.map(({ verdict, reason, count }) => ({ verdict, reason: reason ?? undefined, count }))
}

/** Sales in the books that have not been looked at yet. */
export async function countWaiting(connection: Connection, filter: ChecksAsked): Promise<number> {
  const { rows } = await connection.query<{ count: number }>(
    `select count(*) as count from sale left join price_check_cursor using (journal_id) where number > coalesce(checked_through, 0) and ${asked}`, valuesOf(filter))
  return rows[0]?.count ?? 0
}
