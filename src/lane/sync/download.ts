import { feedTopics, type FeedTopic } from '../../contract/feed.ts'
import type { LaneStore } from '../store/open-lane-store.ts'
import type { UnreadableRows } from '../store/replica.ts'
import type { CrmClient } from './crm-client.ts'

/** At most so many pages of one topic in one round, so that an upload is never kept waiting for long. */
const maxPageCount = 50

/**
 * Brings the replica up to date: each page and its cursor are stored together.
 * @returns which topics changed, and which rows could not be read
 * @throws CrmTrouble when there is no usable answer; pages stored before stay
 */
export async function downloadChanges({ store, crm }: { readonly store: LaneStore; readonly crm: CrmClient }): Promise<{ readonly changed: ReadonlySet<FeedTopic> } & UnreadableRows> {
  const changed = new Set<FeedTopic>()
  let found: UnreadableRows = { unreadableCount: 0, unreadable: [] }
  for (const topic of feedTopics) {
    for (let pageCount = 0; pageCount < maxPageCount; pageCount += 1) {
      const from = store.replica.cursor(topic)
      const page = await crm.feed(topic, from)
      // A CRM restored from an older backup counts from the beginning again: so do we.
      if (page.changes.length === 0 && page.next === from) break
      const { unreadableCount, unreadable } = store.replica.storePage(page)
      found = { unreadableCount: found.unreadableCount + unreadableCount, unreadable: [...found.unreadable, ...unreadable] }
      if (page.changes.length > 0) changed.add(topic)
      if (page.complete && page.next >= from) break
    }
  }
  return { changed, ...found }
}
