import { setImmediate as otherWork } from 'node:timers/promises'
import { scoreNextVisitFrom } from '../../analytics/score-next-visit.ts'
import type { Catalogue } from '../../analytics/catalogue.ts'
import type { Purchase } from '../../analytics/purchase.ts'
import type { StoreSettings } from '../../contract/feed.ts'
import { addDays } from '../../domain/business-day/business-time.ts'
import type { ItemId } from '../../domain/ids.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { groupBy } from '../group-by.ts'
import { memberExceptions } from '../offers/overgiven.ts'
import { raiseExceptions } from '../store/exception-rows.ts'
import { writeFeedRows, type FeedRowText } from '../store/feed-rows.ts'
import { noLedger, readLedgers, readPurchases } from '../store/ledger-rows.ts'
import { newestLists, writeLists, type ListRow } from '../store/list-rows.ts'
import { keepTold } from '../store/told-rows.ts'
import { readUnusedCoupons } from '../store/next-visit-rows.ts'
import { clearMarks, lockMembers, replaceKeys, unknownMembers, type MemberRow } from '../store/member-rows.ts'
import type { Connection } from '../store/open-database.ts'
import type { PurchaseLineRow } from '../store/sale-rows.ts'
import { writeTiers, type TierRow } from '../store/tier-rows.ts'
import { limitedPerMember, offerUsesOf } from './member-offer-uses.ts'
import { readMemberUses } from '../store/offer-use-rows.ts'
import { keptPurchases } from './kept-purchases.ts'
import { listLines, liveList, offersOnList } from './live-list.ts'
import { memberFace, type MemberFace } from './member-face.ts'
import { memberLoyalty } from './member-loyalty.ts'

/** Habits older than two years say little. */
const historyDays = 730

export interface RefreshParts {
  readonly settings: StoreSettings
  readonly catalogue: Catalogue
  readonly offers: readonly Offer[]
  readonly today: string
  /** ISO time. */
  readonly at: string
  readonly listLineCount: number
}

/**
 * Brings the feed rows of some marked members up to date: points, next-visit candidates, list. One transaction.
 *
 * The marks were read before, so whatever they stand for is seen here; a mark set meanwhile stays for the next time.
 * A member another CRM process is refreshing is left to it, with her marks.
 *
 * @param marks marks by member
 * @returns how many members were done with, known to the CRM or not
 */
export async function refreshMembers(connection: Connection, parts: RefreshParts, marks: ReadonlyMap<string, readonly number[]>): Promise<number> {
  const memberIds = [...marks.keys()]
  const members = await lockMembers(connection, memberIds)
  const strangers = await unknownMembers(connection, memberIds)
  if (members.length > 0) await writeMembers(connection, parts, members)
  const done = [...members.map((member) => member.memberId), ...strangers]
  await clearMarks(connection, done.flatMap((memberId) => (marks.get(memberId) ?? []).map((markId) => ({ memberId, markId }))))
  return done.length
}

