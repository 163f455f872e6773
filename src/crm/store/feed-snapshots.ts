import type { FeedTopic } from '../../contract/feed.ts'
import { feedStart, type FeedPlace } from '../../contract/signed-feed.ts'
import { readFeedPlaces } from './feed-marks.ts'
import type { Connection } from './open-database.ts'

/** Everything of a topic as it stood at one place, as hashes of chunks. */
export interface FeedSnapshot {
  readonly place: FeedPlace
  readonly rowCount: number
  readonly chunks: readonly string[]
  /** By which every row was read when it was made, see `feedShape`, and whether all of them fitted. */
  readonly shape: string
  readonly fits: boolean
}

export async function readSnapshot(connection: Connection, topic: FeedTopic): Promise<FeedSnapshot | undefined> {
  const { rows } = await connection.query<{ change: number; mark: string; row_count: number; chunks: string[]; shape: string; fits: boolean }>('select change, mark, row_count, chunks, shape, fits from feed_snapshot where topic = $1', [topic])
  const [row] = rows
  return row && { place: { change: row.change, mark: row.mark }, rowCount: row.row_count, chunks: row.chunks, shape: row.shape, fits: row.fits }
}

/**
 * Makes this transaction see the database as it is now until its end, and keeps others from making the same snapshot.
 * Must come first in it.
 * @returns where the topic stands
 */
export async function holdStill(connection: Connection, topic: FeedTopic): Promise<FeedPlace> {
  await connection.query('set transaction isolation level repeatable read')
  return (await readFeedPlaces(connection)).get(topic) ?? feedStart
}

/** Rows in force behind a key, by key. */
export async function readRowsByKey(connection: Connection, topic: FeedTopic, afterKey: string, limit: number): Promise<{ readonly key: string; readonly body: string }[]> {
  const { rows } = await connection.query<{ key: string; body: string }>('select key, body from feed_row where topic = $1 and key > $2 and body is not null order by key limit $3', [topic, afterKey, limit])
  return rows
}

export async function keepChunk(connection: Connection, topic: FeedTopic, hash: string, text: string): Promise<void> {
  await connection.query('insert into feed_chunk (hash, topic, text) values ($1, $2, $3) on conflict (hash) do update set made_at = now()', [hash, topic, text])
}

export async function readChunk(connection: Connection, hash: string): Promise<string | undefined> {
  const { rows } = await connection.query<{ text: string }>('select text from feed_chunk where hash = $1', [hash])
  return rows[0]?.text
}

/** Puts a snapshot in the place of the one before, whose chunks stay for lanes that are still fetching them. */
export async function keepSnapshot(connection: Connection, topic: FeedTopic, { place, rowCount, chunks, shape, fits }: FeedSnapshot): Promise<void> {
  await connection.query(
    `insert into feed_snapshot (topic, change, mark, row_count, chunks, shape, fits) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (topic) do update set change = excluded.change, mark = excluded.mark, row_count = excluded.row_count, chunks = excluded.chunks, shape = excluded.shape, fits = excluded.fits`,
    [topic, place.change, place.mark, rowCount, chunks, shape, fits])
}

/** @param before ISO time: a lane that began earlier is not fetching any more */
export async function forgetChunks(connection: Connection, before: string): Promise<void> {
  await connection.query('delete from feed_chunk where made_at < $1 and not exists (select 1 from feed_snapshot where feed_snapshot.topic = feed_chunk.topic and feed_chunk.hash = any(feed_snapshot.chunks))', [before])
}
