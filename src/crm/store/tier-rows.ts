import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** The tier a member was last told. */
export interface TierRow {
  readonly memberId: string
  readonly tier: string
  /** Last day on which it holds when she buys nothing more; undefined where it cannot fall. */
  readonly untilDay: string | undefined
}

export async function writeTiers(connection: Connection, rows: readonly TierRow[]): Promise<void> {
  const ending = 'on conflict (member_id) do update set tier = excluded.tier, until_day = excluded.until_day'
  await insertRows(connection, { table: 'member_tier', columns: { memberId: 'text', tier: 'text', untilDay: 'date' }, ending }, rows)
}

/** Puts members on the list of those whose feed rows are behind, when their tier ended before this day. */
export async function markEndedTiers(connection: Connection, today: string): Promise<void> {
  await connection.query('insert into refresh_mark (member_id) select member_id from member_tier where until_day < $1::date', [today])
}
