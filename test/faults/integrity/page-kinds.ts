import { readFileSync } from 'node:fs'

export type PageKind = 'table-leaf' | 'table-interior' | 'index-leaf' | 'index-interior' | 'overflow' | 'free' | 'header'
export const pageKinds: readonly PageKind[] = ['table-leaf', 'table-interior', 'index-leaf', 'index-interior', 'overflow', 'free', 'header']

const kindOfMark: Readonly<Record<number, PageKind>> = { 2: 'index-interior', 5: 'table-interior', 10: 'index-leaf', 13: 'table-leaf' }

/** Pages of a database file by what is on them; `header` is the first hundred bytes of the first. */
export function readPageKinds(path: string): { readonly pageBytes: number; readonly pages: Readonly<Record<PageKind, readonly number[]>> } {
  const file = readFileSync(path)
  const pageBytes = file.readUInt16BE(16)
  const free = freePages(file, pageBytes)
  const pages: Record<PageKind, number[]> = { 'table-leaf': [], 'table-interior': [], 'index-leaf': [], 'index-interior': [], 'overflow': [], 'free': [], 'header': [1] }
  for (let page = 2; page <= file.length / pageBytes; page += 1) {
    const mark = file[(page - 1) * pageBytes] ?? 0
    pages[free.has(page) ? 'free' : (kindOfMark[mark] ?? 'overflow')].push(page)
  }
  return { pageBytes, pages }
}

function freePages(file: Buffer, pageBytes: number): Set<number> {
  const free = new Set<number>()
  for (let trunk = file.readUInt32BE(32); trunk !== 0; trunk = file.readUInt32BE((trunk - 1) * pageBytes)) {
    const start = (trunk - 1) * pageBytes
    free.add(trunk)
    for (let leaf = 0; leaf < file.readUInt32BE(start + 4); leaf += 1) free.add(file.readUInt32BE(start + 8 + leaf * 4))
  }
  return free
}
