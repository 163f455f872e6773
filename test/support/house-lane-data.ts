import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { CashierId, CommandId, ItemId, LineId, SaleId, TaxClassId, TenderId } from '../../src/domain/ids.ts'
import type { Fact, SaleCompleted } from '../../src/domain/sale/facts.ts'
import type { SaleReturned } from '../../src/domain/sale/sale-returned.ts'
import { openLaneStore, type LaneStore } from '../../src/lane/store/open-lane-store.ts'

/** A new folder that is removed with `remove`. */
export function tempFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lanewise-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A sale of one loaf for 2.50, paid with 5.00 in cash. */
export function loafSold(receiptNumber: number): SaleCompleted {
  const saleId = `sale-${receiptNumber}` as SaleId
  const name = { en: 'Rye loaf', zh: '黑麦面包' }
  const lineId = '1' as LineId
  return {
    kind: 'sale-completed', saleId, receiptNumber, openedAt: '2026-03-02T10:00:00.000Z', completedAt: '2026-03-02T10:01:00.000Z', businessDay: '2026-03-02', cashierId: 'c1' as CashierId,
    lines: [{ lineId, item: { itemId: 'loaf' as ItemId, gtin: '09521234000010', name, departmentId: 'bakery', categoryId: 'bread', tags: [], taxClassId: 'std' as TaxClassId, discountable: true, unitPriceMinor: 250 }, quantity: { kind: 'units', count: 1 }, entry: 'scanned', grossMinor: 250, state: 'sold' }],
    priced: {
      lines: [{ lineId, grossMinor: 250, discountMinor: 0, netMinor: 250, discounts: [] }], outcomes: [], totals: { grossMinor: 250, discountMinor: 0, netMinor: 250, taxAddedMinor: 0, dueMinor: 250, unitCount: 1 },
      tax: [{ taxClassId: 'std' as TaxClassId, name: 'VAT', letter: 'A', kind: 'included', rateBasisPoints: 2500, netMinor: 200, taxMinor: 50 }], pointsEarned: 0, provenBest: true,
    },
    tenders: [{ tenderId: `tender-${receiptNumber}` as TenderId, tenderKind: 'cash', amountMinor: 500 }], changeMinor: 250, redeemed: [],
  }
}

/** The loaf of an earlier receipt came back, for cash. */
export function loafReturned(receiptNumber: number, of: number): SaleReturned {
  const sold = loafSold(of)
  const [line] = sold.lines
  return {
    kind: 'sale-returned', saleId: `return-${receiptNumber}` as SaleId, receiptNumber, returnedAt: '2026-03-03T10:00:00.000Z', businessDay: '2026-03-03', cashierId: sold.cashierId, reason: 'damaged',
    of: { saleId: sold.saleId, receiptNumber: of, businessDay: sold.businessDay },
    lines: line ? [{ lineId: line.lineId, itemId: line.item.itemId, name: line.item.name, categoryId: line.item.categoryId, quantity: line.quantity, paidMinor: 250, refundMinor: 250 }] : [],
    broken: [], refundMinor: 250, tax: sold.priced.tax, dueBackMinor: 250, tenders: [{ tenderKind: 'cash', amountMinor: 250 }], restored: { couponCodes: [], offers: [] },
  }
}

/** Lane 3 of store s1 with these facts in its journal, a command each, still open. */
export function writeJournal(dataDir: string, facts: readonly Fact[]): LaneStore {
  const store = openLaneStore({ dataDir, lane: { storeId: 's1', laneNumber: 3 }, newJournalId: () => 'journal-1' })
  facts.forEach((fact, index) => store.journal.append({ commandId: `command-${index + 1}` as CommandId, at: '2026-03-02T10:00:00.000Z', facts: [fact] }))
  return store
}

/** The facts of so many loaves sold one after the other. */
export function loavesSold(count: number): Fact[] {
  return Array.from({ length: count }, (_, index) => loafSold(index + 1)).flatMap((sold): Fact[] => [
    { kind: 'sale-opened', saleId: sold.saleId, openedAt: sold.openedAt, businessDay: sold.businessDay, cashierId: sold.cashierId },
    ...sold.lines.map((line): Fact => ({ kind: 'line-added', saleId: sold.saleId, line })),
    sold,
  ])
}
