import Database from 'better-sqlite3'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { JournalRecord } from '../../../src/contract/sync.ts'
import type { CashierId, CommandId, MemberId } from '../../../src/domain/ids.ts'
import type { Fact } from '../../../src/domain/sale/facts.ts'
import { sayWhose } from '../../../src/lane/store/copied-journals.ts'
import { unlock, type LaneKey } from '../../../src/lane/store/lane-key.ts'
import { openLaneStore, usualCopyDir, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { openSecondCopy } from '../../../src/lane/store/second-copy.ts'
import { testItem, testSale } from '../../support/crm-shop.ts'

export const lane = { storeId: 'store-1', laneNumber: 3 }
const at = '2026-03-02T10:00:00.000Z'

/** The folder of a lane that has sold, in the states in which it may be found in the morning. */
export interface WrittenLane {
  /** What its files are encrypted with, if they are. */
  readonly key: LaneKey | undefined
  /** Closed as it should be. */
  readonly closed: string
  /** The program was ended in mid-day: the newest commits are in the log only. */
  readonly killed: string
  /** As it was some sales before, copy and all. */
  readonly earlier: string
  readonly records: readonly JournalRecord[]
  /** The tables that are worked out from the journal. */
  readonly tables: string
}

/** Sells with a real store and copies its folder at three moments. */
export async function writeLane(folder: string, saleCount: number, key?: LaneKey): Promise<WrittenLane> {
  const [dataDir, killed, earlier] = ['lane', 'killed', 'earlier'].map((name) => join(folder, name)) as [string, string, string]
  const store = openLaneStore({ dataDir, lane, key, newJournalId: () => 'journal-3' })
  sayWhose(usualCopyDir(dataDir), store.identity)
  const copy = openSecondCopy({ folder: usualCopyDir(dataDir), journalId: 'journal-3', key }, store.journal)
  for (let number = 1; number <= saleCount; number += 1) {
    sell(store, number)
    if (number === Math.floor(saleCount / 2)) {
      await copy.catchUp()
      cpSync(dataDir, earlier, { recursive: true })
    }
    if (number === saleCount - 8) hearAndForget(store)
  }
  await copy.catchUp()
  cpSync(dataDir, killed, { recursive: true })
  const records = store.journal.recordsAfter(0, 1_000_000)
  store.close()
  return { key, closed: dataDir, killed, earlier, records, tables: readTables(dataDir, key) }
}

/** What another lane told and took back leaves free pages behind. */
function hearAndForget({ network, checkpoint }: LaneStore): void {
  const couponCodes = Array.from({ length: 6000 }, (_, index) => `9521234567${index}`)
  const nothing = { spent: [], restored: [], points: [], uses: [] }
  network.keepNews('another-lane', { through: 1, news: [{ ...nothing, number: 1, spent: couponCodes }] })
  network.keepNews('another-lane', { through: 2, news: [{ ...nothing, number: 2, restored: couponCodes }] })
  checkpoint.run()
}

/** Every fourth is longer than a page of the database. */
export function sell(store: LaneStore, number: number): void {
  const items = Array.from({ length: number % 4 === 0 ? 20 : 3 }, (_, index) => testItem(`item-${index}`))
  const sale = testSale({ saleId: `sale-${number}`, receiptNumber: number, memberId: `m${number % 5}` as MemberId, points: 10, items, redeemed: [{ couponCode: `95212345678${String(number).padStart(8, '0')}` as never }] })
  append(store, `a command whose id is long enough for an index of several pages: sale-${number}`, [{ kind: 'sale-opened', saleId: sale.saleId, openedAt: at, businessDay: '2026-03-02', cashierId: 'maria' as CashierId }, sale])
}

function append(store: LaneStore, commandId: string, facts: readonly Fact[]): void {
  store.journal.append({ commandId: commandId as CommandId, at, facts })
}

const derivedTables = ['unfinished_sale', 'receipt', 'own_points_entry', 'own_redemption', 'own_offer_total', 'own_return', 'print']

export function readTables(dataDir: string, key: LaneKey | undefined): string {
  const db = new Database(join(dataDir, 'lane.db'), { readonly: true })
  unlock(db, key)
  const rows = derivedTables.map((table) => db.prepare(`select * from ${table} order by 1, 2`).all())
  db.close()
  return JSON.stringify(rows)
}
