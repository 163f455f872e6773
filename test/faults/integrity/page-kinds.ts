import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { unlock, type LaneKey } from '../../../src/lane/store/lane-key.ts'

export type PageKind = 'table-leaf' | 'table-interior' | 'index-leaf' | 'index-interior' | 'overflow' | 'free' | 'header'
export const pageKinds: readonly PageKind[] = ['table-leaf', 'table-interior', 'index-leaf', 'index-interior', 'overflow', 'free', 'header']

const kindOf = { 'table leaf': 'table-leaf', 'table internal': 'table-interior', 'index leaf': 'index-leaf', 'index internal': 'index-interior' } as const

/** Pages of a database file by what is on them, as SQLite itself tells; `header` is the first hundred bytes of the first. */
export function readPageKinds(path: string, key?: LaneKey): { readonly pageBytes: number; readonly pages: Readonly<Record<PageKind, readonly number[]>> } {
  const db = new Database(path, { readonly: true })
  unlock(db, key)
  const pageBytes = db.pragma('page_size', { simple: true }) as number
  // Tables without rowids are kept as indexes are; the schema itself is a table that it does not name.
  const used = db.prepare<[], { page: number; kind: 'leaf' | 'internal' | 'overflow'; isTable: number }>(`
    select s.pageno as page, s.pagetype as kind, coalesce(m.type = 'table' and m.sql not like '%without rowid%', 1) as isTable
    from dbstat s left join sqlite_master m on m.name = s.name`).all()
  db.close()
  const pages: Record<PageKind, number[]> = { 'table-leaf': [], 'table-interior': [], 'index-leaf': [], 'index-interior': [], 'overflow': [], 'free': [], 'header': [1] }
  for (const { page, kind, isTable } of used) pages[kind === 'overflow' ? kind : kindOf[`${isTable === 1 ? 'table' : 'index'} ${kind}`]].push(page)
  const known = new Set([1, ...used.map(({ page }) => page)])
  for (let page = 2; page <= statSync(path).size / pageBytes; page += 1) if (!known.has(page)) pages.free.push(page)
  return { pageBytes, pages }
}
