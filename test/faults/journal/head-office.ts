import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { openCrmClient } from '../../../src/lane/sync/crm-client.ts'
import { uploadNext } from '../../../src/lane/sync/upload.ts'
import { standingClock } from '../../support/lane.ts'
import { laneToken, openOfficeBuilding } from '../upload/open-office.ts'
import { booksOf } from './books.ts'

/** The CRM in the end: everything that lanes were killed over is sent to it, and must be in its books exactly once. */
export interface HeadOffice {
  /** Takes what waits in a lane's journal; the lane is not running. */
  takeFrom(dataDir: string): Promise<void>
  /** Whatever it has not exactly once, a sentence each. */
  compare(): Promise<string[]>
  close(): Promise<void>
}

export async function openHeadOffice(folder: string): Promise<HeadOffice> {
  const clock = standingClock()
  const building = await openOfficeBuilding(folder, () => clock.now())
  const office = await building.open()
  const closing = new AbortController()
  const crm = openCrmClient({ url: office.url, token: laneToken, closing: closing.signal })
  const sent: { readonly journalId: string; readonly hash: string; readonly saleCount: number; readonly points: number; readonly recordCount: number }[] = []
  return {
    async takeFrom(dataDir) {
      const store = openLaneStore({ dataDir })
      const { journal, identity } = store
      while ((await uploadNext({ store, crm, clock })) === 'moved');
      const { ended, points } = booksOf(store)
      sent.push({ journalId: identity.journalId, hash: journal.recordsAfter(journal.lastNumber() - 1, 1)[0]?.hash ?? '', saleCount: ended.filter((sale) => 'totals' in sale).length, points, recordCount: journal.lastNumber() })
      store.close()
    },
    async compare() {
      const unequal: string[] = []
      for (const { journalId, hash } of sent) if ((await office.crm.journal(journalId)).acceptedHash !== hash) unequal.push(`head office does not have journal ${journalId} to its end, byte for byte`)
      await office.endWork()
      const { rows } = await office.database.query<Record<string, number>>(
        'select (select count(*) from sale) as "sales", (select count(*) from journal_record) as "records", (select coalesce(sum(points), 0)::bigint from points_entry) as "points"',
      )
      const sum = (of: (one: (typeof sent)[number]) => number): number => sent.reduce((total, one) => total + of(one), 0)
      const due = { sales: sum(({ saleCount }) => saleCount), records: sum(({ recordCount }) => recordCount), points: sum(({ points }) => points) }
      return [...unequal, ...Object.entries(due).flatMap(([what, count]) => (rows[0]?.[what] === count ? [] : [`head office has ${rows[0]?.[what]} ${what}, where ${count} are due`]))]
    },
    async close() {
      closing.abort()
      await office.close()
      await building.close()
    },
  }
}
