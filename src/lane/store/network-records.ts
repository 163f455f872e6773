import type { Database } from 'better-sqlite3'
import type { LaneNews, NewsBranch } from '../../contract/store-network.ts'
import type { MemberId, OfferId, SaleId } from '../../domain/ids.ts'
import { entryId } from '../../domain/loyalty/sale-entries.ts'
import type { OwnPoints } from '../../domain/loyalty/points-balance.ts'
import type { OwnOfferUse } from '../../domain/offers/remaining.ts'
import type { Lineage } from './lineage.ts'
import { readFact, type NumberedFact } from './journal.ts'

/** A lane of the store that this one has heard of. */
export interface KnownLane {
  readonly journalId: string
  readonly laneNumber: number
  /** It has said goodbye, and sells nothing until it is back. */
  readonly isClosed: boolean
}

/** First contact brings no more than the newest sales: what is older head office has told long since. */
const mostTold = 2_000

/** Everything there is to know up to `through`; of a journal that left another, where it did. */
interface Told {
  readonly through: number
  readonly news: readonly LaneNews[]
  readonly branch?: NewsBranch | undefined
}

/** What the other lanes of the store have told this one, kept through restarts, and what it has to tell them. */
export interface NetworkRecords {
  /** Number of the newest sale or return of this lane; 0 for none. */
  lastEnded(): number
  /** Sales and returns of this lane's journal after a number, oldest first. */
  endedAfter(number: number, limit: number): NumberedFact[]
  /** Another lane has told that it redeemed the coupon. */
  isSpent(couponCode: string): boolean
  knownLanes(): KnownLane[]
  /** A lane with a new journal takes the place of the one that had its number. */
  keepLane(lane: KnownLane): void
  /** Number through which everything another journal has to tell is here. */
  heardThrough(journalId: string): number
  /** Takes news in one transaction; numbers that were heard before change nothing. */
  keepNews(journalId: string, told: Told): void
  /** Where this lane's journal left another; undefined for one with a beginning of its own. */
  branch(): NewsBranch | undefined
  /** Parked sales that were given to another lane, which has not said that it has them. */
  givenSales(): { readonly saleId: SaleId; readonly journalId: string }[]
  /** That lane has it. */
  dropGiven(saleId: SaleId, journalId: string): void
  /** Points other lanes have moved for a member. */
  points(memberId: MemberId): OwnPoints[]
  /** What other lanes have given a member of an offer. */
  offerUses(memberId: MemberId, offerId: OfferId): OwnOfferUse[]
}

