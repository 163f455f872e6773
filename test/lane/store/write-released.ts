/** `node test/lane/store/write-released.ts`: writes the database of the newest version as SQL text, when it is released; one that is there is never written again. */
import Database from 'better-sqlite3'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CashierId, CommandId, CouponCode, MemberId, OfferId, SaleId } from '../../../src/domain/ids.ts'
import type { Fact } from '../../../src/domain/sale/facts.ts'
import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { newestVersion } from '../../../src/lane/store/schema.ts'
import { testItem, testSale } from '../../support/crm-shop.ts'
import { everyVersion, releasedPath } from './released-database.ts'

const at = '2026-03-02T10:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'lanewise-released-'))
const dataDir = join(folder, 'lane')
const store = openLaneStore({ dataDir, lane: { storeId: 'store-1', laneNumber: 3 }, newJournalId: () => 'journal-3' })
const facts: Fact[] = [{ kind: 'journal-opened', storeId: 'store-1', laneNumber: 3, openedAt: at }]
for (let number = 1; number <= 4; number += 1) {
  const saleId = `released-${number}` as SaleId
  facts.push({ kind: 'sale-opened', saleId, openedAt: at, businessDay: '2026-03-02', cashierId: 'maria' as CashierId })
  if (number === 4) break
  const sale = testSale({ saleId, receiptNumber: number, memberId: 'm1', points: 10 * number, items: [testItem('milk'), testItem('bread')], redeemed: [{ couponCode: `coupon-${number}` as CouponCode }], issued: { couponCode: `next-${number}` as CouponCode, offerId: 'next' as OfferId, name: { en: 'Next visit' }, expiresOn: '2026-04-01', reason: 'recent' } })
  const applied = { offerId: 'three-for-two' as OfferId, name: { en: '3 for 2' }, armedBy: 'automatic' as const, state: { kind: 'applied' as const, amountMinor: 50, points: 0, rewardCount: number, lineIds: [] } }
  facts.push({ ...sale, priced: { ...sale.priced, outcomes: [applied] }, ...(sale.member ? { member: { ...sale.member, memberId: 'm1' as MemberId } } : {}) })
  facts.push({ kind: 'print-asked', printId: `print-${number}`, saleId, copy: false }, { kind: 'print-ended', printId: `print-${number}`, saleId, outcome: 'printed' })
}
for (const [index, fact] of facts.entries()) store.journal.append({ commandId: `command-${index}` as CommandId, at, facts: [fact] })
store.upload.setAccepted(5, at)
store.close()

if (!existsSync(releasedPath(newestVersion))) writeFileSync(releasedPath(newestVersion), dump())
rmSync(folder, { recursive: true })

function dump(): string {
  const db = new Database(join(dataDir, 'lane.db'), { readonly: true })
  const lines = db.prepare<[], { sql: string }>("select sql from sqlite_schema where sql is not null order by type = 'index', rowid").all().map(({ sql }) => `${sql};`)
  const tables = db.prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'").all()
  for (const { name } of tables) for (const row of db.prepare<[], Record<string, unknown>>(`select * from ${name}`).all()) lines.push(`insert into ${name} values (${Object.values(row).map(literal).join(', ')});`)
  db.close()
  return [...withoutShared(lines), `pragma user_version = ${newestVersion};`, ''].join('\n')
}

/** A version from which something of that is gone has to have the rest of it in a text of its own. */
function withoutShared(lines: readonly string[]): string[] {
  const rest = lines.filter((line) => !everyVersion.includes(`${line}\n`))
  const shared = lines.filter((line) => everyVersion.includes(`${line}\n`))
  if (shared.join('\n').length + 1 !== everyVersion.length) throw new Error('every-version.sql holds what this version does not have: put those statements into the texts of the versions that have them')
  return rest
}

function literal(value: unknown): string {
  return value === null ? 'null' : typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`
}
