import { feedBody, type FeedTopic } from '../../contract/feed.ts'
import { feedShape } from '../../contract/feed-shape.ts'
import { chunkHash, chunkLine } from '../../contract/signed-feed.ts'
import { readFeedPlaces } from '../store/feed-marks.ts'
import { holdStill, keepChunk, keepSnapshot, readRowsByKey, readSnapshot, type FeedSnapshot } from '../store/feed-snapshots.ts'
import type { Database } from '../store/open-database.ts'

/** Rows in one chunk: some hundred kilobytes of items. */
const chunkRows = 500

/** So much of a topic may have changed since its snapshot: lanes fetch that behind it, page by page. */
const staleness = { part: 0.1, rows: 1000 }

/** The topic's snapshot, made anew where there is none, where much has been published since, or where an earlier program has made it. */
export async function freshSnapshot(database: Database, topic: FeedTopic): Promise<FeedSnapshot> {
  const [kept, places] = [await readSnapshot(database, topic), await readFeedPlaces(database)]
  const end = places.get(topic)?.change ?? 0
  const shape = feedShape(topic)
  if (kept && kept.shape === shape && end - kept.place.change <= Math.max(staleness.rows, kept.rowCount * staleness.part)) return kept
  return database.transaction(async (connection) => {
    const place = await holdStill(connection, topic)
    const chunks: string[] = []
    let rowCount = 0
    let fits = true
    for (let afterKey = ''; ; ) {
      const rows = await readRowsByKey(connection, topic, afterKey, chunkRows)
      const last = rows.at(-1)
      if (!last) break
      const text = rows.map(chunkLine).join('')
      const hash = chunkHash(text)
      await keepChunk(connection, topic, hash, text)
      chunks.push(hash)
      rowCount += rows.length
      fits &&= rows.every(({ body }) => feedBody[topic].safeParse(JSON.parse(body)).success)
      afterKey = last.key
    }
    const snapshot = { place, rowCount, chunks, shape, fits }
    await keepSnapshot(connection, topic, snapshot)
    return snapshot
  })
}
