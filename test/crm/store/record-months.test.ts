import { describe, expect, it, onTestFinished } from 'vitest'
import type { Crm } from '../../../src/crm/crm.ts'
import { openDatabase, type Database } from '../../../src/crm/store/open-database.ts'
import { testJournal, type TestJournal } from '../../support/crm-journal.ts'
import { testSale } from '../../support/crm-shop.ts'
import { openTestCrm } from '../../support/crm.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const databases = withCrmDatabase()

interface Office {
  readonly crm: Crm
  readonly database: Database
  readonly clock: { at: string }
}

async function openOffice(): Promise<Office> {
  const url = await databases.fresh()
  const clock = { at: '2026-03-31T23:59:59.999Z' }
  const database = await openDatabase(url, (error) => { throw error })
  onTestFinished(() => database.close())
  return { crm: await openTestCrm(url, { now: () => clock.at }), database, clock }
}

function fourSales(): TestJournal {
  const journal = testJournal()
  for (let receiptNumber = 1; receiptNumber <= 4; receiptNumber += 1) journal.write(testSale({ receiptNumber }))
  return journal
}

async function sendOne({ crm }: Office, journal: TestJournal, number: number): Promise<void> {
  expect(await crm.ingest(journal.journalId, journal.slice(number, number))).toMatchObject({ result: 'accepted', acceptedThrough: number })
}

async function placesOf(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ place: string }>('select tableoid::regclass::text as place from journal_record order by number')
  return rows.map(({ place }) => place.replace('journal_record_', ''))
}

describe('what the lanes wrote', () => {
  it('stands in the month in which it came, also where that month had no table yet', async () => {
    const office = await openOffice()
    const journal = fourSales()
    await office.crm.makeRecordMonths()
    await sendOne(office, journal, 1)
    office.clock.at = '2026-04-01T00:00:00.000Z'
    await sendOne(office, journal, 2)
    // A CRM that ran on for half a year without making any.
    office.clock.at = '2026-10-05T00:00:00.000Z'
    await sendOne(office, journal, 3)
    expect(await placesOf(office.database)).toEqual(['2026_03', '2026_04', 'other'])
    await office.crm.makeRecordMonths()
    await sendOne(office, journal, 4)
    expect(await placesOf(office.database)).toEqual(['2026_03', '2026_04', '2026_10', '2026_10'])
    expect((await office.crm.journalRecords(journal.journalId, 0)).map(({ body }) => body)).toEqual(journal.records.map(({ body }) => body))
    expect(await office.crm.rebuild()).toMatchObject({ recordCount: 4 })
    expect(await office.crm.totals()).toMatchObject({ saleCount: 4 })
  })

  it('counts once and goes on when a month long past is detached, and its books are not worked out without it', async () => {
    const office = await openOffice()
    const journal = fourSales()
    await Promise.all([office.crm.makeRecordMonths(), office.crm.makeRecordMonths()])
    await sendOne(office, journal, 1)
    office.clock.at = '2026-05-01T00:00:00.000Z'
    await sendOne(office, journal, 2)
    await office.database.query('alter table journal_record detach partition journal_record_2026_03')
    expect(await office.crm.ingest(journal.journalId, journal.slice(2))).toMatchObject({ result: 'accepted', acceptedThrough: 4 })
    expect(await office.crm.totals()).toMatchObject({ saleCount: 4 })
    await expect(office.crm.rebuild()).rejects.toThrow(/attach the months of journal_record that were detached/)
    await office.database.query("alter table journal_record attach partition journal_record_2026_03 for values from ('2026-03-01Z') to ('2026-04-01Z')")
    expect(await office.crm.rebuild()).toMatchObject({ recordCount: 4 })
  })
})
