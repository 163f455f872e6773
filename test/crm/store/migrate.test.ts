import { describe, expect, it, onTestFinished } from 'vitest'
import { openCrm } from '../../../src/crm/open-crm.ts'
import { migrate, readMigrations, type Migration } from '../../../src/crm/store/migrate.ts'
import { openDatabase, type Database } from '../../../src/crm/store/open-database.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const databases = withCrmDatabase()

async function emptyDatabase(): Promise<Database> {
  const database = await openDatabase(await databases.empty(), (error) => { throw error })
  onTestFinished(() => database.close())
  return database
}

async function tablesOf(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public' order by 1")
  return rows.map((row) => row.name)
}

const step = (number: number, sql: string): Migration => ({ number, name: `${number}-step`, sql })

describe('the CRM database', () => {
  it('is brought from nothing to this version in steps of ten, once', async () => {
    const database = await emptyDatabase()
    const migrations = await readMigrations()
    expect(migrations.every((migration) => migration.number % 10 === 0 && /^\d{3}-[a-z-]+$/.test(migration.name))).toBe(true)
    expect(await migrate(database, migrations)).toEqual(migrations.map((migration) => migration.name))
    expect(await tablesOf(database)).toEqual(expect.arrayContaining(['journal', 'journal_record', 'sale', 'points_entry', 'feed_row', 'member', 'exception']))
    expect(await migrate(database, migrations)).toEqual([])
  })

  it('has no constraint that would reach across shards', async () => {
    const database = await emptyDatabase()
    await migrate(database, await readMigrations())
    const { rows } = await database.query<{ count: number }>("select count(*) as count from pg_constraint where contype = 'f'")
    expect(rows).toEqual([{ count: 0 }])
  })

  it('keeps no half of a step that fails', async () => {
    const database = await emptyDatabase()
    const broken = [step(10, 'create table first (id text)'), step(20, 'create table second (id text); create table second (id text)')]
    await expect(migrate(database, broken)).rejects.toThrow(/second/)
    expect(await tablesOf(database)).toEqual(['first', 'migration'])
    expect(await migrate(database, [broken[0] ?? step(0, ''), step(20, 'create table second (id text)')])).toEqual(['20-step'])
  })

  it('is left alone by a program that is older than it', async () => {
    const database = await emptyDatabase()
    const known = [step(10, 'create table first (id text)')]
    await migrate(database, [...known, step(20, 'create table second (id text)')])
    await expect(migrate(database, [...known, step(15, 'create table third (id text)')])).rejects.toThrow(/newer Lanewise: it has step 20-step, this program knows steps up to 15-step.*Update Lanewise/s)
    expect(await tablesOf(database)).toEqual(['first', 'migration', 'second'])
  })

  it('is opened by two CRMs that start at the same moment', async () => {
    const url = await databases.empty()
    const now = (): string => '2026-03-02T12:00:00.000Z'
    const crms = await Promise.all([1, 2, 3].map(() => openCrm({ databaseUrl: url, now })))
    for (const crm of crms) expect(await crm.health()).toEqual({ status: 'ok' })
    await Promise.all(crms.map((crm) => crm.close()))
  })

  it('is named without its password when it cannot be reached', async () => {
    const failure = await openCrm({ databaseUrl: 'postgres://lanewise:open-sesame@127.0.0.1:1/lanewise', now: () => '2026-03-02T12:00:00.000Z' }).catch(String)
    expect(failure).toMatch(/PostgreSQL at 127\.0\.0\.1:1\/lanewise cannot be used: .*ECONNREFUSED.*DATABASE_URL/)
    expect(failure).not.toContain('open-sesame')
  })
})
