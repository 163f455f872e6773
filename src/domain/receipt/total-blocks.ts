import { assertNever } from '../assert.ts'
import { formatMinor } from '../money/money.ts'
import type { Tender } from '../sale/facts.ts'
import type { TaxLine } from '../tax/tax.ts'
import { basketDiscounts } from './basket-discounts.ts'
import { cardRows, slipBlocks } from './card-blocks.ts'
import { columnsOf } from './columns-of.ts'
import { discountRow } from './discount-row.ts'
import type { ReceiptBlock } from './receipt-document.ts'
import type { ReceiptInput } from './receipt-input.ts'
import { receiptWords, type ReceiptWords } from './receipt-words.ts'

/** What came off the whole basket, what it came to, how it was paid, and the tax in it. */
export function totalBlocks(input: ReceiptInput): ReceiptBlock[] {
  const { completed, store, language } = input
  const words = receiptWords[language]
  const { lines, totals, tax } = completed.priced
  const amount = (minor: number) => formatMinor(minor, store.currency)
  const row = (left: string, right: string): ReceiptBlock => ({ kind: 'row', left, right })
  const added = tax.filter((line) => line.kind === 'added' && line.taxMinor !== 0)
  return [
    { kind: 'rule' },
    ...(totals.discountMinor > 0 || added.length > 0 ? [row(words.subtotal, amount(totals.grossMinor))] : []),
    ...basketDiscounts(lines).map((discount) => discountRow(discount, input)),
    ...(totals.discountMinor > 0 ? [row(words.savings, `-${amount(totals.discountMinor)}`)] : []),
    ...added.map((line) => row(`${line.name} ${percent(line.rateBasisPoints)}`, amount(line.taxMinor))),
    { kind: 'row', left: words.total(store.currency.code), right: amount(totals.dueMinor), strong: true, large: true },
    { kind: 'text', text: words.itemCount(totals.unitCount), align: 'left' },
    ...(completed.roundingMinor === undefined ? [] : [row(words.cashRounding, amount(completed.roundingMinor))]),
    ...completed.tenders.flatMap((tender) => [row(tenderName(tender, words), amount(tender.amountMinor)), ...cardRows(tender, words)]),
    ...(completed.changeMinor > 0 ? [row(words.change, amount(completed.changeMinor))] : []),
    ...taxTable(tax, words, amount),
    ...slipBlocks(completed.tenders),
  ]
}

export function tenderName({ tenderKind, points = 0 }: Pick<Tender, 'tenderKind' | 'points'>, words: ReceiptWords): string {
  switch (tenderKind) {
    case 'cash':
      return words.cash
    case 'card':
    case 'card-confirmed':
      return words.card
    case 'points':
      return words.pointsPaid(points)
    default:
      return assertNever(tenderKind, 'tender')
  }
}

/** Wide enough for 99999.99 with a blank before it, so that three of them leave room for letter and rate on 58 mm paper. */
const amountColumns = 8

/** One row per class: what it is without and with its tax. */
export function taxTable(tax: readonly TaxLine[], words: ReceiptWords, amount: (minor: number) => string): ReceiptBlock[] {
  if (tax.length === 0) return []
  const { rate, net, tax: taxed, gross } = words.taxTable
  const cells = (...texts: readonly string[]) => texts.map((text) => ' '.repeat(Math.max(1, amountColumns - columnsOf(text))) + text).join('').trimStart()
  const rows = tax.map((line): ReceiptBlock => ({ kind: 'row', left: `${line.letter} ${percent(line.rateBasisPoints)}`, right: cells(amount(line.netMinor), amount(line.taxMinor), amount(line.netMinor + line.taxMinor)) }))
  return [{ kind: 'rule' }, { kind: 'row', left: rate, right: cells(net, taxed, gross) }, ...rows]
}

/** 700 basis points are "7%", 825 are "8.25%". */
function percent(basisPoints: number): string {
  const digits = String(basisPoints).padStart(3, '0')
  const fraction = digits.slice(-2).replace(/0+$/, '')
  return `${digits.slice(0, -2)}${fraction === '' ? '' : `.${fraction}`}%`
}
