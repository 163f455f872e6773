import { assertNever } from '../assert.ts'
import type { Line } from '../basket/line.ts'
import { formatMinor } from '../money/money.ts'
import { worded } from '../wording.ts'
import { ownDiscounts } from './basket-discounts.ts'
import { discountRow } from './discount-row.ts'
import type { ReceiptBlock } from './receipt-document.ts'
import type { ReceiptInput } from './receipt-input.ts'
import { receiptWords, type ReceiptWords } from './receipt-words.ts'

/** Every line sold, what it was made of, and under it what came off it and why. */
export function lineBlocks({ completed, store, language }: ReceiptInput): ReceiptBlock[] {
  const words = receiptWords[language]
  const letters = new Map(completed.priced.tax.map((tax) => [tax.taxClassId, tax.letter]))
  const discounts = new Map(completed.priced.lines.map((line) => [line.lineId, ownDiscounts(line)]))
  const amount = (minor: number) => formatMinor(minor, store.currency)
  return completed.lines.flatMap((line) => [
    { kind: 'row', left: worded(line.item.name, language), right: `${amount(line.grossMinor)} ${letters.get(line.item.taxClassId) ?? ' '}` },
    ...quantityBlocks(line, words, amount),
    ...(discounts.get(line.lineId) ?? []).map((discount) => discountRow(discount, { store, language })),
  ])
}

/** One unit at its own price needs no sum; a labelled price that is not weight times price is shown as it stands on the label. */
function quantityBlocks({ item, quantity, grossMinor }: Line, words: ReceiptWords, amount: (minor: number) => string): ReceiptBlock[] {
  switch (quantity.kind) {
    case 'units':
      return quantity.count === 1 || item.unitPriceMinor * quantity.count !== grossMinor ? [] : [indented(words.units(quantity.count, amount(item.unitPriceMinor)))]
    case 'weight':
      return [indented(words.weight(kilograms(quantity.grams), amount(item.unitPriceMinor)))]
    default:
      return assertNever(quantity, 'quantity')
  }
}

function indented(text: string): ReceiptBlock {
  return { kind: 'row', left: text, right: '', indent: 2 }
}

/** 750 grams are "0.750". */
function kilograms(grams: number): string {
  const digits = String(grams).padStart(4, '0')
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`
}
