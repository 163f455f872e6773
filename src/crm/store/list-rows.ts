import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

export interface ListRow {
  readonly memberId: string
  readonly listId: string
  /** Digits of its barcode. */
  readonly number: string
  readonly fromDay: string
  readonly untilDay: string
  /** JSON text of its lines. */
  readonly lines: string
}

interface StoredList {
  readonly member_id: string
  readonly list_id: string
  readonly number: string
  readonly from_day: string
  readonly until_day: string
  readonly lines: string
}

/** The newest list of each of these members, live or ended. */
export async function newestLists(connection: Connection, memberIds: readonly string[]): Promise<Map<string, ListRow>> {
  const { rows } = await connection.query<StoredList>(
    'select distinct on (member_id) member_id, list_id, number, from_day, until_day, lines from member_list where member_id = any($1) order by member_id, until_day desc, list_id', [memberIds])
  return new Map(rows.map((row) => [row.member_id, { memberId: row.member_id, listId: row.list_id, number: row.number, fromDay: row.from_day, untilDay: row.until_day, lines: row.lines }]))
}

/** Enters lists, or renews the lines of those that are there. */
export async function writeLists(connection: Connection, lists: readonly ListRow[]): Promise<void> {
  await insertRows(connection, {
    table: 'member_list',
    columns: { memberId: 'text', listId: 'text', number: 'text', fromDay: 'date', untilDay: 'date', lines: 'text' },
    ending: 'on conflict (member_id, list_id) do update set lines = excluded.lines',
  }, lists)
}

/** Takes a number for a list; false when some other list has it. */
export async function takeListNumber(connection: Connection, taken: { readonly number: string; readonly memberId: string; readonly listId: string }): Promise<boolean> {
  const { rowCount } = await connection.query('insert into list_number (number, member_id, list_id) values ($1, $2, $3) on conflict do nothing', [taken.number, taken.memberId, taken.listId])
  return rowCount === 1
}
