import { feedTopics, type FeedTopic } from '../../contract/feed.ts'
import { nextTurn } from '../real-clock.ts'
import type { LaneStore } from '../store/open-lane-store.ts'
import { allReadable, type UnreadableRows } from '../store/replica-pages.ts'
import { CrmTrouble, type CrmClient } from './crm-client.ts'
import { followFeed, placesOf } from './follow-feed.ts'
import { openLoading, type Loading } from './load-replica.ts'
import { openTrustedFeed } from './trusted-feed.ts'

/** At most so many pages of one topic in one round, so that an upload is never kept waiting for long. */
const maxPageCount = 50

/** What a round brought: which topics changed, and which rows could not be read. */
export interface Downloaded extends UnreadableRows {
  readonly changed: ReadonlySet<FeedTopic>
  /** True while a whole new replica is being fetched: the next round goes on with it. */
  readonly isLoading: boolean
}

/** Brings the replica up to date, round by round. */
export interface Downloader {
  /**
   * Each page and its place are stored together; a whole new replica is filled beside the one in use, which it replaces
   * when everything is there.
   * @throws CrmTrouble when there is no usable answer, FeedRefused when there is one that is not to be believed; what was stored before stays
   */
  next(): Promise<Downloaded>
  /** Gives up what was being loaded. */
  close(): void
}

interface DownloadParts {
  readonly store: LaneStore
  readonly crm: Pick<CrmClient, 'feed' | 'feedKey'>
  /** Gives the sale its turn. */
  readonly breathe?: () => Promise<void>
}

export function openDownloader({ store, crm, breathe = nextTurn }: DownloadParts): Downloader {
  const { replica } = store
  const feed = openTrustedFeed({ store, feed: crm.feed, givenKey: crm.feedKey, newNonce: () => crypto.randomUUID() })
  let loading: Loading | undefined
  const giveUp = (): void => {
    loading?.discard()
    loading = undefined
  }

  const load = async (): Promise<Downloaded> => {
    try {
      loading ??= openLoading(await feed.manifest(), { feed, making: replica.startOver(), breathe })
      const found = await loading.next()
      if (found === undefined) return { changed: new Set(), isLoading: true, ...allReadable }
      loading = undefined
      return { changed: new Set(feedTopics), isLoading: false, ...found }
    } catch (error) {
      // A line that comes back finds what was fetched so far.
      if (!(error instanceof CrmTrouble && error.code === 'no-answer')) giveUp()
      throw error
    }
  }

  return {
    async next() {
      if (loading) return load()
      const places = placesOf(replica)
      const news = await feed.news(places)
      const hasNothing = Object.values(places).every(({ change }) => change === 0)
      if (news.reload || (hasNothing && news.topics.length > 0)) return load()
      return { ...(await followFeed(feed, replica, { topics: news.topics, maxPageCount })), isLoading: false }
    },
    close: giveUp,
  }
}

/** Downloads until nothing is on its way any more, for those who have nothing else to do meanwhile. @throws as `Downloader.next` */
export async function downloadChanges(parts: DownloadParts): Promise<Downloaded> {
  const downloader = openDownloader(parts)
  try {
    for (;;) {
      const downloaded = await downloader.next()
      if (!downloaded.isLoading) return downloaded
    }
  } finally {
    downloader.close()
  }
}
