import { feedTopics, type FeedTopic } from '../../contract/feed.ts'
import type { FeedPlace } from '../../contract/signed-feed.ts'
import { allReadable, bothUnreadable, type ReplicaPages, type UnreadableRows } from '../store/replica-pages.ts'
import { FeedRefused, type TrustedFeed } from './trusted-feed.ts'

/** Where a replica stands in every topic. */
export function placesOf(replica: Pick<ReplicaPages, 'place'>): Record<FeedTopic, FeedPlace> {
  return Object.fromEntries(feedTopics.map((topic) => [topic, replica.place(topic)])) as Record<FeedTopic, FeedPlace>
}

/** Stores page after page of the topics that have news, each with its place. Topics this program does not know are passed over. */
export async function followFeed(feed: TrustedFeed, replica: Pick<ReplicaPages, 'place' | 'storePage'>, { topics, maxPageCount }: { readonly topics: readonly string[]; readonly maxPageCount: number }): Promise<{ readonly changed: ReadonlySet<FeedTopic> } & UnreadableRows> {
  const changed = new Set<FeedTopic>()
  let found = allReadable
  for (const topic of feedTopics.filter((each) => topics.includes(each))) {
    for (let pageCount = 0; pageCount < maxPageCount; pageCount += 1) {
      const page = await feed.page(topic, replica.place(topic))
      // Head office was restored between two questions: it says so again when it is asked for news.
      if (page.reload || page.changes.length === 0) break
      found = bothUnreadable(found, replica.storePage({ topic, changes: page.changes, next: page.next.change, complete: page.complete }, page.next.mark))
      changed.add(topic)
      if (page.complete) break
    }
  }
  return { changed, ...found }
}

/** Follows all topics to their end. @throws FeedRefused when there is none */
export async function catchUp(feed: TrustedFeed, replica: ReplicaPages): Promise<UnreadableRows> {
  const news = await feed.news(placesOf(replica))
  if (news.reload) throw new FeedRefused('Head office has started over while everything was being fetched from it.')
  return followFeed(feed, replica, { topics: news.topics, maxPageCount: Number.POSITIVE_INFINITY })
}
