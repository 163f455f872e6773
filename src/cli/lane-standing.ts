import { feedTopics, type FeedTopic } from '../contract/feed.ts'
import type { FeedPlace } from '../contract/signed-feed.ts'
import type { LaneStore } from '../lane/store/open-lane-store.ts'
import type { KnownLane } from '../lane/store/network-records.ts'

/** Where a lane stands with head office and with the other lanes, by its own database. */
export interface LaneStanding {
  readonly journalId: string
  readonly storeId: string
  readonly laneNumber: number
  /** Number of the newest record; 0 in an empty journal. */
  readonly lastNumber: number
  readonly acceptedThrough: number
  readonly waitingFacts: number
  readonly waitingSales: number
  /** When the oldest of them was written, ISO; null where nothing waits. */
  readonly waitingSince: string | null
  /** Of head office's last answer, ISO: so old is what it sent. Null before the first. */
  readonly lastContactAt: string | null
  readonly unknownOffers: readonly { readonly offerId: string; readonly name: string }[]
  /** How far the replica has got with each topic, and the mark of that place. */
  readonly feed: Readonly<Record<FeedTopic, FeedPlace>>
  /** There is a shop to sell from. */
  readonly hasSettings: boolean
  /** The key by which the lane knows head office; null before it has seen one. */
  readonly feedKey: string | null
  /** Other lanes of the store that it has heard of. `heardThrough`: number through which it has what that lane has to tell. */
  readonly lanes: readonly (KnownLane & { readonly heardThrough: number })[]
}

export function readStanding({ identity, journal, upload, replica, feedKey, network }: LaneStore): LaneStanding {
  const [lastNumber, acceptedThrough] = [journal.lastNumber(), upload.acceptedThrough()]
  return {
    ...identity,
    lastNumber,
    acceptedThrough,
    waitingFacts: lastNumber - acceptedThrough,
    waitingSales: upload.waitingSaleCount(),
    waitingSince: journal.recordsAfter(acceptedThrough, 1)[0]?.at ?? null,
    lastContactAt: upload.lastContactAt() ?? null,
    unknownOffers: replica.unknownOffers().map(({ offerId, name }) => ({ offerId, name: name.en })),
    feed: Object.fromEntries(feedTopics.map((topic) => [topic, replica.place(topic)])) as Record<FeedTopic, FeedPlace>,
    hasSettings: replica.settings() !== undefined,
    feedKey: feedKey.pinned() ?? null,
    lanes: network.knownLanes().filter(({ journalId }) => journalId !== identity.journalId).map((lane) => ({ ...lane, heardThrough: network.heardThrough(lane.journalId) })),
  }
}
