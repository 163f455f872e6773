import Database from 'better-sqlite3'
import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { newestVersion } from '../../../src/lane/store/schema.ts'
import { StoreTrouble } from '../../../src/lane/store/store-trouble.ts'
import { makeReleased, releasedDatabases } from '../../lane/store/released-database.ts'
import { lane, sell } from './written-lane.ts'

const program = fileURLToPath(new URL('./migrate-program.ts', import.meta.url))

/** The facts and what the newest program knows from them. */
export interface Known {
  readonly journal: string
  readonly tables: string
}

const tables = ['unfinished_sale', 'receipt', 'own_points_entry', 'own_redemption', 'own_issue', 'own_issued', 'own_offer_total', 'own_offer_use', 'own_return', 'print', 'open_refund']

export function readKnown(dataDir: string): Known {
  const db = new Database(join(dataDir, 'lane.db'), { readonly: true })
  const rows = (table: string): unknown => db.prepare(`select * from ${table} order by 1, 2`).all()
  const known = { journal: JSON.stringify(rows('journal')), tables: JSON.stringify(tables.map(rows)) }
  db.close()
  return known
}

/** Runs the program; `stopAt` ends it there: which stop, and of what name. @returns how many stops there were, where it got to its end */
export function migrateOutside(dataDir: string, stopAt?: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, dataDir, ...(stopAt ?? [])], (error, stdout) => resolve(error ? undefined : Number(stdout)))
  })
}

/** A database is one version or the other, and what it holds is whole; then the newest program takes it over and sells. */
export function checkMigrated(dataDir: string, from: number, known: Known): string[] {
  const db = new Database(join(dataDir, 'lane.db'))
  const version = db.pragma('user_version', { simple: true }) as number
  db.close()
  const violations = version === from || version === newestVersion ? [] : [`it is of version ${version} now`]
  const store = tryOpen(dataDir)
  if (typeof store === 'string') return [...violations, `it cannot be opened: ${store}`]
  const found = readKnown(dataDir)
  if (found.journal !== known.journal) violations.push('facts were lost or changed')
  if (found.tables !== known.tables) violations.push('what is worked out from the facts is not the same')
  if (store.upload.acceptedThrough() !== 5) violations.push('it is forgotten how far head office had got')
  sell(store, store.own.lastReceiptNumber() + 1)
  store.close()
  return violations
}

/** A lane that a newer program has written to. */
export function openNewer(dataDir: string): string[] {
  makeReleased(releasedDatabases().at(-1) ?? 0, dataDir)
  const path = join(dataDir, 'lane.db')
  const db = new Database(path)
  db.pragma(`user_version = ${newestVersion + 10}`)
  db.close()
  const before = readFileSync(path)
  const opened = tryOpen(dataDir)
  if (typeof opened !== 'string') {
    opened.close()
    return ['a newer database was opened']
  }
  const isLeft = readFileSync(path).equals(before)
  rmSync(dataDir, { recursive: true })
  return opened === 'newer-version' && isLeft ? [] : [`a newer database: ${opened}${isLeft ? '' : ', and it was changed'}`]
}

function tryOpen(dataDir: string): LaneStore | string {
  try {
    return openLaneStore({ dataDir, lane })
  } catch (error) {
    return error instanceof StoreTrouble ? error.code : String(error)
  }
}
