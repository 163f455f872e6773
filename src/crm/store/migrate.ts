import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection, Database } from './open-database.ts'

export interface Migration {
  readonly number: number
  /** File name without `.sql`: `010-journals`. */
  readonly name: string
  readonly sql: string
}

/** Held while migrating, so that two CRMs starting on one database take turns. */
const migrationLock = 7_263_002

/**
 * Brings the database to this program's version, each step in one transaction: a step is there as a whole or not at all.
 * @returns names of the steps taken now
 * @throws Error when the database was written by a newer program
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  const taken: string[] = []
  for (const migration of migrations) {
    if (await database.transaction((connection) => takeStep(connection, migration, migrations))) taken.push(migration.name)
  }
  return taken
}

/** The migrations of this program, lowest number first. */
export async function readMigrations(): Promise<Migration[]> {
  const folder = join(import.meta.dirname, 'migrations')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(files.map(async (file) => ({ number: Number.parseInt(file, 10), name: file.slice(0, -'.sql'.length), sql: await readFile(join(folder, file), 'utf8') })))
}

async function takeStep(connection: Connection, migration: Migration, known: readonly Migration[]): Promise<boolean> {
  await connection.query('select pg_advisory_xact_lock($1)', [migrationLock])
  await connection.query('create table if not exists migration (number integer primary key, name text not null, applied_at timestamptz not null default now())')
  const { rows: applied } = await connection.query<{ number: number; name: string }>('select number, name from migration order by number')
  refuseNewer(applied, known)
  if (applied.some((row) => row.number === migration.number)) return false
  await connection.query(migration.sql)
  await connection.query('insert into migration (number, name) values ($1, $2)', [migration.number, migration.name])
  return true
}

function refuseNewer(applied: readonly { number: number; name: string }[], known: readonly Migration[]): void {
  const stranger = applied.find((row) => !known.some((migration) => migration.number === row.number))
  if (!stranger) return
  throw new Error(`This database was written by a newer Lanewise: it has step ${stranger.name}, this program knows steps up to ${known.at(-1)?.name ?? 'none'}. Nothing was changed. Update Lanewise, or use another database.`)
}
