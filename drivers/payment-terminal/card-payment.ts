import type { CardPayment, DeviceOutcome } from '../../src/contract/devices.ts'
import type { CommandEnd, Heard } from './conversation.ts'
import { resultDetail } from './result-detail.ts'
import type { StatusInformation } from './status-information.ts'

/** What an order came to, as the contract tells it. */
export type Result = Pick<DeviceOutcome, 'outcome' | 'detail' | 'payment' | 'lines'>

const maxSlipLineCount = 60

/**
 * What became of a command that moves money.
 *
 * `done` only after the terminal has said both that it is approved, for this amount, and that it has ended.
 * `failed` only when it has said that nothing was taken, or never got the command. Everything else is `unknown`.
 */
export function moneyResult(end: CommandEnd, amountMinor: number, withSlip: boolean): Result {
  switch (end.kind) {
    case 'completed':
      return completedResult(end.heard, amountMinor, withSlip)
    case 'aborted':
      // Approved first and aborted then: taken back perhaps. It has to be asked.
      if (end.heard.status?.resultCode === 0) return { outcome: 'unknown', detail: 'aborted' }
      return { outcome: 'failed', detail: end.heard.status?.resultCode === undefined ? resultDetail(end.resultCode) : declinedDetail(end.resultCode) }
    case 'refused':
      return { outcome: 'failed', detail: resultDetail(end.code) === 'busy' ? 'busy' : 'refused' }
    case 'away':
      return { outcome: 'failed', detail: 'away' }
    case 'lost':
      return { outcome: 'unknown', detail: end.why }
  }
}

function completedResult({ status, printed }: Heard, amountMinor: number, withSlip: boolean): Result {
  if (status?.resultCode === undefined) return { outcome: 'unknown', detail: 'no-result' }
  if (status.resultCode !== 0) return { outcome: 'failed', detail: declinedDetail(status.resultCode) }
  if (status.amountMinor !== undefined && status.amountMinor !== amountMinor) return { outcome: 'unknown', detail: 'amount-differs' }
  const slip = withSlip ? slipLines(printed) : []
  return { outcome: 'done', payment: { ...paymentOf(status, amountMinor), ...(slip.length > 0 ? { slip } : {}) } }
}

/** A result that comes with a status was decided by the card's bank or the terminal, not by a person's abort key. */
function declinedDetail(resultCode: number): string {
  const detail = resultDetail(resultCode)
  return detail === 'aborted' ? 'declined' : detail
}

export function paymentOf(status: StatusInformation, amountMinor: number): CardPayment {
  return {
    amountMinor,
    terminalId: status.terminalId.slice(0, 16),
    traceNumber: status.traceNumber ?? 0,
    terminalReceipt: status.terminalReceipt ?? 0,
    cardName: status.cardName,
    maskedPan: status.maskedPan,
    ...(status.authorisation === '' ? {} : { authorisation: status.authorisation.slice(0, 16) }),
  }
}

/** The customer's lines; a terminal that prints line by line does not say whose they are. */
function slipLines(printed: Heard['printed']): string[] {
  const lines = printed.filter(({ paperOf }) => paperOf === 'customer' || paperOf === 'any').flatMap((text) => text.lines)
  const first = lines.findIndex((line) => line.trim() !== '')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return first < 0 ? [] : lines.slice(first, last + 1).slice(0, maxSlipLineCount)
}
