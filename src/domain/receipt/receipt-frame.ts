import type { ReceiptBlock } from './receipt-document.ts'
import type { ReceiptInput } from './receipt-input.ts'
import { receiptWords } from './receipt-words.ts'

/** What every receipt has around what it says. */
export type ReceiptFrame = Pick<ReceiptInput, 'store' | 'laneNumber' | 'cashierName' | 'localTime' | 'receiptCode' | 'language' | 'copy'> & { readonly receiptNumber: number }

/** The shop, when, where and by whom; a copy says that it is one. */
export function headBlocks({ store, receiptNumber, laneNumber, cashierName, localTime, language, copy }: ReceiptFrame): ReceiptBlock[] {
  const words = receiptWords[language]
  return [
    ...(store.logo ? [{ kind: 'picture' as const, ...store.logo }] : []),
    { kind: 'heading', text: store.storeName },
    ...store.header.map(centred),
    ...(copy ? [{ kind: 'heading' as const, text: words.copy }] : []),
    { kind: 'rule' },
    { kind: 'row', left: localTime, right: words.lane(laneNumber) },
    { kind: 'row', left: words.receipt(receiptNumber), right: words.servedBy(cashierName) },
    { kind: 'rule' },
  ]
}

/** The code that finds this receipt again, and what the shop says in the end. */
export function footBlocks({ store, receiptCode }: ReceiptFrame): ReceiptBlock[] {
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
