import { z } from 'zod'
import { offer } from '../../contract/offer.ts'
import type { StoreSettings } from '../../contract/feed.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { openCrmAdmin, type CrmAdmin } from '../crm-admin.ts'
import { UsageError } from '../command.ts'
import type { Io } from '../io.ts'
import { readJson } from '../read-input.ts'
import { compareBooks, type Books } from './compare-books.ts'
import { dealBaskets } from './deal-baskets.ts'
import { percentiles } from './percentiles.ts'
import { prepareCrm, readSettings } from './prepare-crm.ts'
import { readBaskets, type ReplayFile } from './read-baskets.ts'
import { openReplayFolder } from './replay-folder.ts'
import type { ReplayOptions } from './replay-options.ts'
import { notAnItem, replaySettings } from './replay-store.ts'
import { emptyProgress, runLanes, type LanesProgress } from './run-lanes.ts'
import { completingIds } from './sell-basket.ts'
import { startReplayCrm, type ReplayCrm } from './start-replay-crm.ts'
import { tallyLanes, type LanesTally } from './tally-lanes.ts'

/** The last line of a replay. */
export interface ReplayResult extends Omit<LanesTally, 'journalIds' | 'saleIds'>, Books {
  readonly baskets: number
  readonly sales: number
  readonly scanMs: { readonly p50: number; readonly p99: number }
  readonly saleMs: { readonly p50: number; readonly p99: number }
  readonly seconds: number
}

export interface ReplayOutcome {
  readonly result: ReplayResult
  readonly badLineCount: number
  /** What lanes refused, and facts nobody acknowledged. */
  readonly troubles: readonly string[]
}

/** Things to undo when the run ends, in whatever way; last opened, first closed. */
type Closers = (() => Promise<void> | void)[]

const progressEveryMs = 2_000

/**
 * Drives a file of baskets through lanes and a CRM, and compares their books at the end.
 * @throws Trouble, UsageError saying what to do
 */
export async function replayFile(options: ReplayOptions, io: Io, closers: Closers): Promise<ReplayOutcome> {
  const startedMs = performance.now()
  const offers = options.offersFile === undefined ? [] : await readJson(options.offersFile, z.array(offer), io)
  const folder = openReplayFolder(options.dataDir, { file: options.file, laneCount: options.laneCount, seed: options.seed })
  closers.push(folder.remove)
  const { crm, settings, ownSettings } = await connect(options, folder.path, io, closers)
  io.err(`reading ${options.file}`)
  const file = await readBaskets(options.file, { io, currency: settings.currency, mayBeScanned: (gtin) => notAnItem(gtin, settings) })
  await prepare(file, { crm, settings, ownSettings, offers }, io)

  const progress = emptyProgress(options.laneCount)
  const hands = dealBaskets(file.baskets, options)
  const lanes = await runLanes({ hands, folder: folder.path, storeId: settings.storeId, crm: { url: crm.url, token: crm.laneToken }, tell: io.err, progress })
  closers.push(lanes.stop)
  const sellingMs = performance.now()
  const ticking = setInterval(() => io.err(progressLine(progress, file.baskets.length, performance.now() - sellingMs)), progressEveryMs)
  closers.push(() => clearInterval(ticking))
  await lanes.done
  clearInterval(ticking)
  io.err(progressLine(progress, file.baskets.length, performance.now() - sellingMs))
  await lanes.stop()

  const tally = tallyLanes(lanes.dataDirs, new Set(file.baskets.flatMap(({ basketId }) => completingIds(basketId))))
  const books = await compareBooks(crm.databaseUrl(), tally)
  return { result: resultOf({ file, tally, books, progress, startedMs }), badLineCount: file.badLineCount, troubles: troublesOf(progress) }
}

interface Connected {
  readonly crm: ReplayCrm
  readonly settings: StoreSettings
  /** True when the store is this run's own and gets its settings from here. */
  readonly ownSettings: boolean
}

async function connect({ crm: running, databaseUrl }: ReplayOptions, folder: string, io: Io, closers: Closers): Promise<Connected> {
  if (running) {
    const crm: ReplayCrm = { ...running, databaseUrl: () => databaseUrl ?? '', stop: async () => undefined }
    const settings = await readSettings(adminOf(crm))
    return { crm, settings: settings ?? replaySettings, ownSettings: settings === undefined }
  }
  io.err(databaseUrl === undefined ? 'starting a CRM with PostgreSQL of its own' : 'starting a CRM on the PostgreSQL of DATABASE_URL')
  const crm = await startReplayCrm({ folder, databaseUrl, tell: io.err })
  closers.push(crm.stop)
  // A DATABASE_URL may lead to a store that has settings: they are not overwritten.
  const settings = await readSettings(adminOf(crm))
  return { crm, settings: settings ?? replaySettings, ownSettings: settings === undefined }
}

function adminOf(crm: ReplayCrm): CrmAdmin {
  return openCrmAdmin({ url: crm.url, token: crm.adminToken })
}

async function prepare(file: ReplayFile, { crm, settings, ownSettings, offers }: Connected & { readonly offers: readonly Offer[] }, io: Io): Promise<void> {
  if (offers.length > 0 && new Set(offers.map(({ offerId }) => offerId)).size < offers.length) throw new UsageError('--offers: an offerId comes twice')
  io.err(`${file.baskets.length} baskets; creating what the CRM does not know of ${file.products.size} items and ${file.households.size} members`)
  const { itemCount, memberCount } = await prepareCrm(file, { settings, publishSettings: ownSettings, offers, admin: adminOf(crm) })
  io.err(`created ${itemCount} items and ${memberCount} members; starting the lanes`)
}

function progressLine({ soldCounts, waitingSaleCounts }: LanesProgress, basketCount: number, tookMs: number): string {
  const sold = soldCounts.reduce((sum, count) => sum + count, 0)
  const waiting = waitingSaleCounts.reduce((sum, count) => sum + count, 0)
  return `  ${sold} of ${basketCount} baskets, ${Math.round(sold / (tookMs / 1000))} a second, ${waiting} sales on their way to the CRM`
}

function resultOf({ file, tally, books, progress, startedMs }: { readonly file: ReplayFile; readonly tally: LanesTally; readonly books: Books; readonly progress: LanesProgress; readonly startedMs: number }): ReplayResult {
  const { saleIds, lines, grossMinor, discountMinor, netMinor, pointsEarned } = tally
  const { crmSales, crmNetMinor, lost, duplicated } = books
  return {
    baskets: file.baskets.length, sales: saleIds.size, lines, grossMinor, discountMinor, netMinor, pointsEarned, crmSales, crmNetMinor, lost, duplicated,
    scanMs: percentiles(progress.scanMs), saleMs: percentiles(progress.saleMs), seconds: Math.round((performance.now() - startedMs) / 100) / 10,
  }
}

function troublesOf({ troubles, waitingFactCounts }: LanesProgress): string[] {
  return [...troubles, ...waitingFactCounts.flatMap((count, index) => (count > 0 ? [`lane ${index + 1}: ${count} facts were never acknowledged by the CRM`] : []))]
}
