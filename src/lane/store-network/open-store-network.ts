import type { LaneView } from '../../contract/lane-view.ts'
import type { LaneMessage, LaneNews, ParkedSale } from '../../contract/store-network.ts'
import type { Clock } from '../real-clock.ts'
import type { NetworkRecords } from '../store/network-records.ts'
import { openClaims, type Claims, type Holder } from './open-claims.ts'
import { openHandover, type Handover, type HandoverParts } from './open-handover.ts'
import { openNews } from './open-news.ts'
import { openSealer } from './open-sealer.ts'
import { openTalk, type Neighbour, type Talk } from './open-talk.ts'
import type { StoreWire } from './store-wire.ts'

/** This lane among the lanes of its store. Without a wire, or before head office has sent the store's secret, it is alone. */
export interface StoreNetwork extends Pick<Claims, 'ask' | 'isAsking'>, Pick<Handover, 'parked' | 'take' | 'taken'> {
  /** Facts were stored: the others are told what concerns them. */
  stored(): void
  /** The store's secret may have come, or changed. */
  setSecret(secret: string | undefined): void
  /** This lane's journal is another now: it leaves as what it was and comes as what it is. */
  rename(): void
  /** Who is there; undefined while this lane is alone. */
  lanes(): LaneView['lanes']
  close(): void
}

export interface StoreNetworkParts {
  readonly wire: StoreWire | undefined
  readonly self: Neighbour & { readonly storeId: string }
  readonly records: NetworkRecords
  readonly holder: Holder
  readonly clock: Clock
  /** Makes UUIDs. */
  readonly newId: () => string
  /** Runs what a datagram brings about, which may write to the disk. */
  readonly guard: (step: () => void) => void
  /** This lane's parked sales, as others list them. */
  readonly parkedHere: () => ParkedSale[]
  readonly give: HandoverParts['give']
  readonly onOwed: HandoverParts['onOwed']
  readonly onNews: (news: readonly LaneNews[]) => void
  readonly onNeighbours: () => void
}

const alone: Talk = { present: () => [], silent: () => [], tell() {}, send() {}, beat() {}, dropped: () => ({ unsealed: 0, repeated: 0, stale: 0, unreadable: 0 }), close() {} }

export function openStoreNetwork(parts: StoreNetworkParts): StoreNetwork {
  const { wire, records, holder, clock, newId, guard, parkedHere, give, onOwed, onNews, onNeighbours } = parts
  const { self } = parts
  let talk = alone
  let spokenWith: string | undefined
  const news = openNews({ talk: () => talk, records, onNews })
  const claims = openClaims({ talk: () => talk, self, holder, news, clock, newId })
  const handover = openHandover({ talk: () => talk, self, clock, newId, give, confirmed: records.dropGiven, onOwed, onParked: onNeighbours })
  let parkedTold = ''

  const onMessage = (from: Neighbour, message: LaneMessage): void => {
    news.hear(from, message)
    claims.hear(from, message)
    handover.hear(from, message)
  }
  const here = (): ReturnType<Parameters<typeof openTalk>[0]['here']> => ({ through: news.through(), parked: parkedHere() })

  const newTalk = (over: StoreWire, secret: string): Talk => openTalk({ wire: over, sealer: openSealer({ secret, storeId: self.storeId, session: newId() }), clock, self, records, here, guard, onMessage, onNeighbours })

  return {
    ask: claims.ask,
    isAsking: claims.isAsking,
    parked: handover.parked,
    take: handover.take,
    taken: handover.taken,
    stored() {
      news.stored()
      const parked = JSON.stringify(parkedHere())
      if (parked !== parkedTold) talk.beat()
      parkedTold = parked
    },
    setSecret(secret) {
      if (!wire || secret === undefined || secret === spokenWith) return
      talk.close(false)
      spokenWith = secret
      talk = newTalk(wire, secret)
    },
    rename() {
      if (!wire || spokenWith === undefined) return
      talk.close(true)
      talk = newTalk(wire, spokenWith)
    },
    lanes() {
      if (talk === alone) return undefined
      const trouble = wire?.trouble?.()
      const droppedCount = Object.values(talk.dropped()).reduce((sum, count) => sum + count, 0)
      return { presentCount: talk.present().length, silent: talk.silent().map(({ laneNumber }) => laneNumber), droppedCount, ...(trouble === undefined ? {} : { trouble }) }
    },
    close() {
      talk.close(true)
      talk = alone
      wire?.close()
    },
  }
}
