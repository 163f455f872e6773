import type { ViewPayment } from '../contract/lane-view.ts'
import type { OpenPayment } from '../domain/sale/sale.ts'

/** What this process knows of the card terminal beyond the journal. */
export interface PayingState {
  /** Trace number of the terminal's newest transaction. */
  readonly newestTrace: number | undefined
  /** `running`: the payment or reversal itself is at the terminal; `asking`: only the question what became of it. */
  readonly order: 'none' | 'running' | 'asking'
  /** What the customer does, or why the last question brought nothing. */
  readonly hint: string | undefined
  readonly isStopping: boolean
}

export const noPaying: PayingState = { newestTrace: undefined, order: 'none', hint: undefined, isStopping: false }

/** What a terminal says that is at rest and still does not know. */
export const cannotTell = 'cannot-tell'

/** @param direction of what is at the terminal: money that a reversal or a refund gives back, or a payment */
export function viewPayment(payment: OpenPayment, paying: PayingState, direction: ViewPayment['direction'] = payment.givesBack === undefined ? 'take' : 'give-back'): ViewPayment {
  return {
    amountMinor: payment.amountMinor,
    direction,
    state: paying.order === 'running' ? 'running' : paying.order === 'asking' ? 'checking' : paying.hint === cannotTell ? 'cannot-tell' : 'waiting',
    askedAt: payment.askedAt,
    ...(paying.hint === undefined ? {} : { hint: paying.hint }),
    stopping: paying.isStopping,
  }
}
