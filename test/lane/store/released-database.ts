import Database from 'better-sqlite3'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = new URL('./released/', import.meta.url)

/** SQL text of what is the same in every released version: the facts first of all. It comes before that of a version. */
export const everyVersion = readFileSync(new URL('every-version.sql', folder), 'utf8')

/** SQL text of what else a lane's database holds as a released version left it. */
export function releasedPath(version: number): URL {
  return new URL(`version-${version}.sql`, folder)
}

export function releasedDatabases(): number[] {
  return readdirSync(folder).filter((name) => name.startsWith('version-')).map((name) => Number(/\d+/.exec(name)?.[0])).toSorted((a, b) => a - b)
}

/** Makes a lane's folder as that version left it. */
export function makeReleased(version: number, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true })
  const db = new Database(join(dataDir, 'lane.db'))
  db.pragma('journal_mode = wal')
  db.exec(everyVersion + readFileSync(releasedPath(version), 'utf8'))
  db.close()
}
