import { expect, onTestFinished, test } from 'vitest'
import { writeFeedRows } from '../../../src/crm/store/feed-rows.ts'
import { changesInForce, forgetVersions, keptEditions, readVersions, versionsOf } from '../../../src/crm/store/feed-versions.ts'
import { migrate, readMigrations } from '../../../src/crm/store/migrate.ts'
import { openDatabase, type Database } from '../../../src/crm/store/open-database.ts'
import { readTold } from '../../../src/crm/store/told-rows.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const databases = withCrmDatabase()

async function open(url: string): Promise<Database> {
  const database = await openDatabase(url, (error) => { throw error })
  onTestFinished(() => database.close())
  return database
}

const write = (database: Database, topic: 'offers' | 'members', ...rows: readonly (readonly [key: string, body: string | undefined])[]): Promise<number> =>
  database.transaction((connection) => writeFeedRows(connection, topic, rows.map(([key, body]) => ({ key, body }))))

async function edition(database: Database, number: number): Promise<string[]> {
  const changes = await changesInForce(database, 'offers', number)
  const versions = await readVersions(database, 'offers', changes)
  return versions.map(({ key, body }) => `${key} ${body}`).sort()
}

test('any edition of a topic that prices depend on can be read back', async () => {
  const database = await open(await databases.fresh())
  await write(database, 'offers', ['a', '1'], ['b', '1'])
  await write(database, 'offers', ['a', '2'])
  await write(database, 'offers', ['a', undefined], ['c', '1'])
  expect(await write(database, 'offers', ['a', '1'], ['b', '1'], ['c', '1'])).toBe(1)
  expect(await Promise.all([0, 1, 2, 3, 5, 6].map((number) => edition(database, number)))).toEqual([[], ['a 1'], ['a 1', 'b 1'], ['a 2', 'b 1'], ['b 1', 'c 1'], ['a 1', 'b 1', 'c 1']])
  expect((await versionsOf(database, 'offers', ['a'])).map(({ change, body }) => [change, body])).toEqual([[1, '1'], [3, '2'], [6, '1']])
  expect(await keptEditions(database, 'offers')).toEqual({ from: 0, through: 6 })
})

test('replaced versions go after their time, and what is in force stays', async () => {
  const database = await open(await databases.fresh())
  await write(database, 'offers', ['a', '1'], ['b', '1'])
  await write(database, 'offers', ['a', '2'])
  await forgetVersions(database, '2000-01-01T00:00:00.000Z')
  expect(await keptEditions(database, 'offers')).toEqual({ from: 0, through: 3 })
  await forgetVersions(database, '2100-01-01T00:00:00.000Z')
  expect(await keptEditions(database, 'offers')).toEqual({ from: 3, through: 3 })
  expect(await edition(database, 3)).toEqual(['a 2', 'b 1'])
})

test('what members are told is not kept by version', async () => {
  const database = await open(await databases.fresh())
  await write(database, 'members', ['ana', '{}'])
  expect(await versionsOf(database, 'members', ['ana'])).toEqual([])
})

test('a database from before keeps the edition that is in force, and what its members were told', async () => {
  const database = await open(await databases.empty())
  const migrations = await readMigrations()
  await migrate(database, migrations.filter(({ number }) => number < 50))
  await database.query("insert into feed_topic (topic, last_change) values ('offers', 7), ('members', 2)")
  await database.query(`insert into feed_row (topic, key, change, body) values ('offers', 'a', 4, '1'), ('offers', 'gone', 7, null), ('members', 'ana', 2, '{"memberId":"ana","tier":"gold"}')`)
  await database.query(`insert into member_list (member_id, list_id, number, from_day, until_day, lines) values ('ana', 'list-1', '0000000001', '2026-03-02', '2026-03-15', '[{"offerIds":["x","y"]},{"offerIds":[]},{"offerIds":["x"]}]')`)
  await migrate(database, migrations)
  expect(await keptEditions(database, 'offers')).toEqual({ from: 7, through: 7 })
  expect(await edition(database, 7)).toEqual(['a 1'])
  const { tiers, listOffers } = await readTold(database, ['ana'])
  expect([tiers, listOffers.map(({ offerId }) => offerId).sort()]).toEqual([[{ memberId: 'ana', tier: 'gold' }], ['x', 'y']])
})
