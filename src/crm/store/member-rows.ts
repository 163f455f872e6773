import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** Private data: it never leaves the CRM. */
export interface MemberRow {
  readonly memberId: string
  readonly firstName: string
  readonly lastName: string
  readonly phone: string
  readonly cardNumber: string
  readonly memberSince: string
  readonly tier: string
  readonly language: string | undefined
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | undefined
  /** Last day of a paid membership. */
  readonly paidUntilDay: string | undefined
}

interface StoredMember {
  readonly member_id: string
  readonly first_name: string
  readonly last_name: string
  readonly phone: string
  readonly card_number: string
  readonly member_since: string
  readonly tier: string
  readonly language: string | null
  readonly birth_date: string | null
  readonly paid_until: string | null
}

const memberFields = 'member_id, first_name, last_name, phone, card_number, member_since, tier, language, birth_date, paid_until'

/** Enters members, or renews what is known of them. */
export async function upsertMembers(connection: Connection, rows: readonly MemberRow[]): Promise<void> {
  await insertRows(connection, {
    table: 'member',
    columns: { memberId: 'text', firstName: 'text', lastName: 'text', phone: 'text', cardNumber: 'text', memberSince: 'text', tier: 'text', language: 'text', birthDate: 'date', paidUntil: 'date' },
    ending: `on conflict (member_id) do update set first_name = excluded.first_name, last_name = excluded.last_name, phone = excluded.phone, card_number = excluded.card_number,
      member_since = excluded.member_since, tier = excluded.tier, language = excluded.language, birth_date = excluded.birth_date, paid_until = excluded.paid_until`,
  }, rows.map(({ paidUntilDay, ...row }) => ({ ...row, paidUntil: paidUntilDay })))
}

/** Which of these the CRM does not know. */
export async function unknownMembers(connection: Connection, memberIds: readonly string[]): Promise<Set<string>> {
  if (memberIds.length === 0) return new Set()
  const { rows } = await connection.query<{ id: string }>('select id from unnest($1::text[]) as given (id) where not exists (select 1 from member where member_id = given.id)', [memberIds])
  return new Set(rows.map((row) => row.id))
}

export async function findMember(connection: Connection, memberId: string): Promise<MemberRow | undefined> {
  const { rows } = await connection.query<StoredMember>(`select ${memberFields} from member where member_id = $1`, [memberId])
  return rows[0] && memberOf(rows[0])
}

/** Takes members for this transaction; those another refresh has taken are left out. */
export async function lockMembers(connection: Connection, memberIds: readonly string[]): Promise<MemberRow[]> {
  const { rows } = await connection.query<StoredMember>(`select ${memberFields} from member where member_id = any($1) order by member_id for update skip locked`, [memberIds])
  return rows.map(memberOf)
}

/** Puts members on the list of those whose feed rows are behind. */
export async function markForRefresh(connection: Connection, memberIds: readonly string[]): Promise<void> {
  await insertRows(connection, { table: 'refresh_mark', columns: { memberId: 'text' } }, memberIds.map((memberId) => ({ memberId })))
}

export async function markAllForRefresh(connection: Connection): Promise<void> {
  await connection.query('insert into refresh_mark (member_id) select member_id from member')
}

/** Members whose newest list ended before this day. */
export async function markEndedLists(connection: Connection, today: string): Promise<void> {
  await connection.query('insert into refresh_mark (member_id) select member_id from member_list group by member_id having max(until_day) < $1::date', [today])
}

/** The next marked members after one id, in order of id, each with her marks. */
export async function readMarks(connection: Connection, after: string, limit: number): Promise<Map<string, number[]>> {
  const { rows } = await connection.query<{ member_id: string; mark_ids: number[] }>(
    'select member_id, array_agg(mark_id::float8) as mark_ids from refresh_mark where member_id > $1 group by member_id order by member_id limit $2', [after, limit])
  return new Map(rows.map((row) => [row.member_id, row.mark_ids]))
}

/** Takes away exactly these marks: one that was set meanwhile stays, even if its number is lower. */
export async function clearMarks(connection: Connection, marks: readonly { readonly memberId: string; readonly markId: number }[]): Promise<void> {
  await connection.query('delete from refresh_mark using unnest($1::text[], $2::bigint[]) as done (member_id, mark_id) where refresh_mark.member_id = done.member_id and refresh_mark.mark_id = done.mark_id',
    [marks.map((mark) => mark.memberId), marks.map((mark) => mark.markId)])
}

/**
 * Keeps the keys a member is found by.
 * @returns keys that lead to more than one member, with all of them
 */
export async function replaceKeys(connection: Connection, keys: readonly { readonly memberId: string; readonly key: string }[]): Promise<Map<string, string[]>> {
  await connection.query('delete from member_key where member_id = any($1)', [[...new Set(keys.map((row) => row.memberId))]])
  await insertRows(connection, { table: 'member_key', columns: { memberId: 'text', key: 'text' } }, keys)
  const { rows } = await connection.query<{ key: string; member_ids: string[] }>('select key, array_agg(member_id order by member_id) as member_ids from member_key where key = any($1) group by key having count(*) > 1', [keys.map((row) => row.key)])
  return new Map(rows.map((row) => [row.key, row.member_ids]))
}

function memberOf(row: StoredMember): MemberRow {
  return { memberId: row.member_id, firstName: row.first_name, lastName: row.last_name, phone: row.phone, cardNumber: row.card_number, memberSince: row.member_since, tier: row.tier, language: row.language ?? undefined, birthDate: row.birth_date ?? undefined, paidUntilDay: row.paid_until ?? undefined }
}