export function openNetworkRecords(db: Database, lineage: Pick<Lineage, 'current'>): NetworkRecords {
  const lanes = db.prepare<[], { journalId: string; laneNumber: number; isClosed: number }>('select journal_id as journalId, lane_number as laneNumber, is_closed as isClosed from known_lane order by lane_number')
  const putLane = db.prepare('insert into known_lane (journal_id, lane_number, is_closed) values (?, ?, ?) on conflict (journal_id) do update set lane_number = excluded.lane_number, is_closed = excluded.is_closed')
  const dropOthers = db.prepare('delete from known_lane where lane_number = ? and journal_id <> ?')
  const through = db.prepare<[string], { through: number }>('select through from heard_journal where journal_id = ?')
  const setThrough = db.prepare('insert into heard_journal (journal_id, through) values (?, ?) on conflict (journal_id) do update set through = excluded.through')
  const points = db.prepare<[string], Omit<OwnPoints, 'entryId'> & { journalId: string }>('select member_id as memberId, journal_id as journalId, number, kind, sale_id as saleId, day, at, points from heard_points where member_id = ?')
  const uses = db.prepare<[string, string], OwnOfferUse>('select journal_id as journalId, number, day, reward_count as rewardCount from heard_use where member_id = ? and offer_id = ?')
  const last = db.prepare<[], { number: number | null }>('select max(number) as number from receipt')
  const floor = db.prepare<[number], { number: number }>('select number from receipt order by number desc limit 1 offset ?')
  const ended = db.prepare<[number, number], { number: number; at: string; body: string }>('select j.number, j.at, j.body from receipt r join journal j on j.number = r.number where r.number > ? order by r.number limit ?')
  const spent = db.prepare<[string], { yes: number }>('select 1 as yes from heard_spent where coupon_code = ? limit 1')
  const given = db.prepare<[], { saleId: SaleId; journalId: string }>('select sale_id as saleId, journal_id as journalId from given_sale order by sale_id')
  const dropGiven = db.prepare('delete from given_sale where sale_id = ? and journal_id = ?')
  const heardThrough = (journalId: string): number => through.get(journalId)?.through ?? 0
  const keepOne = openNewsKeeper(db)

  const forgotten = ['heard_points', 'heard_use'].map((table) => db.prepare(`delete from ${table} where journal_id = ? and number > ?`))

  const keepNews = db.transaction((journalId: string, { through: newThrough, news, branch }: Told) => {
    const before = heardThrough(journalId)
    // Told under two journals it would count twice. Coupons stay used: by whom does not matter.
    if (branch && before === 0) for (const drop of forgotten) drop.run(branch.ancestorId, branch.afterNumber)
    for (const one of news) if (one.number > before) keepOne(journalId, one)
    if (newThrough > before) setThrough.run(journalId, newThrough)
  })

  return {
    lastEnded: () => last.get()?.number ?? 0,
    endedAfter: (number, limit) => ended.all(Math.max(number, floor.get(mostTold)?.number ?? 0, lineage.current().afterNumber), limit).map(({ body, ...row }) => ({ ...row, fact: readFact(body) })),
    isSpent: (couponCode) => spent.get(couponCode) !== undefined,
    knownLanes: () => lanes.all().map((lane) => ({ ...lane, isClosed: lane.isClosed === 1 })),
    keepLane: db.transaction(({ journalId, laneNumber, isClosed }: KnownLane) => {
      dropOthers.run(laneNumber, journalId)
      putLane.run(journalId, laneNumber, isClosed ? 1 : 0)
    }),
    heardThrough,
    keepNews: (journalId, told) => keepNews.immediate(journalId, told),
    branch() {
      const { ancestorId, afterNumber } = lineage.current()
      return ancestorId === undefined ? undefined : { ancestorId, afterNumber }
    },
    givenSales: () => given.all(),
    dropGiven: (saleId, journalId) => void dropGiven.run(saleId, journalId),
    points: (memberId) => points.all(memberId).map((entry) => ({ ...entry, entryId: entryId(entry, entry.kind) })),
    offerUses: (memberId, offerId) => uses.all(memberId, offerId),
  }
}

function openNewsKeeper(db: Database): (journalId: string, news: LaneNews) => void {
  const spent = db.prepare('insert or ignore into heard_spent (coupon_code, journal_id, number) values (?, ?, ?)')
  const restored = db.prepare('delete from heard_spent where coupon_code = ? and journal_id = ?')
  const moved = db.prepare('insert or ignore into heard_points (member_id, journal_id, number, kind, sale_id, day, at, points) values (?, ?, ?, ?, ?, ?, ?, ?)')
  const used = db.prepare('insert or ignore into heard_use (member_id, offer_id, journal_id, number, day, reward_count) values (?, ?, ?, ?, ?, ?)')
  return (journalId, { number, memberId, ...news }) => {
    for (const couponCode of news.spent) spent.run(couponCode, journalId, number)
    for (const couponCode of news.restored) restored.run(couponCode, journalId)
    if (memberId === undefined) return
    for (const { kind, saleId, day, at, points } of news.points) moved.run(memberId, journalId, number, kind, saleId, day, at, points)
    for (const { offerId, day, rewardCount } of news.uses) used.run(memberId, offerId, journalId, number, day, rewardCount)
  }
}
