import type { Database } from 'better-sqlite3'
import type { FeedPage, FeedTopic } from '../../contract/feed.ts'
import { feedStart, type FeedPlace } from '../../contract/signed-feed.ts'
import { openReplicaWriters, type FeedRow, type RowKnown } from './replica-writers.ts'

/** Rows that did not fit their schema: they are left out. */
export interface UnreadableRows {
  readonly unreadableCount: number
  /** `offers/o1: reward.basisPoints: Too big: …`, the first few. */
  readonly unreadable: readonly string[]
}

/** How a replica grows: page by page with the place reached, or from the beginning in rows that are all new. */
export interface ReplicaPages {
  place(topic: FeedTopic): FeedPlace
  /**
   * Stores a page and the place it leads to in one transaction.
   * @param mark of that place
   * @returns what could not be read; of those rows the ones before stay
   */
  storePage(page: FeedPage, mark?: string): UnreadableRows
  /**
   * Stores rows of a file that is filled from the beginning, which is in a transaction all the time.
   * @param isRead head office has read them all by this program's own schema
   */
  addRows(topic: FeedTopic, rows: readonly FeedRow[], isRead: boolean): UnreadableRows
  setPlace(topic: FeedTopic, place: FeedPlace): void
}

const mostNamed = 3

/** Nothing was unreadable. */
export const allReadable: UnreadableRows = { unreadableCount: 0, unreadable: [] }

export function bothUnreadable(one: UnreadableRows, other: UnreadableRows): UnreadableRows {
  return { unreadableCount: one.unreadableCount + other.unreadableCount, unreadable: [...one.unreadable, ...other.unreadable].slice(0, mostNamed) }
}

export function openReplicaPages(db: Database, journalId: () => string): ReplicaPages {
  const place = db.prepare<[string], FeedPlace>('select change, mark from place where topic = ?')
  const setPlace = db.prepare('insert into place (topic, change, mark) values (?, ?, ?) on conflict (topic) do update set change = excluded.change, mark = excluded.mark')
  const writers = openReplicaWriters(db, journalId)

  const putAll = (topic: FeedTopic, rows: readonly FeedRow[], known: RowKnown): UnreadableRows => {
    const unreadable: string[] = []
    for (const row of rows) {
      const trouble = row.body === null ? writers.remove(topic, row.key) : writers.put(topic, row, known)
      if (trouble !== undefined) unreadable.push(`${topic}/${row.key}: ${trouble}`)
    }
    writers.flush()
    return { unreadableCount: unreadable.length, unreadable: unreadable.slice(0, mostNamed) }
  }

  const storePage = db.transaction(({ topic, changes, next }: FeedPage, mark: string) => {
    const found = putAll(topic, changes.map(({ key, body }) => ({ key, body, text: JSON.stringify(body) })), { isNew: false, isRead: false })
    setPlace.run(topic, next, mark)
    return found
  })

  return {
    place: (topic) => place.get(topic) ?? feedStart,
    storePage: (page, mark = '') => storePage.immediate(page, mark),
    addRows: (topic, rows, isRead) => putAll(topic, rows, { isNew: true, isRead }),
    setPlace: (topic, { change, mark }) => void setPlace.run(topic, change, mark),
  }
}
