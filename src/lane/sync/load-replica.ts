import { feedTopics, type FeedTopic } from '../../contract/feed.ts'
import { feedShape } from '../../contract/feed-shape.ts'
import type { FeedManifest } from '../../contract/signed-feed.ts'
import type { ReplicaInMaking } from '../store/replica.ts'
import { allReadable, bothUnreadable, type UnreadableRows } from '../store/replica-pages.ts'
import type { FeedRow } from '../store/replica-writers.ts'
import { CrmTrouble } from './crm-client.ts'
import { catchUp } from './follow-feed.ts'
import type { TrustedFeed } from './trusted-feed.ts'

/** Chunks fetched in one go, so that an upload is never kept waiting for long. */
const roundChunks = 20
/** Rows stored between two turns of everybody else: a millisecond or two, so that a scan does not wait. */
const sliceRows = 50

/** A whole new replica on its way. */
export interface Loading {
  /** Fetches some more. @returns what could not be read once everything is there and has taken its place; undefined before */
  next(): Promise<UnreadableRows | undefined>
  discard(): void
}

interface Chunk {
  readonly topic: FeedTopic
  readonly hash: string
  /** Head office has read its rows by the shape this program has too. */
  readonly isRead: boolean
}

interface LoadingParts {
  readonly feed: TrustedFeed
  readonly making: ReplicaInMaking
  readonly breathe: () => Promise<void>
}

/** Fills a new replica with everything a manifest names, then with what has changed since, and lets it take its place. */
export function openLoading(manifest: FeedManifest, parts: LoadingParts): Loading {
  const { feed, making } = parts
  const topics = manifest.topics.filter((each): each is typeof each & { topic: FeedTopic } => (feedTopics as readonly string[]).includes(each.topic))
  const waiting = topics.flatMap(({ topic, shape, chunks }) => chunks.map((hash): Chunk => ({ topic, hash, isRead: shape === feedShape(topic) })))
  for (const { topic, place } of topics) making.setPlace(topic, place)
  let found = allReadable
  return {
    async next() {
      for (let count = 0; count < roundChunks; count += 1) {
        const [chunk] = waiting
        if (!chunk) break
        found = bothUnreadable(found, await loadChunk(chunk, parts))
        waiting.shift()
      }
      await making.settle()
      if (waiting.length > 0) return undefined
      found = bothUnreadable(found, await catchUp(feed, making))
      await making.takePlace()
      return found
    },
    discard: () => making.discard(),
  }
}

async function loadChunk({ topic, hash, isRead }: Chunk, { feed, making, breathe }: LoadingParts): Promise<UnreadableRows> {
  const text = await feed.chunk(hash)
  if (text === undefined) throw new CrmTrouble('bad-answer', 'The CRM does not keep any more what it has named. It is asked again for everything.')
  const lines = text.split('\n').slice(0, -1)
  let found = allReadable
  for (let start = 0; start < lines.length; start += sliceRows) {
    found = bothUnreadable(found, making.addRows(topic, lines.slice(start, start + sliceRows).map(readLine), isRead))
    await breathe()
  }
  return found
}

/** As `chunkLine` has written it. */
function readLine(line: string): FeedRow {
  const tab = line.indexOf('\t')
  const text = line.slice(tab + 1)
  return { key: JSON.parse(line.slice(0, tab)) as string, body: JSON.parse(text) as unknown, text }
}
