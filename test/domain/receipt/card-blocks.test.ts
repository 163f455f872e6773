import { expect, test } from 'vitest'
import { renderText } from '../../../src/domain/receipt/render-text.ts'
import { writeReceipt } from '../../../src/domain/receipt/write-receipt.ts'
import type { ReceiptInput } from '../../../src/domain/receipt/receipt-input.ts'
import type { TenderId } from '../../../src/domain/ids.ts'
import type { CardReceipt } from '../../../src/domain/sale/facts.ts'
import { receiptSales } from '../../support/receipt-sales.ts'

const card: CardReceipt = { cardName: 'Debit Mastercard', maskedPan: '************4771', terminalId: '52500042', traceNumber: 470, terminalReceipt: 12, authorisation: '367655', slip: ['     KUNDENBELEG', 'Betrag EUR   4,57', '', 'Zahlung erfolgt'] }

function paperOf(language: 'en' | 'zh', tenderCard: CardReceipt | 'none' = card): string[] {
  const base = receiptSales['cash-with-change'] as ReceiptInput
  const completed = { ...base.completed, changeMinor: 0, tenders: [{ tenderId: 't1' as TenderId, tenderKind: 'card' as const, amountMinor: base.completed.priced.totals.dueMinor, ...(tenderCard === 'none' ? {} : { card: tenderCard }) }] }
  return renderText(writeReceipt({ ...base, language, completed }), 48).split('\n').map((line) => line.trimEnd())
}

const around = (lines: readonly string[], first: RegExp, count: number): string[] => {
  const at = lines.findIndex((line) => first.test(line))
  return lines.slice(at, at + count)
}

test('a card payment is on the receipt with the card as it is masked and the terminal\'s numbers', () => {
  expect(around(paperOf('en'), /^Card /, 4)).toEqual([
    'Card                                        4.57',
    '  Debit Mastercard ************4771',
    '  Terminal 52500042                 Trace 000470',
    '  Slip 0012                         Auth. 367655',
  ])
})

test('and in Chinese', () => {
  expect(around(paperOf('zh'), /^银行卡/, 4)).toEqual([
    '银行卡                                      4.57',
    '  Debit Mastercard ************4771',
    '  终端号 52500042                  流水号 000470',
    '  凭证号 0012                      授权码 367655',
  ])
})

test('the slip that the terminal left to the lane follows in its own words', () => {
  expect(around(paperOf('en'), /KUNDENBELEG/, 4)).toEqual(['                  KUNDENBELEG', 'Betrag EUR 4,57', '', 'Zahlung erfolgt'].map((line) => expect.stringMatching(new RegExp(`^${line.replace(/ +/g, ' +').replace(/^ \+/, ' *')}$`))))
})

test('without a slip and without an authorisation nothing is missing', () => {
  const { slip: _slip, authorisation: _authorisation, ...bare } = card
  expect(around(paperOf('en', bare), /^ {2}Slip/, 1)).toEqual(['  Slip 0012'])
  expect(paperOf('en', bare).join('\n')).not.toContain('KUNDENBELEG')
})

test('a card seen approved by the cashier has no numbers to show', () => {
  const paper = paperOf('en', 'none').join('\n')
  expect(paper).toMatch(/^Card +4\.57$/m)
  expect(paper).not.toContain('Terminal')
})
