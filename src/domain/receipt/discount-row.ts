import { assertNever } from '../assert.ts'
import { formatMinor } from '../money/money.ts'
import type { LineDiscount } from '../offers/priced-basket.ts'
import { worded } from '../wording.ts'
import type { ReceiptBlock } from './receipt-document.ts'
import type { ReceiptInput } from './receipt-input.ts'
import { receiptWords, type ReceiptWords } from './receipt-words.ts'

/** Keeps amounts of discounts under amounts of lines, which have the letter of their tax class behind them. */
const noLetter = '  '

/** What came off and why: set in, under its line or under the subtotal, because "You saved" counts it again. */
export function discountRow(discount: LineDiscount, { store, language }: Pick<ReceiptInput, 'store' | 'language'>): ReceiptBlock {
  const left = discountName(discount, worded(discount.name, language), receiptWords[language])
  return { kind: 'row', left, right: `-${formatMinor(discount.amountMinor, store.currency)}${noLetter}`, indent: 2 }
}

function discountName({ armedBy }: LineDiscount, name: string, words: ReceiptWords): string {
  switch (armedBy) {
    case 'automatic':
      return name
    case 'list':
      return words.listOffer(name)
    case 'coupon':
      return words.coupon(name)
    case 'member':
    case 'tier':
      return words.memberOffer(name)
    default:
      return assertNever(armedBy, 'way of arming an offer')
  }
}
