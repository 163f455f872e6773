import type { CardPayment } from '../contract/devices.ts'
import type { ViewDevice } from '../contract/lane-view.ts'
import type { CommandId, PaymentId, TenderId } from '../domain/ids.ts'
import type { PaymentEnd } from '../domain/sale/commands.ts'
import type { WorkedOutReturn } from '../domain/returns/work-out-return.ts'
import type { CardReceipt } from '../domain/sale/facts.ts'
import type { OpenPayment } from '../domain/sale/sale.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import type { OrderOutcome, PaymentQuestion } from './hardware.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import type { LaneState } from './lane-state.ts'
import { cannotTell } from './paying-state.ts'
import { askRefund, endRefund, openRefund, recoverRefund, settleRefund } from './refunding.ts'
import type { OpenReturn } from './returning.ts'
import { sell } from './sell.ts'

/*
 * Money by card, through the lane's own terminal.
 *
 * - The intent is in the journal before the terminal is asked, and the terminal is asked once.
 * - What the terminal says is written down with the tender, and with the end of the sale where that was the last of it.
 * - An answer that is lost makes the payment unknown: from then on the terminal is only asked what became of it, at once, when it
 *   comes back, and after a restart of the lane. Until somebody knows, nothing else happens to the sale.
 */

/** A terminal that was busy or did not answer is asked again after so long. */
const askAgainMs = 3_000

export function payByCard(amountMinor: number, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, hardware, newId } = context
  if (openPayment(state) === undefined && !terminalIsReady(context)) return refuse({ refused: 'terminal-away' }, context)
  const paymentId = newId() as PaymentId
  const asked = sell({ kind: 'ask-payment', amountMinor, ...paymentTry(paymentId, state) }, commandId, context)
  if (asked.stored) run(paymentId, context, (ended) => hardware.pay(amountMinor, paymentId, ended))
  return asked
}

/** Gives money of a return to the card it came from. */
export function refundByCard(open: OpenReturn & { readonly worked: WorkedOutReturn }, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, hardware, newId } = context
  if (!terminalIsReady(context)) return refuse({ refused: 'terminal-away' }, context)
  const paymentId = newId() as PaymentId
  const asked = askRefund(open, paymentTry(paymentId, state), commandId, context)
  const refund = openRefund(state)
  if (refund) run(paymentId, context, (ended) => hardware.refundCard(refund.amountMinor, paymentId, ended))
  return asked
}

/** Gives a tender back: one of the terminal by the terminal, any other over the counter. */
export function returnTender(tenderId: TenderId, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, hardware, newId } = context
  const card = state.sale.kind === 'tendering' ? state.sale.tenders.find((tender) => tender.tenderId === tenderId)?.card : undefined
  if (!card) return sell({ kind: 'return-tender', tenderId }, commandId, context)
  const paymentId = newId() as PaymentId
  const asked = sell({ kind: 'return-tender', tenderId, reversal: terminalIsReady(context) ? paymentTry(paymentId, state) : undefined }, commandId, context)
  const payment = openPayment(state)
  if (asked.stored && payment) run(paymentId, context, (ended) => hardware.reversePayment({ terminalReceipt: card.terminalReceipt, amountMinor: payment.amountMinor }, paymentId, ended))
  return asked
}

/** The terminal says itself how it ends: it may be approved already. */
export function cancelPayment(context: LaneContext): CommandOutcome {
  const { state, hardware, newId, settle } = context
  if (state.paying.order !== 'running') return refuse({ refused: 'payment-not-open' }, context)
  state.paying = { ...state.paying, isStopping: true }
  hardware.abortPayment(newId(), ({ outcome }) => settle(() => {
    if (outcome !== 'done') state.paying = { ...state.paying, isStopping: false }
    return done
  }))
  return done
}

/** Asks the terminal what became of the open payment, unless it is at it or being asked already. */
export function checkPayment(context: LaneContext): CommandOutcome {
  const { state, hardware, newId, settle } = context
  const payment = openPayment(state)
  if (!payment || state.paying.order !== 'none') return done
  if (!terminalIsReady(context)) {
    state.paying = { ...state.paying, hint: hardware.terminal()?.trouble ?? 'away' }
    return done
  }
  state.paying = { ...state.paying, order: 'asking' }
  hardware.paymentStatus(questionFor(payment, state), newId(), (outcome) => settle(() => takeAnswer(payment.paymentId, outcome, context)))
  return done
}

/** While the terminal is being asked its answer comes first: it knows better than anybody who looks at it. */
export function settlePayment(paid: boolean, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state } = context
  if (state.paying.order === 'asking') return refuse({ refused: 'payment-being-checked' }, context)
  const settled = openRefund(state) ? settleRefund(!paid, commandId, context) : sell({ kind: 'settle-payment', paid }, commandId, context)
  if (settled.stored) rest(state)
  return settled
}

/** What the customer does at the terminal. */
export function paymentProgress({ orderId, code }: { readonly orderId: string; readonly code: string }, { state }: LaneContext): CommandOutcome {
  if (openPayment(state)?.paymentId === orderId && state.paying.order === 'running') state.paying = { ...state.paying, hint: code }
  return done
}

