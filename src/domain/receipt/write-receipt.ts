import { lineBlocks } from './line-blocks.ts'
import { memberBlocks, nextVisitBlocks, unclaimedBlocks } from './member-blocks.ts'
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts'
import type { ReceiptInput } from './receipt-input.ts'
import { receiptWords } from './receipt-words.ts'
import { totalBlocks } from './total-blocks.ts'

/**
 * Writes the receipt of a finished sale: one document for printer, text and picture.
 *
 * From the top: the shop's picture and name, sale, lines with their discounts, totals and tenders, tax, card slips, member and points, what
 * stayed on the list, the offer for the next visit, and the code that finds this receipt again.
 */
export function writeReceipt(input: ReceiptInput): ReceiptDocument {
  const blocks = [
    ...headBlocks(input),
    ...lineBlocks(input),
    ...totalBlocks(input),
    ...memberBlocks(input),
    ...unclaimedBlocks(input),
    ...nextVisitBlocks(input),
    ...footBlocks(input),
  ]
  return { language: input.language, copy: input.copy, blocks }
}

function headBlocks({ store, completed, laneNumber, cashierName, localTime, language, copy }: ReceiptInput): ReceiptBlock[] {
  const words = receiptWords[language]
  return [
    ...(store.logo ? [{ kind: 'picture' as const, ...store.logo }] : []),
    { kind: 'heading', text: store.storeName },
    ...store.header.map(centred),
    ...(copy ? [{ kind: 'heading' as const, text: words.copy }] : []),
    { kind: 'rule' },
    { kind: 'row', left: localTime, right: words.lane(laneNumber) },
    { kind: 'row', left: words.receipt(completed.receiptNumber), right: words.servedBy(cashierName) },
    { kind: 'rule' },
  ]
}

function footBlocks({ store, receiptCode }: ReceiptInput): ReceiptBlock[] {
  return [
    { kind: 'rule' },
    { kind: 'barcode', symbology: 'ean-13', data: receiptCode },
    ...store.footer.map(centred),
    { kind: 'feed', lineCount: 3 },
    { kind: 'cut' },
  ]
}

function centred(text: string): ReceiptBlock {
  return { kind: 'text', text, align: 'centre' }
}
