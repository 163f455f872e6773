import Database from 'better-sqlite3'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = new URL('./released/', import.meta.url)

/** SQL text of a lane's database as a released version left it. */
export function releasedPath(version: number): URL {
  return new URL(`version-${version}.sql`, folder)
}

export function releasedDatabases(): number[] {
  return readdirSync(folder).map((name) => Number(/\d+/.exec(name)?.[0])).toSorted((a, b) => a - b)
}

/** Makes a lane's folder as that version left it. */
export function makeReleased(version: number, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true })
  const db = new Database(join(dataDir, 'lane.db'))
  db.pragma('journal_mode = wal')
  db.exec(readFileSync(releasedPath(version), 'utf8'))
  db.close()
}
