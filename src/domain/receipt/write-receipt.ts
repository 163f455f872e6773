import { lineBlocks } from './line-blocks.ts'
import { memberBlocks, nextVisitBlocks, unclaimedBlocks } from './member-blocks.ts'
import type { ReceiptDocument } from './receipt-document.ts'
import { footBlocks, headBlocks } from './receipt-frame.ts'
import type { ReceiptInput } from './receipt-input.ts'
import { totalBlocks } from './total-blocks.ts'

/**
 * Writes the receipt of a finished sale: one document for printer, text and picture.
 *
 * From the top: the shop's picture and name, sale, lines with their discounts, totals and tenders, tax, card slips, member and points, what
 * stayed on the list, the offer for the next visit, and the code that finds this receipt again.
 */
export function writeReceipt(input: ReceiptInput): ReceiptDocument {
  const frame = { ...input, receiptNumber: input.completed.receiptNumber }
  const blocks = [
    ...headBlocks(frame),
    ...lineBlocks(input),
    ...totalBlocks(input),
    ...memberBlocks(input),
    ...unclaimedBlocks(input),
    ...nextVisitBlocks(input),
    ...footBlocks(frame),
  ]
  return { language: input.language, copy: input.copy, blocks }
}
