import { feedTopics } from '../../contract/feed.ts'
import { feedStart, type FeedManifest, type FeedPlace, type PageAsked, type SignedFeed } from '../../contract/signed-feed.ts'
import { openSigner, type SigningKey } from '../../contract/signing.ts'
import { readChunk } from '../store/feed-snapshots.ts'
import { markAt, readFeedPlaces } from '../store/feed-marks.ts'
import { readFeedRows } from '../store/feed-rows.ts'
import type { Connection, Database } from '../store/open-database.ts'
import { freshSnapshot } from './make-snapshot.ts'

const pageRows = 1000

/** Gives lanes the feed under the chain's signature; see `SignedFeed`. */
export function openSignedFeed(database: Database, key: SigningKey): SignedFeed {
  const signText = openSigner(key)
  const signJson = (answer: object): ReturnType<typeof signText> => signText(JSON.stringify(answer))
  // Whoever starts at the same time waits for the same snapshots.
  let making: Promise<FeedManifest['topics']> | undefined
  return {
    async news({ storeId, nonce, places }) {
      const ends = await readFeedPlaces(database)
      const reload = !(await areOurs(database, places))
      const topics = feedTopics.filter((topic) => (ends.get(topic) ?? feedStart).change > (places[topic] ?? feedStart).change)
      return signJson({ kind: 'news', storeId, nonce, reload, topics })
    },
    page: async (asked) => signText(await pageText(database, asked)),
    async manifest({ storeId, nonce }) {
      making ??= snapshots(database).finally(() => (making = undefined))
      return signJson({ kind: 'manifest', storeId, nonce, topics: await making } satisfies FeedManifest)
    },
    chunk: (hash) => readChunk(database, hash),
  }
}

async function snapshots(database: Database): Promise<FeedManifest['topics']> {
  const topics: FeedManifest['topics'] = []
  for (const topic of feedTopics) {
    const { place, chunks, shape, fits } = await freshSnapshot(database, topic)
    topics.push({ topic, place, ...(fits ? { shape } : {}), chunks: [...chunks] })
  }
  return topics
}

/** False when one of the places is none of this history. */
async function areOurs(connection: Connection, places: Readonly<Record<string, FeedPlace>>): Promise<boolean> {
  for (const topic of feedTopics) {
    const place = places[topic]
    if (place && (await markAt(connection, topic, place.change)) !== place.mark) return false
  }
  return true
}

/** Rows go in as they are stored: reading their JSON only to write it again would be most of the work. */
async function pageText(connection: Connection, { storeId, nonce, topic, from }: PageAsked): Promise<string> {
  const reload = (await markAt(connection, topic, from.change)) !== from.mark
  const rows = reload ? [] : await readFeedRows(connection, topic, from.change, pageRows + 1)
  const changes = rows.slice(0, pageRows)
  const change = changes.at(-1)?.change ?? from.change
  const next = { change, mark: (await markAt(connection, topic, change)) ?? '' }
  const head = JSON.stringify({ kind: 'page', storeId, nonce, topic, from, next, reload, complete: rows.length <= pageRows })
  const texts = changes.map((row) => `{"change":${row.change},"key":${JSON.stringify(row.key)},"body":${row.body ?? 'null'}}`)
  return `${head.slice(0, -1)},"changes":[${texts.join()}]}`
}
