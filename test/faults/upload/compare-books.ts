import type { Journal } from '../../../src/lane/store/journal.ts'
import type { Office } from './open-office.ts'

/** What one lane has written. */
export interface Written {
  readonly saleCount: number
  readonly recordCount: number
}

const pageSize = 5000

/** Whatever head office does not count exactly once, a sentence each. */
export async function compareBooks({ crm, database }: Office, lanes: readonly Written[]): Promise<string[]> {
  const saleCount = lanes.reduce((sum, lane) => sum + lane.saleCount, 0)
  const memberSaleCount = lanes.reduce((sum, lane) => sum + Math.floor(lane.saleCount / 2), 0)
  const couponCount = lanes.reduce((sum, lane) => sum + Math.floor(lane.saleCount / 4), 0)
  const { rows } = await database.query<Record<string, number>>(
    `select (select count(*) from sale) as "sales", (select count(*) from points_entry) as "points entries", (select coalesce(sum(points), 0)::bigint from points_entry) as "points",
     (select count(*) from purchase_line) as "purchases", (select count(*) from coupon_redemption) as "redemptions", (select coalesce(sum(redeemed_count), 0)::bigint from coupon_spent) as "spent coupons", (select count(*) from journal_record) as "records",
     (select count(*) from sale where store_id = 'store-1') as "sales of this store", (select count(distinct (journal_id, lane_number)) from sale) as "lanes"`)
  const expected = { 'sales': saleCount, 'points entries': memberSaleCount, 'points': memberSaleCount * 10, 'purchases': memberSaleCount * 3, 'redemptions': couponCount, 'spent coupons': couponCount, 'records': lanes.reduce((sum, { recordCount }) => sum + recordCount, 0), 'sales of this store': saleCount, 'lanes': lanes.length }
  const wrong = Object.entries(expected).flatMap(([what, count]) => (rows[0]?.[what] === count ? [] : [`${rows[0]?.[what]} ${what} in the books of head office, where ${count} are due`]))
  const { exceptions } = await crm.exceptions(5)
  return [...wrong, ...exceptions.map(({ kind, subject }) => `people are told of ${kind} (${subject}) in the books of head office, and nothing was wrong`)]
}

/** The first record of a journal that head office does not hold byte for byte, in a sentence. */
export async function compareRecords({ database }: Office, journal: Journal): Promise<string[]> {
  for (let from = 0; from < journal.lastNumber(); from += pageSize) {
    const { rows } = await database.query<{ number: number; at: string; body: string }>('select number, at, body from journal_record where journal_id = $1 and number > $2 and number <= $3 order by number', [journal.journalId, from, from + pageSize])
    const held = new Map(rows.map(({ number, at, body }) => [number, `${at} ${body}`]))
    const odd = journal.recordsAfter(from, pageSize).find(({ number, at, body }) => held.get(number) !== `${at} ${body}`)
    if (odd) return [`record ${odd.number} of ${journal.journalId} is ${held.has(odd.number) ? 'not what the lane wrote, ' : 'missing '}in the books of head office`]
  }
  return []
}
