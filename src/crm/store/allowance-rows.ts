import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** What stands for every limited offer among the marks. */
export const everyOffer = '*'

/** Puts offers on the list of those whose allowances are to be looked at again. */
export async function markAllowances(connection: Connection, offerIds: readonly string[]): Promise<void> {
  await insertRows(connection, { table: 'allowance_mark', columns: { offerId: 'text' } }, offerIds.map((offerId) => ({ offerId })))
}

/** Takes all marks of now. Whoever comes to the same ones waits until this transaction ends, and finds them gone. */
export async function takeAllowanceMarks(connection: Connection): Promise<Set<string>> {
  const { rows } = await connection.query<{ offer_id: string }>('delete from allowance_mark returning offer_id')
  return new Set(rows.map((row) => row.offer_id))
}

/** What one lane's journal has been released and has given of one offer, and of its coupons. */
export interface LaneAllowanceRow {
  readonly offerId: string
  readonly journalId: string
  /** Absent where none was ever released. */
  readonly rewardCount: number | undefined
  readonly budgetMinor: number | undefined
  readonly issueCount: number | undefined
  readonly usedCount: number
  readonly usedMinor: number
  readonly issuedCount: number
}

/** Every journal that was released something of these offers, or has given some, or some of their coupons. */
export async function readAllowances(connection: Connection, offerIds: readonly string[]): Promise<LaneAllowanceRow[]> {
  const { rows } = await connection.query<{ offer_id: string; journal_id: string; reward_count: number | null; budget_minor: number | null; issue_count: number | null; used_count: number; used_minor: number; issued_count: number }>(
    `select offer_id, journal_id, allowance.reward_count, allowance.budget_minor, allowance.issue_count,
       coalesce(offer_used.reward_count, 0) as used_count, coalesce(offer_used.amount_minor, 0) as used_minor, coalesce(issued.issued_count, 0) as issued_count
     from allowance full join offer_used using (offer_id, journal_id)
     full join (select offer_id, journal_id, count(*) as issued_count from coupon_issued where offer_id = any($1) group by offer_id, journal_id) as issued using (offer_id, journal_id)
     where offer_id = any($1)`, [offerIds])
  return rows.map((row) => ({ offerId: row.offer_id, journalId: row.journal_id, rewardCount: row.reward_count ?? undefined, budgetMinor: row.budget_minor ?? undefined, issueCount: row.issue_count ?? undefined, usedCount: row.used_count, usedMinor: row.used_minor, issuedCount: row.issued_count }))
}

export interface ReleasedRow {
  readonly offerId: string
  readonly journalId: string
  readonly rewardCount: number | undefined
  readonly budgetMinor: number | undefined
  readonly issueCount: number | undefined
}

export async function writeAllowances(connection: Connection, rows: readonly ReleasedRow[]): Promise<void> {
  await insertRows<ReleasedRow>(connection, {
    table: 'allowance',
    columns: { offerId: 'text', journalId: 'text', rewardCount: 'bigint', budgetMinor: 'bigint', issueCount: 'bigint' },
    ending: 'on conflict (offer_id, journal_id) do update set reward_count = excluded.reward_count, budget_minor = excluded.budget_minor, issue_count = excluded.issue_count',
  }, rows)
}

/** Keys of the feed's allowances that speak of other offers than these. */
export async function strayAllowanceKeys(connection: Connection, offerIds: readonly string[]): Promise<string[]> {
  const { rows } = await connection.query<{ key: string }>("select journal_id || ' ' || offer_id as key from allowance join feed_row on topic = 'allowances' and key = journal_id || ' ' || offer_id and feed_row.body is not null where offer_id <> all($1)", [offerIds])
  return rows.map((row) => row.key)
}

/** The journals lanes write now: of several of one lane the newest that none has branched off, unless its disk was restored from a copy. In the order of stores and lanes. */
export async function openJournals(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ journal_id: string }>(
    `select journal_id from (select distinct on (store_id, lane_number) store_id, lane_number, journal_id, forked_at from journal where not exists (select 1 from journal branch where branch.ancestor_id = journal.journal_id) order by store_id, lane_number, first_seen_at desc, journal_id) as newest
     where forked_at is null order by store_id, lane_number`)
  return rows.map((row) => row.journal_id)
}
