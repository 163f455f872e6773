import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { openTableWriter, type TableWriter } from '../../../src/lane/store/table-writer.ts'

let db: Database.Database
let writer: TableWriter
beforeEach(() => {
  db = new Database(':memory:')
  db.exec('create table code (code text primary key, item_id text not null check (length(item_id) < 10)) strict')
  writer = openTableWriter(db, { table: 'code', columns: ['code', 'item_id'], ending: 'on conflict (code) do update set item_id = excluded.item_id' })
})

const stored = (): unknown[] => db.prepare('select code, item_id from code order by rowid').raw().all()
const rows = (count: number): [string, string][] => Array.from({ length: count }, (_, index) => [`c${index}`, `i${index}`])

describe('rows on their way into a table', () => {
  it.each([1, 2, 24, 25, 26, 49, 50, 51, 130])('%i that may wait are all there after a flush, once each and in their order', (count) => {
    for (const row of rows(count)) writer.put(row, true)
    writer.flush()
    writer.flush()
    expect(stored()).toEqual(rows(count))
  })

  it('one that may not wait is there at once', () => {
    writer.put(['c', 'i'], false)
    expect(stored()).toEqual([['c', 'i']])
  })

  it('the last of a key counts, also within one statement', () => {
    for (const row of rows(20)) writer.put(row, true)
    writer.put(['c3', 'later'], true)
    writer.flush()
    expect(stored()).toContainEqual(['c3', 'later'])
    expect(stored()).toHaveLength(20)
  })

  it('what the table refuses is not tried again with the rows after it', () => {
    writer.put(['c', 'much too long for it'], true)
    expect(() => writer.flush()).toThrow('CHECK')
    writer.put(['d', 'i'], true)
    writer.flush()
    expect(stored()).toEqual([['d', 'i']])
  })
})