async function writeMembers(connection: Connection, parts: RefreshParts, members: readonly MemberRow[]): Promise<void> {
  const memberIds = members.map((member) => member.memberId)
  const limited = limitedPerMember(parts.offers, parts.today)
  const [ledgers, purchaseLines, newest, memberUses, unusedCoupons] = await Promise.all([
    readLedgers(connection, memberIds),
    readPurchases(connection, memberIds, addDays(parts.today, -historyDays)),
    newestLists(connection, memberIds),
    readMemberUses(connection, memberIds, [...limited.keys()]),
    readUnusedCoupons(connection, memberIds, parts.today),
  ])
  const histories = groupBy(purchaseLines, (line) => line.memberId)
  const uses = groupBy(memberUses, (use) => use.memberId)
  const unused = groupBy(unusedCoupons, (coupon) => coupon.memberId)
  const faces: MemberFace[] = []
  const tiers: TierRow[] = []
  const lists: ListRow[] = []
  for (const member of members) {
    const purchases = histories.get(member.memberId) ?? []
    const history = keptPurchases(purchases).map((line) => purchaseOf(line, parts.catalogue))
    const nextVisit = scoreNextVisitFrom(parts.catalogue, { history, today: parts.today })
    const loyalty = memberLoyalty({ tier: member.tier, ledger: ledgers.get(member.memberId) ?? noLedger, purchases, rules: parts.settings.loyalty ?? {}, today: parts.today })
    tiers.push({ memberId: member.memberId, tier: loyalty.tier, untilDay: loyalty.tierUntilDay })
    faces.push(memberFace(member, { loyalty, nextVisit, offerUses: offerUsesOf(uses.get(member.memberId) ?? []), unusedCoupons: unused.get(member.memberId) ?? [], memberSecret: parts.settings.memberSecret }))
    const lines = listLines(parts.catalogue, { memberId: member.memberId, history, today: parts.today, lineCount: parts.listLineCount })
    const list = await liveList(connection, newest.get(member.memberId), { memberId: member.memberId, today: parts.today, lines, secret: parts.settings.memberSecret })
    if (list) lists.push(list)
    await otherWork()
  }
  await keepKeys(connection, faces, parts.at)
  await raiseExceptions(connection, [...uses].flatMap(([memberId, own]) => memberExceptions(limited, memberId, own, parts.at)))
  await writeLists(connection, lists)
  await writeTiers(connection, tiers)
  await keepTold(connection, toldBy(faces, lists))
  // Topics are locked from here to the end of the transaction, always in this order.
  await writeFeedRows(connection, 'members', faces.map((face) => ({ key: face.memberId, body: JSON.stringify(face) })))
  await writeFeedRows(connection, 'lists', listRows(lists, newest))
}

function toldBy(faces: readonly MemberFace[], lists: readonly ListRow[]): Parameters<typeof keepTold>[1] {
  return {
    tiers: faces.map(({ memberId, tier }) => ({ memberId, tier })),
    listOffers: lists.flatMap(({ memberId, listId, lines }) => offersOnList(lines).map((offerId) => ({ memberId, listId, offerId }))),
  }
}

/** A list that ended goes, whether or not a new one takes its place. */
function listRows(lists: readonly ListRow[], newest: ReadonlyMap<string, ListRow>): FeedRowText[] {
  const live = new Set(lists.map((list) => list.listId))
  const ended = [...newest.values()].filter((list) => !live.has(list.listId))
  return [...lists.map((list) => ({ key: list.listId, body: listBody(list) })), ...ended.map((list) => ({ key: list.listId, body: undefined }))]
}

/** The lines are JSON text already, and the rest is of our own making. */
function listBody({ listId, memberId, number, fromDay, untilDay, lines }: ListRow): string {
  return `${JSON.stringify({ listId, memberId, number, fromDay, untilDay }).slice(0, -1)},"lines":${lines}}`
}

/** Two members with one phone number cannot be told apart by it: people must ask which of them has moved on. */
async function keepKeys(connection: Connection, faces: readonly MemberFace[], at: string): Promise<void> {
  const shared = await replaceKeys(connection, faces.flatMap((face) => face.keys.map((key) => ({ memberId: face.memberId, key }))))
  // One number has several written forms, each with its key: people are told once.
  const groups = new Set([...shared.values()].map((memberIds) => memberIds.toSorted().join(', ')))
  await raiseExceptions(connection, [...groups].map((subject) => ({
    exceptionId: `member-key-shared:${subject}`, kind: 'member-key-shared', subject, detail: 'these members have the same phone or card number', raisedAt: at,
  })))
}

function purchaseOf({ day, purchaseId, itemId, categoryId, unitCount }: PurchaseLineRow, { itemById }: Catalogue): Purchase {
  // Ids were taken by the contract's schema when they came in.
  const known = itemId as ItemId
  return { day, saleId: purchaseId, itemId: known, categoryId: categoryId ?? itemById.get(known)?.categoryId ?? 'unknown', unitCount }
}
