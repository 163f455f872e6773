import type { LaneAllowance } from '../../contract/feed.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { shareAllowance, type LaneShare } from '../../domain/offers/share-allowance.ts'
import { feedRowsOf } from '../feed/publish-rows.ts'
import { groupBy } from '../group-by.ts'
import type { Shop } from '../members/shop-cache.ts'
import { everyOffer, openJournals, readAllowances, strayAllowanceKeys, takeAllowanceMarks, writeAllowances, type LaneAllowanceRow, type ReleasedRow } from '../store/allowance-rows.ts'
import { raiseExceptions } from '../store/exception-rows.ts'
import { lockTopic, writeFeedRows } from '../store/feed-rows.ts'
import type { Connection, Database } from '../store/open-database.ts'
import { overgivenExceptions } from './overgiven.ts'

/** The least money worth releasing, where the reward itself names none. */
const smallestBudgetMinor = 500

export interface ReleaseParts {
  readonly readShop: (connection: Connection) => Promise<Shop>
  /** The trading day: what is over needs no allowance. */
  readonly today: (settings: Shop['settings']) => string
  /** ISO time. */
  readonly at: string
}

/**
 * Shares what is left of limited offers out to the lanes, for every offer that is marked: it was published, a lane has
 * sold with it, or a lane is new. One transaction, and CRMs on one database take turns.
 *
 * @returns how many allowances changed
 */
export async function releaseAllowances(database: Database, { readShop, today, at }: ReleaseParts): Promise<number> {
  return database.transaction(async (connection) => {
    await lockTopic(connection, 'allowances')
    const marks = await takeAllowanceMarks(connection)
    if (marks.size === 0) return 0
    // After the marks: an offer whose mark was taken is in the book that is read now.
    const { settings, offers } = await readShop(connection)
    const day = today(settings)
    const limited = offers.filter((offer) => isShared(offer) && offer.window.untilDay >= day)
    const asked = marks.has(everyOffer) ? limited : limited.filter(({ offerId }) => marks.has(offerId))
    const changed = await release(connection, asked, at)
    return marks.has(everyOffer) ? changed + (await takeBack(connection, limited)) : changed
  })
}

/** True for an offer that all sales together may have only so many times, or whose coupons are only so many. */
function isShared({ limits: { total, budgetMinor }, issue }: Offer): boolean {
  return total !== undefined || budgetMinor !== undefined || issue?.total !== undefined
}

async function release(connection: Connection, offers: readonly Offer[], at: string): Promise<number> {
  if (offers.length === 0) return 0
  const open = await openJournals(connection)
  const standing = groupBy(await readAllowances(connection, offers.map(({ offerId }) => offerId)), ({ offerId }) => offerId)
  const released = offers.flatMap((offer) => shareOffer(offer, standing.get(offer.offerId) ?? [], open))
  await writeAllowances(connection, released)
  await raiseExceptions(connection, offers.flatMap((offer) => overgivenExceptions(offer, standing.get(offer.offerId) ?? [], at)))
  return writeFeedRows(connection, 'allowances', feedRowsOf('allowances', released.map((row) => ({ key: `${row.journalId} ${row.offerId}`, body: bodyOf(row) }))))
}

/** Lanes need no word any more of offers that are over or no longer limited. What was released stays on record. */
async function takeBack(connection: Connection, limited: readonly Offer[]): Promise<number> {
  const stray = await strayAllowanceKeys(connection, limited.map(({ offerId }) => offerId))
  return writeFeedRows(connection, 'allowances', stray.map((key) => ({ key, body: undefined })))
}

function shareOffer({ offerId, limits, reward, issue }: Offer, standing: readonly LaneAllowanceRow[], open: readonly string[]): ReleasedRow[] {
  const known = new Map(standing.map((row) => [row.journalId, row]))
  const closed = [...known.keys()].filter((journalId) => !open.includes(journalId)).sort()
  const lanes = [...open, ...closed].map((journalId) => known.get(journalId) ?? { offerId, journalId, rewardCount: undefined, budgetMinor: undefined, issueCount: undefined, usedCount: 0, usedMinor: 0, issuedCount: 0 })
  const share = (limit: number | undefined, smallest: number, shareOf: (lane: LaneAllowanceRow) => Omit<LaneShare, 'isOpen'>): readonly number[] | undefined =>
    limit === undefined ? undefined : shareAllowance({ limit, smallest }, lanes.map((lane, index) => ({ ...shareOf(lane), isOpen: index < open.length })))
  const counts = share(limits.total, 1, ({ rewardCount = 0, usedCount }) => ({ released: rewardCount, used: usedCount }))
  const budgets = share(limits.budgetMinor, 'amountMinor' in reward ? reward.amountMinor : smallestBudgetMinor, ({ budgetMinor = 0, usedMinor }) => ({ released: budgetMinor, used: usedMinor }))
  const issues = share(issue?.total, 1, ({ issueCount = 0, issuedCount }) => ({ released: issueCount, used: issuedCount }))
  return lanes.map((lane, index) => ({
    offerId, journalId: lane.journalId,
    rewardCount: counts ? counts[index] : lane.rewardCount, budgetMinor: budgets ? budgets[index] : lane.budgetMinor, issueCount: issues ? issues[index] : lane.issueCount,
  }))
}

function bodyOf({ offerId, journalId, rewardCount, budgetMinor, issueCount }: ReleasedRow): Omit<LaneAllowance, 'offerId'> & { readonly offerId: string } {
  return { journalId, offerId, ...(rewardCount === undefined ? {} : { rewardCount }), ...(budgetMinor === undefined ? {} : { budgetMinor }), ...(issueCount === undefined ? {} : { issueCount }) }
}
