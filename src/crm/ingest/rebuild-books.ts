import { everyOffer, markAllowances } from '../store/allowance-rows.ts'
import { arrivedRecords, emptyBooks, journalsWithGaps, stopUploads, writeReadings, type ArrivedRecord } from '../store/book-rows.ts'
import { markAllForRefresh } from '../store/member-rows.ts'
import { readNames } from '../store/branch-rows.ts'
import type { Connection, Database } from '../store/open-database.ts'
import { Unfit } from '../unfit.ts'
import { applyReturns } from './apply-returns.ts'
import { applySales } from './apply-sales.ts'
import { readRecord } from './read-record.ts'

export interface Rebuilt {
  readonly recordCount: number
  /** Records that could not be read when they came and can be now. */
  readonly newlyReadCount: number
}

const pageSize = 2_000

/**
 * Works the books out anew from the facts, in the order in which they came: sales, returns, points, purchases, coupons,
 * what offers gave. All of it or nothing, in one transaction; uploads wait until it ends, and lanes sell on.
 *
 * Exceptions stay: people may have dealt with them. Of two journals that brought the same sale at the same moment either
 * may count afterwards.
 *
 * @throws Unfit while facts that were taken are not there: their effects would be lost
 */
export function rebuildBooks(database: Database): Promise<Rebuilt> {
  return database.transaction(async (connection) => {
    await stopUploads(connection)
    await refuseGaps(connection)
    await emptyBooks(connection)
    let recordCount = 0
    let newlyReadCount = 0
    for await (const page of arrivedRecords(connection, pageSize)) {
      recordCount += page.length
      for (const batch of asTheyCame(page)) newlyReadCount += await enter(connection, batch)
    }
    await markAllForRefresh(connection)
    await markAllowances(connection, [everyOffer])
    return { recordCount, newlyReadCount }
  })
}

async function refuseGaps(connection: Connection): Promise<void> {
  const [journalId] = await journalsWithGaps(connection)
  if (journalId !== undefined) throw new Unfit(`records of journal ${journalId} are not in the database: attach the months of journal_record that were detached, then rebuild`)
}

/** Neighbours of one journal and one moment were one upload, or part of one. */
function asTheyCame(page: readonly ArrivedRecord[]): ArrivedRecord[][] {
  const batches: ArrivedRecord[][] = []
  for (const record of page) {
    const last = batches.at(-1)?.[0]
    if (last && last.journalId === record.journalId && last.receivedAt === record.receivedAt) batches.at(-1)?.push(record)
    else batches.push([record])
  }
  return batches
}

/** @returns how many of these could not be read before */
async function enter(connection: Connection, batch: readonly ArrivedRecord[]): Promise<number> {
  const [first] = batch
  if (!first) return 0
  const { journalId, storeId, laneNumber, receivedAt } = first
  const names = await readNames(connection, journalId)
  const read = batch.map((record) => readRecord(names, record))
  const changed = read.filter(({ reading }, index) => reading !== batch[index]?.reading)
  await writeReadings(connection, changed.map(({ number, kind, saleId, reading }) => ({ journalId, number, kind, saleId, reading })))
  await applySales(connection, { journalId, storeId, laneNumber }, read, receivedAt)
  await applyReturns(connection, { journalId, storeId, laneNumber }, read, receivedAt)
  return changed.filter(({ reading }) => reading === 'read').length
}
