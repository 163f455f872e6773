import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { offerAllowance } from '../../src/contract/feed.ts'
import type { Crm } from '../../src/crm/crm.ts'
import { migrate, readMigrations } from '../../src/crm/store/migrate.ts'
import { openDatabase, type Database } from '../../src/crm/store/open-database.ts'
import type { OfferId } from '../../src/domain/ids.ts'
import type { OfferState } from '../../src/domain/offers/priced-basket.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'
import { testJournal, type TestJournal } from '../support/crm-journal.ts'
import { testOffer, testSale, testSettings } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()
const opened = { kind: 'journal-opened', storeId: 'store-1', laneNumber: 1, openedAt: '2026-03-02T09:00:00.000Z' }

/** A sale in which the offer gave so many rewards of a euro each. */
function saleWith(rewardCount: number, { memberId, counted = true, saleId }: { readonly memberId?: string; readonly counted?: boolean; readonly saleId?: string } = {}): SaleCompleted {
  const sale = testSale({ ...(memberId === undefined ? {} : { memberId }), ...(saleId === undefined ? {} : { saleId }) })
  const state: OfferState = { kind: 'applied', amountMinor: rewardCount * 100, points: 0, ...(counted ? { rewardCount } : {}), lineIds: [] }
  return { ...sale, priced: { ...sale.priced, outcomes: [{ offerId: 'euro' as OfferId, name: { en: 'Euro off' }, armedBy: 'automatic', state }] } }
}

const euro = (change: Parameters<typeof testOffer>[1]): { key: string; body: unknown }[] => [{ key: 'euro', body: testOffer('euro', change) }]
const send = (crm: Crm, journal: TestJournal, from = 1, until?: number): Promise<unknown> => crm.ingest(journal.journalId, journal.slice(from, until))
const released = async (crm: Crm): Promise<Record<string, number | undefined>> => {
  await crm.settle()
  const rows = (await crm.feed('allowances', 0, 100)).changes.flatMap(({ body }) => (body === null ? [] : [offerAllowance.parse(body)]))
  return Object.fromEntries(rows.map(({ journalId, rewardCount, budgetMinor }) => [journalId, rewardCount ?? budgetMinor]))
}

async function beside(url: string, look: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(url, () => undefined)
  try {
    await look(database)
  } finally {
    await database.close()
  }
}

const countedIn = async (database: Database): Promise<unknown> => {
  const { rows } = await database.query('select journal_id, used.reward_count, used.amount_minor, (select count(*) from offer_use where offer_use.journal_id = used.journal_id) as sales from offer_used as used order by journal_id')
  return z.array(z.object({ journal_id: z.string(), reward_count: z.number(), amount_minor: z.number(), sales: z.number() })).parse(rows)
}

describe('what sales gave of an offer', () => {
  it('counts once, however often and in whatever slices it is sent', async () => {
    const url = await databases.fresh()
    const crm = await openTestCrm(url)
    const journal = testJournal({ journalId: 'j1' })
    for (const fact of [opened, saleWith(2), saleWith(3)]) journal.write(fact)
    await Promise.all([send(crm, journal, 1, 2), send(crm, journal), send(crm, journal)])
    await send(crm, journal)
    await beside(url, async (database) => expect(await countedIn(database)).toEqual([{ journal_id: 'j1', reward_count: 5, amount_minor: 500, sales: 2 }]))
  })

  it('does not count a sale that came a second time in another record', async () => {
    const url = await databases.fresh()
    const crm = await openTestCrm(url)
    const journal = testJournal({ journalId: 'j1' })
    for (const fact of [opened, saleWith(2, { saleId: 'same' }), saleWith(2, { saleId: 'same' })]) journal.write(fact)
    await send(crm, journal)
    await beside(url, async (database) => expect(await countedIn(database)).toEqual([{ journal_id: 'j1', reward_count: 2, amount_minor: 200, sales: 1 }]))
  })

  it('is counted from sales of before, one reward each, when the database is brought up to date', async () => {
    const url = await databases.empty()
    await beside(url, async (database) => {
      const all = await readMigrations()
      await migrate(database, all.filter(({ number }) => number < 60))
      const journal = testJournal({ journalId: 'j1' })
      const record = journal.write(saleWith(3, { counted: false, memberId: 'ana', saleId: 'old' }))
      await database.query("insert into journal_record (journal_id, number, at, kind, sale_id, body, body_encoding, hash, reading, received_at) values ('j1', 1, now(), 'sale-completed', 'old', $1, 'text', $2, 'read', now())", [record.body, record.hash])
      await database.query(`insert into sale (store_id, sale_id, journal_id, number, lane_number, receipt_number, opened_at, completed_at, business_day, cashier_id, member_id, line_count, unit_count, gross_minor, discount_minor, net_minor, tax_added_minor, due_minor, change_minor, points_earned)
        values ('store-1', 'old', 'j1', 1, 1, 1, now(), now(), '2026-03-02', 'c', 'ana', 1, 1, 199, 0, 199, 0, 199, 0, 0)`)
      expect(await migrate(database, all)).toContain('060-offer-uses')
      expect(await countedIn(database)).toEqual([{ journal_id: 'j1', reward_count: 1, amount_minor: 300, sales: 1 }])
    })
  })
})

