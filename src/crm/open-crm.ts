import { randomUUID } from 'node:crypto'
import type { StoreSettings } from '../contract/feed.ts'
import { addDays } from '../domain/business-day/business-time.ts'
import { reportCampaigns } from './campaign-report.ts'
import type { Crm } from './crm.ts'
import { openPriceChecker } from './checks/price-checker.ts'
import { reportPricing } from './checks/report-pricing.ts'
import { openSignedFeed } from './feed/open-signed-feed.ts'
import { publishRows } from './feed/publish-rows.ts'
import { readFeedPage } from './feed/read-feed-page.ts'
import { ingestUpload } from './ingest/ingest-upload.ts'
import { rebuildBooks } from './ingest/rebuild-books.ts'
import { readStatus } from './ingest/notice-rollback.ts'
import { importMembers, importPurchases } from './members/member-import.ts'
import { readAccount, readList } from './members/member-account.ts'
import { openRefresher } from './members/refresher.ts'
import { createShopCache } from './members/shop-cache.ts'
import { tradingDay } from './members/trading-day.ts'
import { settleEpoch } from './store/epoch-rows.ts'
import { countCouponUses } from './store/coupon-rows.ts'
import { countExceptions, listExceptions } from './store/exception-rows.ts'
import { readFeedKey } from './store/feed-key-row.ts'
import { forgetMarks } from './store/feed-marks.ts'
import { forgetChunks } from './store/feed-snapshots.ts'
import { forgetVersions } from './store/feed-versions.ts'
import { readJournalPage } from './store/journal-page-rows.ts'
import { listManufacturerRedemptions, sumClaims } from './store/manufacturer-rows.ts'
import { migrate, readMigrations } from './store/migrate.ts'
import { openDatabase } from './store/open-database.ts'
import { makeRecordMonths } from './store/record-months.ts'
import { sumSales } from './store/report-rows.ts'
import { openUploadTraffic, realAfter, type After } from './upload-traffic.ts'

/** One line for whoever watches the CRM. */
export interface CrmLogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly detail?: string | undefined
}

export interface CrmOptions {
  /** `postgres://…`; its database is brought to this program's version. */
  readonly databaseUrl: string
  /** The moment, as ISO 8601 UTC. */
  readonly now: () => string
  /** The trading day lists are made for; the store's own day of `now` unless given. */
  readonly today?: (() => string) | undefined
  readonly log?: ((line: CrmLogLine) => void) | undefined
  /** The most lines a shopping list has. */
  readonly listLineCount?: number | undefined
  /** A name for a new state of the database, never given twice; drawn at random unless given. */
  readonly newEpoch?: (() => string) | undefined
  /** Timers of the work behind the uploads; the machine's own unless given. */
  readonly after?: After | undefined
}

const usualListLines = 12

/** So long, and no longer, members' points and lists, and the pricing over again, give way to uploads that come thick. */
const mostWaitMs = { members: 5_000, checks: 20_000 }

/** A lane may have been without the network for so long when its sales come up, and still be checked. */
const editionDays = 90
const dayMs = 86_400_000

/** @throws Error when PostgreSQL cannot be reached, or its database is from a newer program */
export async function openCrm({ databaseUrl, now, today, log = () => undefined, listLineCount = usualListLines, newEpoch = randomUUID, after = realAfter }: CrmOptions): Promise<Crm> {
  const database = await openDatabase(databaseUrl, (error) => log({ level: 'warn', message: 'a connection to PostgreSQL broke', detail: error.message }))
  try {
    const taken = await migrate(database, await readMigrations())
    await settleEpoch(database, { epoch: newEpoch(), at: now() })
    if (taken.length > 0) log({ level: 'info', message: 'database brought up to date', detail: taken.join(', ') })
  } catch (error) {
    await database.close()
    throw error
  }
  const feedKey = await readFeedKey(database)
  const dayOf = (settings: StoreSettings | undefined): string => today?.() ?? tradingDay(now(), settings)
  const onFailure = (error: unknown): void => log({ level: 'error', message: 'members could not be brought up to date; it will be tried again', detail: String(error) })
  const shop = createShopCache()
  const traffic = openUploadTraffic(after)
  const refresher = openRefresher({ database, shop, today: dayOf, now, listLineCount, turns: traffic.turns(mostWaitMs.members), onFailure })
  const checker = openPriceChecker({ database, now, turns: traffic.turns(mostWaitMs.checks), onFailure: (error) => log({ level: 'error', message: 'sales could not be priced again; it will be tried again', detail: String(error) }) })
  // Whatever a crash left behind is worked off now.
  refresher.wake()
  checker.wake()
  let closed: Promise<void> | undefined
  return {
    ingest: async (journalId, request) => {
      const answer = await traffic.take(() => ingestUpload(database, journalId, request, { epoch: newEpoch(), at: now() }))
      if (answer.result === 'accepted') {
        refresher.wake()
        checker.wake()
      }
      return answer
    },
    journalRecords: (journalId, after) => readJournalPage(database, journalId, after),
    journal: (journalId, asked = {}) => readStatus(database, journalId, asked, { epoch: newEpoch(), at: now() }),
    publish: async (topic, rows) => {
      const changedCount = await publishRows(database, topic, rows)
      if (changedCount > 0) refresher.wake()
      return { changedCount }
    },
    feed: (topic, after, limit) => readFeedPage(database, topic, after, limit),
    signedFeed: openSignedFeed(database, feedKey),
    feedKey: feedKey.publicKey,
    importMembers: async (rows) => {
      const memberCount = await importMembers(database, rows)
      refresher.wake()
      return { memberCount }
    },
    importPurchases: async (rows) => {
      const purchaseCount = await importPurchases(database, rows)
      refresher.wake()
      return { purchaseCount }
    },
    member: async (memberId) => {
      const { settings } = await shop.read(database)
      return readAccount(database, memberId, { rules: settings?.loyalty ?? {}, today: dayOf(settings) })
    },
    memberList: (memberId) => readList(database, memberId),
    exceptions: async (limit) => ({ exceptions: await listExceptions(database, limit), totalCount: await countExceptions(database) }),
    totals: (asked = {}) => sumSales(database, asked),
    campaigns: async (asked = {}) => reportCampaigns(database, { ...asked, asOfDay: asked.asOfDay ?? addDays(dayOf((await shop.read(database)).settings), -1) }),
    couponUses: () => countCouponUses(database),
    manufacturerClaims: (asked = {}) => sumClaims(database, asked),
    manufacturerRedemptions: (asked, limit) => listManufacturerRedemptions(database, asked, limit),
    pricing: (asked = {}) => reportPricing(database, asked),
    settle: async () => {
      await Promise.all([refresher.settle(), checker.settle()])
    },
    issueLists: () => refresher.issueLists(),
    forgetOldEditions: async () => {
      const before = (days: number): string => new Date(Date.parse(now()) - days * dayMs).toISOString()
      await forgetVersions(database, before(editionDays))
      await forgetMarks(database, before(editionDays))
      await forgetChunks(database, before(1))
    },
    makeRecordMonths: () => makeRecordMonths(database, now()),
    rebuild: async () => {
      const rebuilt = await rebuildBooks(database)
      refresher.wake()
      checker.wake()
      return rebuilt
    },
    health: async () => {
      await database.query('select 1')
      return { status: 'ok' }
    },
    close: () => (closed ??= Promise.all([refresher.close(), checker.close()]).then(() => database.close())),
  }
}
