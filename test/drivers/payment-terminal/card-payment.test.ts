import { expect, test } from 'vitest'
import { moneyResult } from '../../../drivers/payment-terminal/card-payment.ts'
import type { CommandEnd, Heard } from '../../../drivers/payment-terminal/conversation.ts'
import type { StatusInformation } from '../../../drivers/payment-terminal/status-information.ts'

const status = (more: Partial<StatusInformation> = {}): StatusInformation => ({
  resultCode: 0, amountMinor: 500, traceNumber: 41, originalTrace: undefined, terminalId: '52500042', terminalReceipt: 3, cardName: 'Visa Credit', maskedPan: '************1111', authorisation: '', ...more,
})
const heard = (more?: Partial<StatusInformation>): Heard => ({ status: more && status(more), printed: [] })

test.each<[string, CommandEnd, object]>([
  ['approved and completed', { kind: 'completed', heard: heard({}) }, { outcome: 'done', payment: { amountMinor: 500, traceNumber: 41, cardName: 'Visa Credit' } }],
  ['approved without telling the amount', { kind: 'completed', heard: heard({ amountMinor: undefined }) }, { outcome: 'done', payment: { amountMinor: 500 } }],
  ['approved for another amount', { kind: 'completed', heard: heard({ amountMinor: 400 }) }, { outcome: 'unknown', detail: 'amount-differs' }],
  ['completed without a result', { kind: 'completed', heard: heard({ resultCode: undefined }) }, { outcome: 'unknown', detail: 'no-result' }],
  ['completed without a word', { kind: 'completed', heard: heard() }, { outcome: 'unknown', detail: 'no-result' }],
  ['completed and declined', { kind: 'completed', heard: heard({ resultCode: 5 }) }, { outcome: 'failed', detail: 'declined' }],
  ['aborted before any result', { kind: 'aborted', resultCode: 0x6c, heard: heard() }, { outcome: 'failed', detail: 'aborted' }],
  ['aborted after it was declined', { kind: 'aborted', resultCode: 0x6c, heard: heard({ resultCode: 0x6c }) }, { outcome: 'failed', detail: 'declined' }],
  ['aborted after it was approved: taken back perhaps', { kind: 'aborted', resultCode: 0x6c, heard: heard({}) }, { outcome: 'unknown', detail: 'aborted' }],
  ['not taken by the terminal', { kind: 'refused', code: 0x83 }, { outcome: 'failed', detail: 'refused' }],
  ['not taken by a busy terminal', { kind: 'refused', code: 0x9c }, { outcome: 'failed', detail: 'busy' }],
  ['never sent', { kind: 'away' }, { outcome: 'failed', detail: 'away' }],
  ['cut', { kind: 'lost', why: 'cut' }, { outcome: 'unknown', detail: 'cut' }],
  ['out of time', { kind: 'lost', why: 'timed-out' }, { outcome: 'unknown', detail: 'timed-out' }],
])('%s', (_what, end, result) => {
  expect(moneyResult(end, 500, true)).toMatchObject(result)
})

test('the slip is the customer\'s lines without the empty ones around them, and none where the terminal prints', () => {
  const end: CommandEnd = { kind: 'completed', heard: { status: status(), printed: [{ paperOf: 'merchant', lines: ['MERCHANT'] }, { paperOf: 'customer', lines: ['', 'KAUF', '', 'DANKE', ' '] }] } }
  expect(moneyResult(end, 500, true).payment?.slip).toEqual(['KAUF', '', 'DANKE'])
  expect(moneyResult(end, 500, false).payment).not.toHaveProperty('slip')
})
