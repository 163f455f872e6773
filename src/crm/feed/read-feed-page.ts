import type { FeedPage, FeedTopic } from '../../contract/feed.ts'
import { readFeedRows, readLastChanges } from '../store/feed-rows.ts'
import type { Connection } from '../store/open-database.ts'

/**
 * One page of what changed after a number, oldest change first.
 *
 * A lane that asks from beyond the topic's end has seen changes this database does not have, for it was
 * restored from an older backup: `next` is 0 and the lane starts over.
 *
 * @param limit the most rows of the page, at least one
 */
export async function readFeedPage(connection: Connection, topic: FeedTopic, after: number, limit: number): Promise<FeedPage> {
  const rows = await readFeedRows(connection, topic, after, limit + 1)
  const changes = rows.slice(0, limit).map(({ change, key, body }) => ({ change, key, body: body === null ? null : (JSON.parse(body) as unknown) }))
  const last = changes.at(-1)
  if (last) return { topic, changes, next: last.change, complete: rows.length <= limit }
  const end = (await readLastChanges(connection)).get(topic) ?? 0
  return end < after ? { topic, changes: [], next: 0, complete: false } : { topic, changes: [], next: after, complete: true }
}
