import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../src/crm/store/embedded-postgres.ts'
import { migrate, readMigrations } from '../../src/crm/store/migrate.ts'
import { openDatabase } from '../../src/crm/store/open-database.ts'
import type { DatabaseServer } from './office.ts'

/** Nothing of a simulation outlives it. Nothing that depends on the hour or on who else is at work may happen behind its back either. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB', autovacuum: 'off', jit: 'off', max_parallel_workers_per_gather: '0', synchronize_seqscans: 'off' }

const template = 'at_this_version'

/** Memory where the machine has a disk of it: a simulated day waits for no real one. */
export function simulationFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lanewise-sim-'))
}

/** A PostgreSQL of the simulation's own, with databases that are there at once. */
export async function startDatabaseServer(): Promise<DatabaseServer & { readonly url: string; stop(): Promise<void> }> {
  const dataDir = simulationFolder()
  chmodSync(dataDir, 0o755)
  const server = await startPostgres({ dataDir, settings })
  const used = await useDatabaseServer(server.url)
  const database = await openDatabase(await used.create(template, 'template1'), (error) => { throw error })
  await migrate(database, await readMigrations())
  await database.close()
  return {
    ...used,
    async stop() {
      await used.stop()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** One that another process has started. */
export async function useDatabaseServer(serverUrl: string): Promise<DatabaseServer & { readonly url: string; stop(): Promise<void> }> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  return {
    url: serverUrl,
    async create(name, from = template) {
      await client.query(`create database ${name} template ${from} strategy file_copy`)
      const url = new URL(serverUrl)
      url.pathname = `/${name}`
      return url.href
    },
    drop: async (name) => void (await client.query(`drop database ${name} with (force)`)),
    stop: () => client.end(),
  }
}
