import { assertNever } from '../assert.ts'
import type { CashierId } from '../ids.ts'
import type { Given, PaymentEnd, SaleCommand, SaleRefusal } from './commands.ts'
import type { Fact } from './facts.ts'
import type { OpenPayment, Sale } from './sale.ts'
import { takeMoney, tenderTrouble, type Tendering } from './take-money.ts'

/**
 * While a terminal has been asked for money nothing else happens to the sale: neither its lines nor its payment change
 * before it is known whether money has moved. Pressing Pay again does no harm.
 */
export function waitsForTerminal(sale: Sale, command: SaleCommand): SaleRefusal | undefined {
  if (sale.kind !== 'tendering' || !sale.payment) return undefined
  if (command.kind === 'end-payment' || command.kind === 'settle-payment' || command.kind === 'open-tender') return undefined
  return { refused: sale.payment.isUnknown ? 'payment-unknown' : 'payment-open' }
}

export function askPayment(sale: Sale, { paymentId, amountMinor, afterTrace }: Extract<SaleCommand, { kind: 'ask-payment' }>, given: Given): Fact[] | SaleRefusal {
  if (sale.kind !== 'tendering') return { refused: 'not-being-paid' }
  return tenderTrouble(sale, 'card', amountMinor, given) ?? [{ kind: 'payment-asked', saleId: sale.basket.saleId, paymentId, amountMinor, afterTrace, askedAt: given.at }]
}

/** An answer to a payment that is not open any more changes nothing: what is known stays as it is. */
export function endPayment(sale: Sale, { paymentId, end }: Extract<SaleCommand, { kind: 'end-payment' }>, given: Given): Fact[] | SaleRefusal {
  if (sale.kind !== 'tendering' || sale.payment?.paymentId !== paymentId) return { refused: 'payment-not-open' }
  switch (end.kind) {
    case 'unknown':
      return unknown(sale, sale.payment, end.detail)
    case 'made':
    case 'not-made':
      return sale.payment.givesBack === undefined ? endTaking(sale, sale.payment, end, given) : endGivingBack(sale, sale.payment, end)
    default:
      return assertNever(end, 'end of a payment')
  }
}

/** Only what nobody can tell is settled by a person, and the journal says by whom. */
export function settlePayment(sale: Sale, paid: boolean, given: Given): Fact[] | SaleRefusal {
  if (sale.kind !== 'tendering' || !sale.payment) return { refused: 'payment-not-open' }
  if (!sale.payment.isUnknown) return { refused: 'payment-open' }
  const { payment } = sale
  const settledBy = given.cashierId
  if (payment.givesBack !== undefined) return givenBack(sale, payment, paid ? 'not-made' : 'reversed', { settledBy })
  const ended = paymentEnded(sale, payment, paid ? 'approved' : 'not-made', { settledBy })
  // Seen approved by the cashier, like on a terminal that stands alone.
  return paid ? [ended, ...takeMoney(sale, { tenderId: given.newTenderId, tenderKind: 'card-confirmed', amountMinor: payment.amountMinor }, given)] : [ended]
}

/** Said once: asking again and hearing nothing again is no news. */
function unknown(sale: Tendering, payment: OpenPayment, detail: string): Fact[] {
  if (payment.isUnknown) return []
  const { saleId } = sale.basket
  return [{ kind: payment.givesBack === undefined ? 'payment-unknown' : 'reversal-unknown', saleId, paymentId: payment.paymentId, detail }]
}

type KnownEnd = Exclude<PaymentEnd, { readonly kind: 'unknown' }>

function endTaking(sale: Tendering, payment: OpenPayment, end: KnownEnd, given: Given): Fact[] {
  if (end.kind === 'not-made') return [paymentEnded(sale, payment, 'not-made', { detail: end.detail })]
  const tender = { tenderId: given.newTenderId, tenderKind: 'card', amountMinor: payment.amountMinor, card: end.card } as const
  return [paymentEnded(sale, payment, 'approved', {}), ...takeMoney(sale, tender, given)]
}

function endGivingBack(sale: Tendering, payment: OpenPayment, end: KnownEnd): Fact[] {
  return end.kind === 'made' ? givenBack(sale, payment, 'reversed', {}) : givenBack(sale, payment, 'not-made', { detail: end.detail })
}

interface Why {
  readonly detail?: string
  readonly settledBy?: CashierId
}

function paymentEnded({ basket }: Tendering, { paymentId }: OpenPayment, outcome: 'approved' | 'not-made', why: Why): Fact {
  return { kind: 'payment-ended', saleId: basket.saleId, paymentId, outcome, ...why }
}

function givenBack({ basket }: Tendering, { paymentId, givesBack }: OpenPayment, outcome: 'reversed' | 'not-made', why: Why): Fact[] {
  const { saleId } = basket
  const ended: Fact = { kind: 'reversal-ended', saleId, paymentId, outcome, ...why }
  return outcome === 'reversed' && givesBack !== undefined ? [ended, { kind: 'tender-returned', saleId, tenderId: givesBack }] : [ended]
}
