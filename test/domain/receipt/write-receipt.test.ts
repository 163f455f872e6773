import { describe, expect, it } from 'vitest'
import { renderText } from '../../../src/domain/receipt/render-text.ts'
import { columnsOf } from '../../../src/domain/receipt/columns-of.ts'
import { writeReceipt } from '../../../src/domain/receipt/write-receipt.ts'
import { receiptDocument } from '../../../src/contract/devices.ts'
import { receiptSales } from '../../support/receipt-sales.ts'

describe.each(Object.entries(receiptSales))('the receipt of %s', (name, input) => {
  const document = writeReceipt(input)

  it('reads as it always has', async () => {
    await expect(renderText(document, 42)).toMatchFileSnapshot(`../../golden/receipt/${name}.txt`)
  })

  it('passes the door of the device process', () => {
    expect(receiptDocument.parse(document)).toEqual(document)
  })

  it('stays inside 58 mm paper, codes aside', () => {
    for (const line of renderText(document, 32).split('\n').filter((text) => !text.includes('['))) expect(columnsOf(line)).toBeLessThanOrEqual(32)
  })

  it('has amounts that add up to what was taken', () => {
    const { completed } = input
    const paid = completed.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0) - completed.changeMinor
    expect(paid).toBe(completed.priced.totals.dueMinor + (completed.roundingMinor ?? 0))
  })
})
