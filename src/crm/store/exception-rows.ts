import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** What people must look at. */
export type ExceptionKind =
  | 'unknown-member'
  | 'coupon-redeemed-twice'
  | 'sale-twice'
  | 'return-twice'
  | 'return-of-unknown-sale'
  | 'returned-more-than-sold'
  | 'journal-forked'
  | 'receipt-number-twice'
  | 'database-restored'
  | 'record-unreadable'
  | 'unknown-fact-kind'
  | 'member-key-shared'
  | 'offer-over-limit'
  | 'member-over-limit'
  | 'priced-differently'
  | 'edition-unknown'

export interface ExceptionRow {
  /** Made from what it is about: the same trouble is raised once. */
  readonly exceptionId: string
  readonly kind: ExceptionKind
  readonly journalId?: string | undefined
  readonly number?: number | undefined
  readonly saleId?: string | undefined
  /** The member, coupon, journal or kind it is about. */
  readonly subject: string
  readonly detail: string
  readonly raisedAt: string
}

export async function raiseExceptions(connection: Connection, rows: readonly ExceptionRow[]): Promise<void> {
  await insertRows(connection, {
    table: 'exception',
    columns: { exceptionId: 'text', kind: 'text', journalId: 'text', number: 'bigint', saleId: 'text', subject: 'text', detail: 'text', raisedAt: 'timestamptz' },
  }, rows)
}

/** Takes back what is no longer true of some subjects. @param stillTrue ids of those that are */
export async function dropExceptions(connection: Connection, kind: ExceptionKind, subjects: readonly string[], stillTrue: readonly string[]): Promise<void> {
  await connection.query('delete from exception where kind = $1 and subject = any($2) and not exception_id = any($3)', [kind, subjects, stillTrue])
}

/** Newest first. */
export async function listExceptions(connection: Connection, limit: number): Promise<ExceptionRow[]> {
  const { rows } = await connection.query<{ exception_id: string; kind: ExceptionKind; journal_id: string | null; number: number | null; sale_id: string | null; subject: string; detail: string; raised_at: string }>(
    'select exception_id, kind, journal_id, number, sale_id, subject, detail, raised_at from exception order by raised_at desc, exception_id limit $1', [limit])
  return rows.map((row) => ({
    exceptionId: row.exception_id, kind: row.kind, journalId: row.journal_id ?? undefined, number: row.number ?? undefined, saleId: row.sale_id ?? undefined,
    subject: row.subject, detail: row.detail, raisedAt: row.raised_at,
  }))
}

export async function countExceptions(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ count: number }>('select count(*) as count from exception')
  return rows[0]?.count ?? 0
}
