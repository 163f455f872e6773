import type { CashierId, CommandId, PaymentId } from '../domain/ids.ts'
import type { PaymentEnd, PaymentTry } from '../domain/sale/commands.ts'
import type { CardReceipt, Fact } from '../domain/sale/facts.ts'
import type { OpenPayment } from '../domain/sale/sale.ts'
import type { SaleReturned } from '../domain/sale/sale-returned.ts'
import { workOutReturn, type WorkedOutReturn } from '../domain/returns/work-out-return.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import { commit } from './commit.ts'
import { returnOf } from './give-back.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import type { LaneState } from './lane-state.ts'
import type { OpenReturn } from './returning.ts'

/*
 * Money of a return that goes back to a card through the lane's own terminal. The intent holds the whole return, so that
 * it can be written down as it was meant when the terminal has given the money, also after a restart; until then nothing
 * has come back. A refund is asked for once, and asked about whenever the terminal's answer is lost.
 */

/** The terminal was asked to give money of a return back, and the end is not written down yet. */
export interface OpenRefund extends OpenPayment {
  readonly returned: SaleReturned
}

export function openRefund({ returning }: LaneState): OpenRefund | undefined {
  return returning?.refund
}

/** Writes down what the terminal is about to be asked. */
export function askRefund(open: OpenReturn & { readonly worked: WorkedOutReturn }, { paymentId, afterTrace }: PaymentTry, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, clock } = context
  const returned = returnOf(open, 'card', context)
  const amountMinor = returned.tenders.find(({ tenderKind }) => tenderKind === 'card')?.amountMinor ?? 0
  const refund: OpenRefund = { paymentId, amountMinor, ...(afterTrace === undefined ? {} : { afterTrace }), askedAt: clock.now(), isUnknown: false, returned }
  commit([{ kind: 'refund-asked', saleId: returned.saleId, paymentId, amountMinor, afterTrace, askedAt: refund.askedAt, returned }], commandId, context)
  state.returning = { ...open, refund }
  state.messages.goodScan()
  return { ...done, stored: true }
}

/** What the terminal says of the refund, or a person who has looked at it. An answer to one that is not open changes nothing. */
export function endRefund(paymentId: PaymentId, end: PaymentEnd, commandId: CommandId, context: LaneContext, settledBy?: CashierId): CommandOutcome {
  const { state } = context
  const refund = openRefund(state)
  if (!refund || !state.returning || refund.paymentId !== paymentId) return refuse({ refused: 'payment-not-open' }, context)
  const { saleId } = refund.returned
  switch (end.kind) {
    case 'unknown':
      if (refund.isUnknown) return done
      commit([{ kind: 'refund-unknown', saleId, paymentId, detail: end.detail }], commandId, context)
      state.returning = { ...state.returning, refund: { ...refund, isUnknown: true } }
      return { ...done, sounds: ['warn'], stored: true }
    case 'not-made':
      commit([{ kind: 'refund-ended', saleId, paymentId, outcome: 'not-made', ...(settledBy ? { settledBy } : { detail: end.detail }) }], commandId, context)
      state.returning = { ...state.returning, refund: undefined }
      return { ...done, sounds: ['declined'], stored: true }
    case 'made':
      return finishRefund(refund, settledBy ? { settledBy } : { card: end.card }, commandId, context)
  }
}

/** Only what nobody can tell is settled by a person, and the journal says by whom. */
export function settleRefund(isGivenBack: boolean, commandId: CommandId, context: LaneContext): CommandOutcome {
  const refund = openRefund(context.state)
  if (!refund) return refuse({ refused: 'payment-not-open' }, context)
  if (!refund.isUnknown) return refuse({ refused: 'payment-open' }, context)
  const settledBy = context.config.cashier.cashierId as CashierId
  if (isGivenBack) return finishRefund(refund, { settledBy }, commandId, context)
  return endRefund(refund.paymentId, { kind: 'not-made', detail: '' }, commandId, context, settledBy)
}

/** A lane that stopped while the terminal was at it shows the return again, and does not know the end. */
export function recoverRefund(context: LaneContext): CommandOutcome {
  const { state, store, newId } = context
  const asked = store.journal.openRefund()
  const completed = asked && store.journal.completedSale(asked.returned.of.receiptNumber)?.fact
  if (!asked || !completed) return done
  const { returned, paymentId, amountMinor, afterTrace, askedAt } = asked
  const counts = new Map(returned.lines.map(({ lineId, quantity }) => [lineId, quantity.kind === 'weight' ? 1 : quantity.count]))
  const earlier = store.journal.returnsOf(completed.saleId)
  const chosen = [...counts].flatMap(([lineId, unitCount]) => (unitCount > 0 ? [{ lineId, unitCount }] : []))
  state.returning = { completed, earlier, counts, reason: returned.reason, worked: workOutReturn({ completed, earlier, chosen }), refund: { paymentId, amountMinor, afterTrace, askedAt, isUnknown: asked.isUnknown, returned } }
  return endRefund(paymentId, { kind: 'unknown', detail: 'lane-stopped' }, newId() as CommandId, context)
}

/** The return is written down with the refund it waited for, as one: as it was meant, at the time it was done. */
function finishRefund({ paymentId, returned }: OpenRefund, how: { readonly card: CardReceipt } | { readonly settledBy: CashierId }, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, store, clock, printing } = context
  const tenders = returned.tenders.map((tender) => (tender.tenderKind !== 'card' ? tender : 'card' in how ? { ...tender, card: how.card } : { ...tender, tenderKind: 'card-confirmed' as const }))
  const finished: SaleReturned = { ...returned, tenders, returnedAt: clock.now(), receiptNumber: store.own.lastReceiptNumber() + 1 }
  const ended: Fact = { kind: 'refund-ended', saleId: returned.saleId, paymentId, outcome: 'refunded', ...('settledBy' in how ? how : {}) }
  const facts = [ended, finished, ...printing.factsFor([finished])]
  commit(facts, commandId, context)
  if (state.returning) state.returning = { ...state.returning, refund: undefined, finished }
  printing.begin(facts)
  return { ...done, sounds: ['paid'], stored: true }
}
