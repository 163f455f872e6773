import type { Branch } from '../../contract/sync.ts'
import { everyOffer, markAllowances } from './allowance-rows.ts'
import type { Connection } from './open-database.ts'

interface NewBranch {
  readonly journalId: string
  readonly storeId: string
  readonly laneNumber: number
  /** ISO time. */
  readonly at: string
  readonly branch: Branch
}

/** Enters a journal that begins behind a record of another; nothing happens where it is known. Its lane gets its part of every limited offer. */
export async function insertBranch(connection: Connection, { journalId, storeId, laneNumber, at, branch }: NewBranch): Promise<boolean> {
  const { ancestorId, afterNumber, afterHash, names } = branch
  const { rowCount } = await connection.query(
    `insert into journal (journal_id, store_id, lane_number, first_seen_at, accepted_through, accepted_hash, ancestor_id, after_number, names)
     values ($1, $2, $3, $4, $5, $6, $7, $5, $8) on conflict do nothing`,
    [journalId, storeId, laneNumber, at, afterNumber, afterNumber === 0 ? null : afterHash, ancestorId, [...names]])
  if (rowCount !== 0) await markAllowances(connection, [everyOffer])
  return rowCount !== 0
}

/** What the records of a journal may name as their own journal. */
export async function readNames(connection: Connection, journalId: string): Promise<string[]> {
  const { rows } = await connection.query<{ names: string[] }>('select names from journal where journal_id = $1', [journalId])
  return [journalId, ...(rows[0]?.names ?? [])]
}

/** Where a journal branches off another; undefined for one that has a beginning of its own, or is unknown. */
export async function readBranchPoint(connection: Connection, journalId: string): Promise<{ readonly ancestorId: string; readonly afterNumber: number } | undefined> {
  const { rows } = await connection.query<{ ancestor_id: string; after_number: number }>('select ancestor_id, after_number from journal where journal_id = $1 and ancestor_id is not null', [journalId])
  const [row] = rows
  return row && { ancestorId: row.ancestor_id, afterNumber: row.after_number }
}

/** A receipt number that a journal and one it branches off have both given. */
interface TwiceGiven {
  readonly receiptNumber: number
  readonly saleId: string
  readonly number: number
}

/** Receipts of a branch, of records from `from` to `until`, whose numbers an ancestor has given too. */
export async function receiptsGivenTwice(connection: Connection, { journalId, names, from, until }: { readonly journalId: string; readonly names: readonly string[]; readonly from: number; readonly until: number }): Promise<TwiceGiven[]> {
  const receipts = (where: string): string => `select journal_id, number, sale_id, receipt_number from sale where ${where} union all select journal_id, number, return_id, receipt_number from sale_return where ${where}`
  const { rows } = await connection.query<{ receipt_number: number; sale_id: string; number: number }>(
    `with given as (${receipts('journal_id = $1 and number between $3 and $4')}), before as (${receipts('journal_id = any($2)')})
     select receipt_number, given.sale_id, given.number from given join before using (receipt_number) where before.journal_id <> $1 order by given.number`,
    [journalId, [...names], from, until])
  return rows.map((row) => ({ receiptNumber: row.receipt_number, saleId: row.sale_id, number: row.number }))
}
