import { feedTopics } from '../../contract/feed.ts'
import type { LaneStore } from '../store/open-lane-store.ts'
import type { CrmClient } from './crm-client.ts'

/** At most so many pages of one topic in one round, so that an upload is never kept waiting for long. */
const maxPageCount = 50

/**
 * Brings the replica up to date: each page and its cursor are stored together.
 * @returns how many rows changed, and how many could not be read
 * @throws CrmTrouble when there is no usable answer; pages stored before stay
 */
export async function downloadChanges({ store, crm }: { readonly store: LaneStore; readonly crm: CrmClient }): Promise<{ readonly changedCount: number; readonly unreadableCount: number }> {
  let changedCount = 0
  let unreadableCount = 0
  for (const topic of feedTopics) {
    for (let pageCount = 0; pageCount < maxPageCount; pageCount += 1) {
      const page = await crm.feed(topic, store.replica.cursor(topic))
      if (page.changes.length === 0) break
      unreadableCount += store.replica.storePage(page).unreadableCount
      changedCount += page.changes.length
      if (page.complete) break
    }
  }
  return { changedCount, unreadableCount }
}
