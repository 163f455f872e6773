import type { FeedTopic } from '../../contract/feed.ts'
import { advanceTopic } from './feed-marks.ts'
import { versionedTopics } from './feed-versions.ts'
import type { Connection } from './open-database.ts'

/** One row of a topic; `body` is JSON text, undefined removes the row. */
export interface FeedRowText {
  readonly key: string
  readonly body: string | undefined
}

/**
 * Writes rows of a topic. A row whose text is the same as before keeps its change number.
 *
 * The topic's counter is locked until the transaction ends, so numbers become visible in their order
 * and a reader who asks after the last number it saw never skips one.
 *
 * Of topics that prices depend on every version is kept; see feed-versions.
 *
 * @param rows one per key
 * @returns how many rows changed
 */
export async function writeFeedRows(connection: Connection, topic: FeedTopic, rows: readonly FeedRowText[]): Promise<number> {
  if (rows.length === 0) return 0
  const lastChange = await lockTopic(connection, topic)
  const { rows: written } = await connection.query<{ count: number; hash: string }>(
    `with written as (
     insert into feed_row (topic, key, change, body)
     select $1, given.key, $2::bigint + row_number() over (order by given.place), given.body
     from unnest($3::text[], $4::text[]) with ordinality as given (key, body, place)
     left join feed_row as present on present.topic = $1 and present.key = given.key
     where (present.key is null and given.body is not null) or (present.key is not null and present.body is distinct from given.body)
     on conflict (topic, key) do update set change = excluded.change, body = excluded.body
     returning key, change, body),
     replaced as (
     update feed_version set until_change = written.change, replaced_at = now()
     from written where $5 and feed_version.topic = $1 and feed_version.key = written.key and feed_version.until_change is null),
     kept as (
     insert into feed_version (topic, key, change, body) select $1, key, change, body from written where $5)
     select count(*) as count, encode(sha256(convert_to(coalesce(string_agg(
       encode(sha256(convert_to(change || E'\\n' || key || E'\\n' || coalesce(body, '-'), 'UTF8')), 'hex'), '' order by change), ''), 'UTF8')), 'hex') as hash from written`,
    [topic, lastChange, rows.map((row) => row.key), rows.map((row) => row.body ?? null), versionedTopics.has(topic)])
  const { count = 0, hash = '' } = written[0] ?? {}
  if (count > 0) await advanceTopic(connection, topic, { from: lastChange, through: lastChange + count, hash })
  return count
}

/** Takes a topic for this transaction: whoever else wants to write it waits. @returns its last change */
export async function lockTopic(connection: Connection, topic: FeedTopic): Promise<number> {
  await connection.query('insert into feed_topic (topic) values ($1) on conflict do nothing', [topic])
  const { rows } = await connection.query<{ last_change: number }>('select last_change from feed_topic where topic = $1 for update', [topic])
  return rows[0]?.last_change ?? 0
}

export interface FeedChangeRow {
  readonly change: number
  readonly key: string
  /** JSON text; null when the row was removed. */
  readonly body: string | null
}

/** Rows changed after a number, oldest change first. */
export async function readFeedRows(connection: Connection, topic: FeedTopic, after: number, limit: number): Promise<FeedChangeRow[]> {
  const { rows } = await connection.query<{ change: number; key: string; body: string | null }>('select change, key, body from feed_row where topic = $1 and change > $2 order by change limit $3', [topic, after, limit])
  return rows
}

/** One row as it stands; undefined where there is none. */
export async function readRowText(connection: Connection, topic: FeedTopic, key: string): Promise<string | undefined> {
  const { rows } = await connection.query<{ body: string | null }>('select body from feed_row where topic = $1 and key = $2', [topic, key])
  return rows[0]?.body ?? undefined
}

/** Every tax class some item has. */
export async function taxClassesOfItems(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>("select distinct body::json->>'taxClassId' as id from feed_row where topic = 'items' and body is not null order by 1")
  return rows.map((row) => row.id)
}

/** The last change of every topic that has one. */
export async function readLastChanges(connection: Connection): Promise<Map<string, number>> {
  const { rows } = await connection.query<{ topic: string; last_change: number }>('select topic, last_change from feed_topic')
  return new Map(rows.map((row) => [row.topic, row.last_change]))
}
