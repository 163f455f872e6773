import { expect, it } from 'vitest'
import type { CouponCode, ItemId, OfferId, SaleId } from '../../src/domain/ids.ts'
import { openDatabase } from '../../src/crm/store/open-database.ts'
import { testJournal } from '../support/crm-journal.ts'
import { testItem, testMember, testSale, testSettings } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

/** What is not in the books: what came, what goes out, what is still to be done, and marks of when something was worked off. */
const others = ['migration', 'refresh_mark', 'allowance_mark', 'feed_snapshot', 'feed_chunk']

/** Every table with all its rows, as text. */
async function everything(url: string): Promise<Record<string, string[]>> {
  const database = await openDatabase(url, (error) => { throw error })
  const { rows: tables } = await database.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1")
  const found: Record<string, string[]> = {}
  for (const { name } of tables.filter((table) => !others.includes(table.name))) {
    const { rows } = await database.query<{ row: string }>(`select (to_jsonb(t) - 'announced')::text as row from ${name} t order by 1`)
    found[name] = rows.map(({ row }) => row)
  }
  await database.close()
  return found
}

it('the books are the same when they are worked out anew from the journals', async () => {
  const url = await databases.fresh()
  const crm = await openTestCrm(url)
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  await crm.importMembers([testMember('ana')])
  await crm.importPurchases([{ memberId: 'ana', purchaseId: 'before', day: '2026-01-02', lines: [{ itemId: 'milk' as ItemId, unitCount: 2, netMinor: 398 }] }] as never)
  const code = '9521234567890000042' as CouponCode
  const journals = [testJournal({ laneNumber: 1 }), testJournal({ laneNumber: 2 })]
  for (const [lane, journal] of journals.entries()) {
    for (let number = 1; number <= 6; number += 1) {
      journal.write(testSale({ saleId: `sale-${lane}-${number}`, receiptNumber: number, memberId: number % 2 === 0 ? 'ana' : 'a stranger', points: 10, items: [testItem('milk'), testItem('bread')], redeemed: number === 3 ? [{ couponCode: code }] : [] }))
      journal.write({ kind: 'of a newer lane', number })
    }
    journal.write(testSale({ saleId: 'the same sale', receiptNumber: 7, memberId: 'ana', points: 10, issued: { couponCode: `${code.slice(0, -1)}${lane}` as CouponCode, offerId: 'offer-9' as OfferId, name: { en: 'Next time' }, expiresOn: '2026-04-01', reason: 'basket' } as never }))
    journal.writeText('no fact')
  }
  for (const from of [1, 5, 9]) for (const journal of journals) await crm.ingest(journal.journalId, journal.slice(from, from === 9 ? undefined : from + 3))
  await crm.settle()
  const before = await everything(url)
  expect(before['sale']).toHaveLength(13)
  expect(await crm.rebuild()).toEqual({ recordCount: 28, newlyReadCount: 0 })
  await crm.settle()
  expect(await everything(url)).toEqual(before)
})

it('a record that a newer program can read counts once the books are rebuilt', async () => {
  const url = await databases.fresh()
  const crm = await openTestCrm(url)
  const journal = testJournal()
  journal.write(testSale({ saleId: 'sale-1' as SaleId }))
  await crm.ingest(journal.journalId, journal.slice(1))
  const database = await openDatabase(url, (error) => { throw error })
  // As an older program would have left it.
  await database.query("update journal_record set reading = 'unknown-kind'")
  await database.query('delete from sale')
  await database.close()
  expect(await crm.totals()).toMatchObject({ saleCount: 0 })
  expect(await crm.rebuild()).toEqual({ recordCount: 1, newlyReadCount: 1 })
  expect(await crm.totals()).toMatchObject({ saleCount: 1 })
})
