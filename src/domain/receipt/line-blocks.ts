import { assertNever } from '../assert.ts'
import type { Line } from '../basket/line.ts'
import { formatMinor } from '../money/money.ts'
import type { LineDiscount } from '../offers/priced-basket.ts'
import { worded } from '../wording.ts'
import type { ReceiptBlock } from './receipt-document.ts'
import type { ReceiptInput } from './receipt-input.ts'
import { receiptWords, type ReceiptWords } from './receipt-words.ts'

/** Keeps amounts of discounts under amounts of lines, which have the letter of their tax class behind them. */
const noLetter = '  '

/** Every line sold, what it was made of, and under it what came off and why. */
export function lineBlocks({ completed, store, language }: ReceiptInput): ReceiptBlock[] {
  const words = receiptWords[language]
  const letters = new Map(completed.priced.tax.map((tax) => [tax.taxClassId, tax.letter]))
  const discounts = new Map(completed.priced.lines.map((line) => [line.lineId, line.discounts]))
  const amount = (minor: number) => formatMinor(minor, store.currency)
  return completed.lines.flatMap((line) => [
    { kind: 'row', left: worded(line.item.name, language), right: `${amount(line.grossMinor)} ${letters.get(line.item.taxClassId) ?? ' '}` },
    ...quantityBlocks(line, words, amount),
    ...(discounts.get(line.lineId) ?? []).map((discount): ReceiptBlock => ({ kind: 'row', left: discountName(discount, worded(discount.name, language), words), right: `-${amount(discount.amountMinor)}${noLetter}`, indent: 2 })),
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