export function learnTrace(traceNumber: number, { state }: LaneContext): CommandOutcome {
  state.paying = { ...state.paying, newestTrace: traceNumber }
  return done
}

/** A terminal that is back is asked at once what it was last at. */
export function terminalChanged({ role, state }: ViewDevice, context: LaneContext): CommandOutcome {
  return role === 'payment-terminal' && state === 'ready' ? checkPayment(context) : done
}

/** A lane that stopped while the terminal was at it does not know the end. Never asked for again: asked about, when the terminal is there. */
export function recoverPayment(context: LaneContext): CommandOutcome {
  const { state, newId } = context
  const payment = openPayment(state)
  if (!payment) return recoverRefund(context)
  if (payment.isUnknown) return done
  return sell({ kind: 'end-payment', paymentId: payment.paymentId, end: { kind: 'unknown', detail: 'lane-stopped' } }, newId() as CommandId, context)
}

/** Money that the terminal was asked to move, of the sale or of a return. */
export function openPayment({ sale, returning }: LaneState): OpenPayment | undefined {
  return sale.kind === 'tendering' ? sale.payment : returning?.refund
}

function run(paymentId: PaymentId, context: LaneContext, send: (ended: (outcome: OrderOutcome) => void) => void): void {
  const { state, settle } = context
  state.paying = { ...state.paying, order: 'running', hint: undefined, isStopping: false }
  send((outcome) => settle(() => {
    rest(state)
    return conclude(paymentId, endOf(outcome), context)
  }))
}

/** Nothing of ours is at the terminal any more. */
function rest(state: LaneState): void {
  state.paying = { ...state.paying, order: 'none', hint: undefined, isStopping: false }
}

function terminalIsReady({ hardware }: LaneContext): boolean {
  return hardware.terminal()?.state === 'ready'
}

function paymentTry(paymentId: PaymentId, { paying }: LaneState): { readonly paymentId: PaymentId; readonly afterTrace?: number } {
  return { paymentId, ...(paying.newestTrace === undefined ? {} : { afterTrace: paying.newestTrace }) }
}

function questionFor({ paymentId, amountMinor, afterTrace, givesBack }: OpenPayment, { sale }: LaneState): PaymentQuestion {
  const card = sale.kind === 'tendering' ? sale.tenders.find((tender) => tender.tenderId === givesBack)?.card : undefined
  return { paymentId, amountMinor, ...(afterTrace === undefined ? {} : { afterTrace }), ...(card ? { ofTrace: card.traceNumber } : {}) }
}

/** `failed` is said only of an order that surely moved no money. */
function endOf({ outcome, detail, payment }: OrderOutcome): PaymentEnd {
  if (outcome === 'done' && payment) return { kind: 'made', card: receiptOf(payment) }
  return outcome === 'failed' ? { kind: 'not-made', detail: detail ?? '' } : { kind: 'unknown', detail: detail ?? 'no-result' }
}

function receiptOf({ amountMinor: _asAsked, ...card }: CardPayment): CardReceipt {
  return card
}

/** What the question brought: only an answered one ends the payment. */
function takeAnswer(paymentId: PaymentId, { outcome, detail, payment }: OrderOutcome, context: LaneContext): CommandOutcome {
  const { state, clock, settle } = context
  rest(state)
  if (outcome === 'done') return conclude(paymentId, payment ? { kind: 'made', card: receiptOf(payment) } : { kind: 'not-made', detail: 'not-found' }, context)
  state.paying = { ...state.paying, hint: detail ?? cannotTell }
  if (detail !== cannotTell) clock.after(askAgainMs, () => settle(() => checkPayment(context)))
  return done
}

/** Writes the end down, or that nobody knows it; and asks at once in that case, where the terminal is there. */
function conclude(paymentId: PaymentId, end: PaymentEnd, context: LaneContext): CommandOutcome {
  const { state, newId } = context
  const payment = openPayment(state)
  if (payment?.paymentId !== paymentId) return done
  const commandId = newId() as CommandId
  const isRefund = openRefund(state) !== undefined
  const concluded = isRefund ? endRefund(paymentId, end, commandId, context) : sell({ kind: 'end-payment', paymentId, end }, commandId, context)
  if (end.kind === 'unknown') checkPayment(context)
  if (end.kind === 'not-made') state.messages.say({ level: 'warn', code: isRefund ? 'card-not-refunded' : messageCode(payment, end.detail), data: { amountMinor: payment.amountMinor, detail: end.detail } })
  return concluded
}

const codes: Readonly<Record<string, string>> = {
  declined: 'card-declined', 'not-possible': 'card-declined', aborted: 'card-stopped', unreadable: 'card-unreadable', 'card-expired': 'card-expired', 'over-limit': 'card-over-limit', busy: 'terminal-busy',
}

function messageCode({ givesBack }: OpenPayment, detail: string): string {
  return givesBack === undefined ? (codes[detail] ?? 'card-not-made') : 'card-not-given-back'
}
