import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { writeOwnCode } from '../../../src/domain/barcode/own-codes.ts'
import { migrate } from '../../../src/lane/store/schema.ts'
import { openUploadCursor } from '../../../src/lane/store/upload-cursor.ts'
import { codes, openShop, payCash } from '../../support/lane-shop.ts'

it('counts the sales and returns behind the cursor, wherever it stands', () => {
  const lane = openShop()
  const sellCoffee = (): void => {
    lane.scan(codes.coffee)
    payCash(lane, 499)
  }
  sellCoffee()
  sellCoffee()
  lane.scan(codes.coffee)
  lane.ask({ name: 'voidSale' })
  lane.scan(writeOwnCode('27RRRRRRRRRRC', { R: '0700000001' }))
  lane.ask({ name: 'returnEverything' })
  lane.ask({ name: 'giveBack', tender: 'cash' })
  sellCoffee()
  const { journal, upload } = lane.store
  const kinds = journal.recordsAfter(0, 1_000).map(({ body }) => (JSON.parse(body) as { fact: { kind: string } }).fact.kind)
  expect(kinds).toContain('sale-voided')
  const behind = kinds.map((_, at) => kinds.slice(at).filter((kind) => kind === 'sale-completed' || kind === 'sale-returned').length)
  expect(behind[0]).toBe(4)
  expect(behind.map((_, at) => {
    upload.setAccepted(at, lane.clock.now())
    return upload.waitingSaleCount()
  })).toEqual(behind)
  lane.end()
})

it('counts right where the oldest receipts are no longer kept', () => {
  const { db, cursor } = openCursor()
  for (const number of [40, 41, 42]) db.prepare('insert into receipt (receipt_number, sale_id, number) values (?, ?, ?)').run(number, `sale-${number}`, number * 10)
  cursor.setAccepted(399, '2026-11-22T14:32:00.000Z')
  expect(cursor.waitingSaleCount()).toBe(3)
  db.close()
})

it('looks the number up and counts no rows: every view asks, also after a month without head office', () => {
  const { db, cursor } = openCursor()
  db.exec("insert into receipt (receipt_number, sale_id, number) with recursive sold (n) as (select 1 union all select n + 1 from sold where n < 100000) select n, 'sale-' || n, n * 9 from sold")
  const tookMs = Array.from({ length: 20 }, () => {
    const startedAtMs = performance.now()
    expect(cursor.waitingSaleCount()).toBe(100_000)
    return performance.now() - startedAtMs
  })
  // Counting them takes four times as long at best, the look-up a hundredth of it.
  expect(Math.min(...tookMs)).toBeLessThan(0.2)
  db.close()
})

function openCursor(): { readonly db: Database.Database; readonly cursor: ReturnType<typeof openUploadCursor> } {
  const db = new Database(':memory:')
  migrate(db)
  return { db, cursor: openUploadCursor(db) }
}
