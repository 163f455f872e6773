import { formatMinor } from '../money/money.ts'
import type { ReturnedLine, SaleReturned } from '../sale/sale-returned.ts'
import { worded } from '../wording.ts'
import { cardRows, slipBlocks } from './card-blocks.ts'
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts'
import { footBlocks, headBlocks, type ReceiptFrame } from './receipt-frame.ts'
import { receiptWords } from './receipt-words.ts'
import { taxTable, tenderName } from './total-blocks.ts'

/** Goods that came back, and what surrounds them on paper. */
export interface ReturnReceiptInput extends Omit<ReceiptFrame, 'receiptNumber'> {
  readonly returned: SaleReturned
}

/**
 * Writes the receipt of a return: what came back and what was paid back for it, the offers it broke, how the money
 * went back, the tax that goes back with it, and the member's points and coupons. Money that goes back is below zero.
 */
export function writeReturnReceipt(input: ReturnReceiptInput): ReceiptDocument {
  const { returned, language, copy } = input
  const frame = { ...input, receiptNumber: returned.receiptNumber }
  const blocks = [...headBlocks(frame), ...titleBlocks(input), ...goodsBlocks(input), ...moneyBlocks(input), ...memberBlocks(input), ...footBlocks(frame)]
  return { language, copy, blocks }
}

function titleBlocks({ returned, language }: ReturnReceiptInput): ReceiptBlock[] {
  const words = receiptWords[language].returns
  return [
    { kind: 'heading', text: words.title },
    { kind: 'row', left: words.of(returned.of.receiptNumber), right: returned.of.businessDay },
    { kind: 'row', left: words.reasons[returned.reason], right: '' },
    { kind: 'rule' },
  ]
}

function goodsBlocks(input: ReturnReceiptInput): ReceiptBlock[] {
  const { returned, language } = input
  const words = receiptWords[language].returns
  const broken = returned.broken.map(({ name, gaveMinor, givesMinor }): ReceiptBlock => ({ kind: 'row', left: words.broken(worded(name, language)), right: `${amountOf(gaveMinor, input)} > ${amountOf(givesMinor, input)}`, indent: 2 }))
  return [...returned.lines.flatMap((line) => lineRows(line, input)), ...broken]
}

function lineRows(line: ReturnedLine, input: ReturnReceiptInput): ReceiptBlock[] {
  const { quantity, name, refundMinor } = line
  const words = receiptWords[input.language].returns
  const count = quantity.kind === 'weight' ? `${formatMinor(quantity.grams, { code: 'kg', decimals: 3, symbol: 'kg' })} kg` : quantity.count === 0 ? words.earlier : `${quantity.count} x`
  return [{ kind: 'row', left: `${count} ${worded(name, input.language)}`, right: backOf(refundMinor, input) }]
}

function moneyBlocks(input: ReturnReceiptInput): ReceiptBlock[] {
  const { returned, language, store } = input
  const words = receiptWords[language]
  const row = (left: string, right: string): ReceiptBlock => ({ kind: 'row', left, right })
  const added = returned.tax.filter(({ kind, taxMinor }) => kind === 'added' && taxMinor !== 0)
  const back = (minor: number) => backOf(minor, input)
  return [
    { kind: 'rule' },
    ...added.map(({ name, taxMinor }) => row(name, back(taxMinor))),
    { kind: 'row', left: words.returns.total(store.currency.code), right: back(returned.dueBackMinor), strong: true, large: true },
    ...(returned.roundingMinor === undefined ? [] : [row(words.cashRounding, back(returned.roundingMinor))]),
    ...returned.tenders.flatMap((tender) => [row(tenderName(tender, words), back(tender.amountMinor)), ...cardRows(tender, words)]),
    ...taxTable(returned.tax, words, back),
    ...slipBlocks(returned.tenders),
  ]
}

function memberBlocks({ returned, language }: ReturnReceiptInput): ReceiptBlock[] {
  const { member, points, restored } = returned
  const words = receiptWords[language]
  const row = (left: string, count: number): ReceiptBlock => ({ kind: 'row', left, right: String(count) })
  const coupons: ReceiptBlock[] = [
    ...(restored.couponCodes.length > 0 ? [row(words.returns.couponsAgain, restored.couponCodes.length)] : []),
    ...(returned.withdrawn === undefined ? [] : [{ kind: 'text' as const, text: words.returns.couponGone, align: 'left' as const }]),
  ]
  if (!member) return coupons.length > 0 ? [{ kind: 'rule' }, ...coupons] : []
  return [
    { kind: 'rule' },
    { kind: 'row', left: words.member(member.displayName), right: words.cardNumber(member.cardLast4) },
    ...(points && points.takenBack > 0 ? [row(words.returns.pointsTaken, -points.takenBack)] : []),
    ...(points && points.givenBack > 0 ? [row(words.returns.pointsGiven, points.givenBack)] : []),
    ...(points?.balanceAfter === undefined ? [] : [row(words.pointsBalance, points.balanceAfter)]),
    ...coupons,
  ]
}

function amountOf(minor: number, { store }: ReturnReceiptInput): string {
  return formatMinor(minor, store.currency)
}

function backOf(minor: number, input: ReturnReceiptInput): string {
  return amountOf(minor === 0 ? 0 : -minor, input)
}
