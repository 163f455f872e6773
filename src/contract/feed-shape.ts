import { createHash } from 'node:crypto'
import { z } from 'zod'
import { feedBody, type FeedTopic } from './feed.ts'

const shapes = new Map<FeedTopic, string>()

/**
 * Names what this program takes for a row of a topic, by the hash of its JSON Schema. Where head office says that it has
 * read every row of a manifest by the shape a lane has too, the lane need not read a million rows again to know that
 * they fit; rows are still read by the schema wherever they are used.
 */
export function feedShape(topic: FeedTopic): string {
  const known = shapes.get(topic) ?? createHash('sha256').update(JSON.stringify(z.toJSONSchema(feedBody[topic], { unrepresentable: 'any' }))).digest('hex').slice(0, 32)
  shapes.set(topic, known)
  return known
}
