import type { FeedTopic } from '../../contract/feed.ts'
import type { Connection } from './open-database.ts'

/** Topics whose replaced rows are kept for a while: a lane may have priced with them, and sends its sales days later. */
export const versionedTopics: ReadonlySet<FeedTopic> = new Set(['settings', 'items', 'offers'])

/** Of which editions a topic's rows are all there, both ends included. */
export interface KeptEditions {
  readonly from: number
  readonly through: number
}

/** Nothing was ever published of a topic without a row: its only edition is 0. */
export async function keptEditions(connection: Connection, topic: FeedTopic): Promise<KeptEditions> {
  const { rows } = await connection.query<{ history_from: number; last_change: number }>('select history_from, last_change from feed_topic where topic = $1', [topic])
  return { from: rows[0]?.history_from ?? 0, through: rows[0]?.last_change ?? 0 }
}

/** The rows in force in one edition, by the change that brought each. */
export async function changesInForce(connection: Connection, topic: FeedTopic, edition: number): Promise<number[]> {
  const { rows } = await connection.query<{ change: number }>(
    `select change from feed_version
     where topic = $1 and change <= $2 and (until_change is null or until_change > $2) and body is not null order by key`, [topic, edition])
  return rows.map((row) => row.change)
}

export interface FeedVersion {
  readonly key: string
  readonly change: number
  /** JSON text. */
  readonly body: string
}

export async function readVersions(connection: Connection, topic: FeedTopic, changes: readonly number[]): Promise<FeedVersion[]> {
  const { rows } = await connection.query<{ key: string; change: number; body: string }>('select key, change, body from feed_version where topic = $1 and change = any($2) and body is not null', [topic, changes])
  return rows
}

/** Every kept version of some rows, oldest first. */
export async function versionsOf(connection: Connection, topic: FeedTopic, keys: readonly string[]): Promise<FeedVersion[]> {
  const { rows } = await connection.query<{ key: string; change: number; body: string }>('select key, change, body from feed_version where topic = $1 and key = any($2) and body is not null order by change', [topic, keys])
  return rows
}

/**
 * Takes away versions that were replaced before a moment, and with them the editions they belonged to.
 * @param before ISO time
 */
export async function forgetVersions(connection: Connection, before: string): Promise<void> {
  await connection.query(
    `with gone as (delete from feed_version where replaced_at < $1 returning topic, until_change)
     update feed_topic set history_from = greatest(history_from, gone_by_topic.until_change)
     from (select topic, max(until_change) as until_change from gone group by topic) as gone_by_topic where feed_topic.topic = gone_by_topic.topic`, [before])
}
