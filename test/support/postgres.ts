import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { startPostgres, type EmbeddedPostgres } from '../../src/crm/store/embedded-postgres.ts'
import { migrate, readMigrations } from '../../src/crm/store/migrate.ts'
import { openDatabase } from '../../src/crm/store/open-database.ts'

/** Nothing of a test outlives it, so nothing has to reach the disk. */
const fastSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' }

export interface CrmDatabases {
  /** URL of a new database at this program's version, with nothing in it. */
  fresh(): Promise<string>
  /** URL of a new database without any table. */
  empty(): Promise<string>
}

/**
 * One PostgreSQL for the test file that calls this, and as many databases on it as its tests ask for.
 * To be called at the top of the file or of a `describe`; the server is stopped and its folder removed at the end.
 */
export function withCrmDatabase(): CrmDatabases {
  let folder = ''
  let server: EmbeddedPostgres | undefined
  let databaseCount = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanewise-postgres-'))
    await chmod(folder, 0o755)
    server = await startPostgres({ dataDir: folder, settings: fastSettings })
    await makeTemplate(server.url)
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const create = async (template: string): Promise<string> => {
    if (!server) throw new Error('databases can be made while tests run')
    databaseCount += 1
    return createDatabase(server.url, `test_${databaseCount}`, template)
  }
  return { fresh: () => create('at_this_version'), empty: () => create('template1') }
}

/** Copying a migrated database is quicker than migrating each. */
async function makeTemplate(serverUrl: string): Promise<void> {
  const database = await openDatabase(await createDatabase(serverUrl, 'at_this_version', 'template1'), (error) => { throw error })
  await migrate(database, await readMigrations())
  await database.close()
}

async function createDatabase(serverUrl: string, name: string, template: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`create database ${name} template ${template}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
