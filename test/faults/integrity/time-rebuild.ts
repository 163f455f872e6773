import { rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { CashierId, CommandId, SaleId } from '../../../src/domain/ids.ts'
import type { Fact } from '../../../src/domain/sale/facts.ts'
import { sayWhose } from '../../../src/lane/store/copied-journals.ts'
import { openLaneStore, usualCopyDir } from '../../../src/lane/store/open-lane-store.ts'
import { rebuildStore } from '../../../src/lane/store/rebuild-store.ts'
import { openSecondCopy } from '../../../src/lane/store/second-copy.ts'
import { testItem, testSale } from '../../support/crm-shop.ts'
import { lane } from './written-lane.ts'

const at = '2026-03-02T10:00:00.000Z'
const lineCount = 10
const recordsPerSale = lineCount + 2

/** Writes so many records as a lane does in weeks, cuts the database off, and takes the time until it can be written to again. */
export async function timeRebuild(folder: string, recordCount: number): Promise<{ readonly recordCount: number; readonly seconds: number; readonly startSeconds: number }> {
  const dataDir = join(folder, 'rebuilt')
  const written = openLaneStore({ dataDir, lane, newJournalId: () => 'journal-3' })
  sayWhose(usualCopyDir(dataDir), written.identity)
  const saleCount = Math.ceil(recordCount / recordsPerSale)
  for (let number = 1; number <= saleCount; number += 1000) {
    const numbers = Array.from({ length: Math.min(1000, saleCount - number + 1) }, (_, index) => number + index)
    written.journal.append({ commandId: `sales-${number}` as CommandId, at, facts: numbers.flatMap(factsOf) })
    written.checkpoint.run()
  }
  await openSecondCopy({ folder: usualCopyDir(dataDir), journalId: 'journal-3' }, written.journal).catchUp()
  written.close()
  const startedMs = performance.now()
  openLaneStore({ dataDir, lane }).close()
  const startSeconds = (performance.now() - startedMs) / 1000
  truncateSync(join(dataDir, 'lane.db'), 50_000)
  const beganMs = performance.now()
  await rebuildStore({ dataDir, copyDir: usualCopyDir(dataDir), lane, at, office: { recordsAfter: async () => undefined } })
  const store = openLaneStore({ dataDir, lane })
  const seconds = (performance.now() - beganMs) / 1000
  const count = store.journal.lastNumber()
  store.close()
  rmSync(dataDir, { recursive: true })
  if (count !== saleCount * recordsPerSale) throw new Error(`${count} records were rebuilt of ${saleCount * recordsPerSale}`)
  return { recordCount: count, seconds, startSeconds }
}

function factsOf(number: number): Fact[] {
  const sale = testSale({ saleId: `sale-${number}`, receiptNumber: number, items: Array.from({ length: lineCount }, (_, index) => testItem(`item-${index}`)) })
  const opened: Fact = { kind: 'sale-opened', saleId: sale.saleId, openedAt: at, businessDay: '2026-03-02', cashierId: 'maria' as CashierId }
  return [opened, ...sale.lines.map((line): Fact => ({ kind: 'line-added', saleId: sale.saleId as SaleId, line })), sale]
}