describe('allowances', () => {
  it('are shared out when the offer is published and when a lane is new, and filled up as its sales come up', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('settings', [{ key: 'store', body: testSettings }])
    await crm.publish('offers', euro({ limits: { total: 100 } }))
    expect(await released(crm)).toEqual({})
    const [one, two] = [testJournal({ journalId: 'j1' }), testJournal({ journalId: 'j2', laneNumber: 2 })]
    one.write(opened)
    two.write({ ...opened, laneNumber: 2 })
    await send(crm, one)
    expect(await released(crm)).toEqual({ j1: 50 })
    await send(crm, two)
    expect(await released(crm)).toEqual({ j1: 50, j2: 25 })
    one.write(saleWith(45))
    await send(crm, one, 2)
    // 55 are left, 13 for each: the first lane, which has 5, is filled up.
    expect(await released(crm)).toEqual({ j1: 58, j2: 25 })
  })

  it('go to the newest journal of a lane, and what the old one did not use stays with it', async () => {
    let at = '2026-03-02T08:00:00.000Z'
    const crm = await openTestCrm(await databases.fresh(), { now: () => at })
    await crm.publish('offers', euro({ limits: { budgetMinor: 10_000 } }))
    const [old, young] = [testJournal({ journalId: 'a-old' }), testJournal({ journalId: 'b-new' })]
    old.write(opened)
    young.write(opened)
    await send(crm, old)
    expect(await released(crm)).toEqual({ 'a-old': 5000 })
    at = '2026-03-02T09:00:00.000Z'
    await send(crm, young)
    expect(await released(crm)).toEqual({ 'a-old': 5000, 'b-new': 5000 })
    old.write(saleWith(50))
    await send(crm, old, 2)
    expect(await released(crm)).toEqual({ 'a-old': 5000, 'b-new': 5000 })
  })

  it('are taken from the feed when the offer is over or not limited any more, and are the same when it comes back', async () => {
    const crm = await openTestCrm(await databases.fresh(), { today: () => '2026-03-02' })
    await crm.publish('offers', euro({ limits: { total: 100 } }))
    const one = testJournal({ journalId: 'j1' })
    one.write(opened)
    await send(crm, one)
    expect(await released(crm)).toEqual({ j1: 50 })
    await crm.publish('offers', euro({ limits: {} }))
    expect(await released(crm)).toEqual({})
    await crm.publish('offers', euro({ limits: { total: 100 } }))
    expect(await released(crm)).toEqual({ j1: 50 })
    await crm.publish('offers', euro({ limits: { total: 100 }, window: { fromDay: '2026-01-01', untilDay: '2026-03-01' } }))
    expect(await released(crm)).toEqual({})
  })

  it('cannot be published by hand', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await expect(crm.publish('allowances', [{ key: 'j1 euro', body: { journalId: 'j1', offerId: 'euro', rewardCount: 999 } }])).rejects.toThrow('they are worked out')
  })
})
