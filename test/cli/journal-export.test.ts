import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyJournal } from '../../src/cli/verify-journal.ts'
import { wholeJournal } from '../../src/lane/store/summaries.ts'
import { journalRecord } from '../../src/contract/sync.ts'
import { loafReturned, loavesSold, tempFolder, writeJournal } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

async function exported(...args: string[]): Promise<unknown[]> {
  const { code, out } = await lanewise(['journal', 'export', '--data', temp.folder, ...args])
  expect(code).toBe(0)
  return out.map((line) => JSON.parse(line) as unknown)
}

test('what is exported can be checked by whoever reads it, also while the lane has it open', async () => {
  const store = writeJournal(temp.folder, loavesSold(50))
  const records = (await exported()).map((record) => journalRecord.parse(record))
  expect(verifyJournal({ journalId: 'journal-1', start: () => wholeJournal, summariesAfter: () => [], recordsAfter: (number, limit) => records.filter((record) => record.number > number).slice(0, limit) })).toEqual({ startsAfter: 0, recordCount: 150, receiptCount: 50 })
  expect(await exported('--after', '148')).toEqual(records.slice(148))
  store.close()
})

test('sales and returns under the names of POSLog', async () => {
  writeJournal(temp.folder, [...loavesSold(1), loafReturned(2, 1)]).close()
  expect(await exported('--poslog')).toEqual([
    {
      RetailStoreID: 's1', WorkstationID: '3', SequenceNumber: 1, TransactionID: 'sale-1', BusinessDayDate: '2026-03-02', OperatorID: 'c1', BeginDateTime: '2026-03-02T10:00:00.000Z', EndDateTime: '2026-03-02T10:01:00.000Z',
      RetailTransaction: {
        LineItem: [
          { SequenceNumber: 1, EntryMethod: 'Scanned', Sale: { ItemID: 'loaf', POSIdentity: '09521234000010', Description: 'Rye loaf', MerchandiseHierarchy: 'bakery', RegularSalesUnitPrice: 250, Quantity: 1, UnitOfMeasureCode: 'EA', ExtendedAmount: 250, RetailPriceModifier: [] } },
          { SequenceNumber: 2, Tax: { TaxType: 'std', Percent: 25, TaxableAmount: 200, Amount: 50, TaxIncludedInTaxableAmountFlag: true } },
          { SequenceNumber: 3, Tender: { TenderType: 'Cash', Amount: 500 } },
        ],
        Total: { TransactionGrossAmount: 250, TransactionDiscountAmount: 0, TransactionGrandAmount: 250, Rounding: 0, Change: 250 },
        Coupon: [],
      },
    },
    {
      RetailStoreID: 's1', WorkstationID: '3', SequenceNumber: 2, TransactionID: 'return-2', BusinessDayDate: '2026-03-03', OperatorID: 'c1', BeginDateTime: '2026-03-03T10:00:00.000Z', EndDateTime: '2026-03-03T10:00:00.000Z',
      RetailTransaction: {
        TransactionLink: { TransactionID: 'sale-1', SequenceNumber: 1, BusinessDayDate: '2026-03-02' },
        LineItem: [
          { SequenceNumber: 1, Return: { ItemID: 'loaf', Description: 'Rye loaf', Quantity: 1, UnitOfMeasureCode: 'EA', ExtendedAmount: 250, Reason: 'damaged' } },
          { SequenceNumber: 2, Tax: { TaxType: 'std', Percent: 25, TaxableAmount: 200, Amount: 50, TaxIncludedInTaxableAmountFlag: true } },
          { SequenceNumber: 3, Tender: { TenderType: 'Cash', Amount: 250 } },
        ],
        Total: { TransactionGrandAmount: -250, Rounding: 0 },
      },
    },
  ])
})

test('--after takes a number', async () => {
  const { code, err } = await lanewise(['journal', 'export', '--data', temp.folder, '--after', 'x'])
  expect(code).toBe(2)
  expect(err.join('\n')).toContain('--after takes a whole number')
})
