import { expect, it, onTestFinished } from 'vitest'
import { migrate, readMigrations } from '../../../src/crm/store/migrate.ts'
import { openDatabase, type Database } from '../../../src/crm/store/open-database.ts'
import { testJournal, type TestJournal } from '../../support/crm-journal.ts'
import { testSale } from '../../support/crm-shop.ts'
import { openTestCrm } from '../../support/crm.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const databases = withCrmDatabase()
const receivedAt = '2026-02-28T23:30:00.000Z'

/** As the first version stored them: two sales, and a text that PostgreSQL cannot hold as it is. */
function writtenFirst(): TestJournal {
  const journal = testJournal({ journalId: 'journal-of-old' })
  journal.write(testSale({ receiptNumber: 1 }))
  journal.writeText('half\0a fact')
  journal.write(testSale({ receiptNumber: 2 }))
  return journal
}

async function storeAsTheFirstVersion(database: Database, { journalId, storeId, laneNumber, records }: TestJournal): Promise<void> {
  const last = records.at(-1)
  await database.query('insert into journal values ($1, $2, $3, $4, $5, null, $6)', [journalId, storeId, laneNumber, last?.number, last?.hash, receivedAt])
  for (const { number, at, body, hash } of records) {
    const isText = !body.includes('\0')
    await database.query('insert into journal_record values ($1, $2, $3, $4, null, $5, $6, $7, $8, $9)',
      [journalId, number, at, isText ? 'sale-completed' : 'unreadable', isText ? body : Buffer.from(body).toString('base64'), isText ? 'text' : 'base64', hash, isText ? 'read' : 'unreadable', receivedAt])
  }
}

/** What a killed step could have left behind: tables, columns, indexes; the steps taken, and how many facts there are. */
async function stateOf(database: Database): Promise<unknown[]> {
  const { rows } = await database.query(
    `select relname, relkind, (select count(*) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns, null as facts
     from pg_class c where relnamespace = 'public'::regnamespace
     union all select name, null, null, (select count(*) from journal_record) from migration order by 1, 2`)
  return rows
}

it('comes from every version to this one with all its facts, killed inside every step on the way', async () => {
  const url = await databases.empty()
  const open = async (): Promise<Database> => {
    const database = await openDatabase(url, () => undefined)
    onTestFinished(() => database.close())
    return database
  }
  const database = await open()
  // The step is done by then, and not yet written down.
  await database.query("create function kill_me() returns trigger language plpgsql as 'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'")
  const journal = writtenFirst()
  const migrations = await readMigrations()
  for (const [index, step] of migrations.entries()) {
    const known = migrations.slice(0, index)
    if (index > 0) {
      const before = await stateOf(database)
      await database.query('create trigger killed before insert on migration execute function kill_me()')
      await expect(migrate(database, [...known, step])).rejects.toThrow(/terminat/)
      await database.query('drop trigger killed on migration')
      expect(await stateOf(database)).toEqual(before)
    }
    expect(await migrate(database, [...known, step])).toEqual([step.name])
    if (index === 0) await storeAsTheFirstVersion(database, journal)
  }
  const crm = await openTestCrm(url)
  const texts = async (): Promise<string[]> => (await crm.journalRecords(journal.journalId, 0)).map(({ body }) => body)
  expect(await texts()).toEqual(journal.records.map(({ body }) => body))
  await crm.makeRecordMonths()
  journal.write(testSale({ receiptNumber: 3 }))
  expect(await crm.ingest(journal.journalId, journal.slice(2))).toMatchObject({ result: 'accepted', acceptedThrough: 4 })
  expect(await texts()).toEqual(journal.records.map(({ body }) => body))
  expect(await crm.rebuild()).toMatchObject({ recordCount: 4 })
  expect(await crm.totals()).toMatchObject({ saleCount: 3 })
  const { rows } = await database.query<{ place: string }>('select tableoid::regclass::text as place from journal_record order by arrival')
  expect(rows.map(({ place }) => place)).toEqual([...Array.from({ length: 3 }, () => 'journal_record_before'), 'journal_record_2026_03'])
})
