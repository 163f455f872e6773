import { expect, test } from 'vitest'
import { findPayment } from '../../../drivers/payment-terminal/find-payment.ts'
import type { StatusInformation } from '../../../drivers/payment-terminal/status-information.ts'

const newest = (traceNumber: number, more: Partial<StatusInformation> = {}): StatusInformation => ({
  resultCode: 0, amountMinor: 500, traceNumber, originalTrace: undefined, terminalId: '', terminalReceipt: 1, cardName: '', maskedPan: '', authorisation: '', ...more,
})
const asked = { amountMinor: 500, afterTrace: 40 }

test.each([
  ['nothing newer: not made', newest(40), asked, 'not-made'],
  ['newer and of the same amount: made', newest(41), asked, 'made'],
  ['newer with numbers between, as a terminal counts its own calls too: made', newest(44), asked, 'made'],
  ['newer over the end of the numbers: made', newest(1), { ...asked, afterTrace: 999_999 }, 'made'],
  ['of another amount: a person has to look', newest(41, { amountMinor: 999 }), asked, 'cannot-tell'],
  ['the next one failed: not made', newest(41, { resultCode: 0x6c }), asked, 'not-made'],
  ['a later one failed: there may be another before it', newest(43, { resultCode: 0x6c }), asked, 'cannot-tell'],
  ['the terminal took it back by itself: not made', newest(42, { originalTrace: 41 }), asked, 'not-made'],
  ['taking it back failed: a person has to look', newest(42, { originalTrace: 41, resultCode: 0x05 }), asked, 'cannot-tell'],
  ['an older one was taken back: a person has to look', newest(41, { originalTrace: 39 }), asked, 'cannot-tell'],
  ['older than what was known: a person has to look', newest(39), asked, 'cannot-tell'],
  ['the terminal has no newest one', undefined, asked, 'cannot-tell'],
  ['nobody knew the newest one before', newest(41), { amountMinor: 500 }, 'cannot-tell'],
  ['no result', newest(41, { resultCode: undefined }), asked, 'cannot-tell'],
  ['a reversal that is there: made', newest(41, { originalTrace: 40 }), { ...asked, ofTrace: 40 }, 'made'],
  ['a reversal of which there is nothing newer: not made', newest(40), { ...asked, ofTrace: 40 }, 'not-made'],
  ['a reversal, and the newest is of another payment', newest(41, { originalTrace: 12 }), { ...asked, ofTrace: 40 }, 'cannot-tell'],
  ['a reversal, and the newest is a payment of the same amount', newest(41), { ...asked, ofTrace: 40 }, 'cannot-tell'],
  ['a reversal that failed: not made', newest(41, { originalTrace: 40, resultCode: 0xb5 }), { ...asked, ofTrace: 40 }, 'not-made'],
] as const)('%s', (_what, status, question, kind) => {
  expect(findPayment(status, question).kind).toBe(kind)
})
