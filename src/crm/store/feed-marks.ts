import { feedStart, type FeedPlace } from '../../contract/signed-feed.ts'
import type { FeedTopic } from '../../contract/feed.ts'
import type { Connection } from './open-database.ts'

/**
 * Moves a locked topic on by one publication and chains it to those before: the new mark is the hash of the old one
 * and of what was written. Two databases with the same mark have published the same, change by change, up to there.
 * @param hash of the rows written
 */
export async function advanceTopic(connection: Connection, topic: FeedTopic, { from, through, hash }: { readonly from: number; readonly through: number; readonly hash: string }): Promise<void> {
  await connection.query(
    `with moved as (
       update feed_topic set last_change = $3, mark = encode(sha256(convert_to(mark || $4, 'UTF8')), 'hex') where topic = $1 returning mark)
     insert into feed_mark (topic, from_change, through_change, mark) select $1, $2, $3, mark from moved`, [topic, from, through, hash])
}

/** The mark of a place, also of one within a publication; undefined where this history has no such place or has forgotten it. */
export async function markAt(connection: Connection, topic: FeedTopic, change: number): Promise<string | undefined> {
  if (change === feedStart.change) return feedStart.mark
  const { rows } = await connection.query<{ mark: string }>('select mark from feed_mark where topic = $1 and through_change >= $2 and from_change < $2 order by through_change limit 1', [topic, change])
  return rows[0]?.mark
}

/**
 * Whether a lane's place lies in another history than this one: what it names was published before this database was
 * restored from a backup. False where nobody can tell: for a place without a mark, and for one that is forgotten.
 */
export async function isElsewhere(connection: Connection, topic: FeedTopic, { change, mark }: FeedPlace): Promise<boolean> {
  if (mark === feedStart.mark) return false
  const known = await markAt(connection, topic, change)
  if (known !== undefined) return known !== mark
  const { rows } = await connection.query('select 1 from feed_topic where topic = $1 and last_change >= $2', [topic, change])
  return rows.length === 0
}

/** Where every topic ends that has begun. */
export async function readFeedPlaces(connection: Connection): Promise<Map<string, FeedPlace>> {
  const { rows } = await connection.query<{ topic: string } & FeedPlace>('select topic, last_change as change, mark from feed_topic')
  return new Map(rows.map(({ topic, change, mark }) => [topic, { change, mark }]))
}

/**
 * Forgets how the history went where it was left behind before a moment; a lane that still stands there starts over.
 * @param before ISO time
 */
export async function forgetMarks(connection: Connection, before: string): Promise<void> {
  await connection.query('delete from feed_mark where exists (select 1 from feed_mark later where later.topic = feed_mark.topic and later.through_change > feed_mark.through_change and later.made_at < $1)', [before])
}
