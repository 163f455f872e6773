import { assert, assertNever } from '../assert.ts'
import type { Line } from '../basket/line.ts'
import type { LineId, PaymentId } from '../ids.ts'
import type { TakenOffer } from '../loyalty/take-for-points.ts'
import type { Fact, FactOf } from './facts.ts'
import { noSale, type Basket, type OpenPayment, type Sale } from './sale.ts'

/**
 * The sale after one more fact. Never refuses: what is in the journal has happened.
 * Facts of other sales and of devices leave the sale as it is.
 */
export function apply(sale: Sale, fact: Fact): Sale {
  switch (fact.kind) {
    case 'sale-opened':
      return { kind: 'open', basket: emptyBasket(fact) }
    case 'line-added':
      return changeBasket(sale, (basket) => ({ ...basket, lines: [...basket.lines, fact.line], ...(fact.itemsAt ? { itemsAt: [...(basket.itemsAt ?? []), fact.itemsAt] } : {}) }))
    case 'line-voided':
      return changeLine(sale, fact.lineId, 'voided')
    case 'age-confirmed':
      return changeLine(sale, fact.lineId, 'sold')
    case 'member-attached':
      return changeBasket(sale, (basket) => ({ ...basket, attached: { member: fact.member, list: fact.list, identifiedBy: fact.identifiedBy, toldAt: fact.toldAt } }))
    case 'member-detached':
      return changeBasket(sale, (basket) => ({ ...basket, attached: undefined, taken: undefined }))
    case 'coupon-presented':
      return changeBasket(sale, (basket) => ({ ...basket, coupons: [...basket.coupons, { ...fact.coupon, lineCount: basket.lines.length }] }))
    case 'coupon-withdrawn':
      return changeBasket(sale, (basket) => ({ ...basket, coupons: basket.coupons.filter(({ couponCode }) => couponCode !== fact.couponCode) }))
    case 'offer-taken':
      return changeBasket(sale, (basket) => ({ ...basket, taken: withTaken(basket.taken ?? [], fact) }))
    case 'tender-opened':
      return { kind: 'tendering', basket: basketOf(sale), tenders: [] }
    case 'tender-left':
    case 'sale-recalled':
      return { kind: 'open', basket: basketOf(sale) }
    case 'tender-taken':
      return changeTenders(sale, (tenders) => [...tenders, fact.tender])
    case 'tender-returned':
      return changeTenders(sale, (tenders) => tenders.filter((tender) => tender.tenderId !== fact.tenderId))
    case 'payment-asked':
      return openPayment(sale, { paymentId: fact.paymentId, amountMinor: fact.amountMinor, afterTrace: fact.afterTrace, askedAt: fact.askedAt, isUnknown: false })
    case 'reversal-asked':
      return openPayment(sale, { paymentId: fact.paymentId, amountMinor: fact.amountMinor, afterTrace: fact.afterTrace, askedAt: fact.askedAt, givesBack: fact.tenderId, isUnknown: false })
    case 'payment-unknown':
    case 'reversal-unknown':
      return changePayment(sale, fact.paymentId, (payment) => ({ ...payment, isUnknown: true }))
    case 'payment-ended':
    case 'reversal-ended':
      return changePayment(sale, fact.paymentId, () => undefined)
    case 'sale-suspended':
      return { kind: 'suspended', basket: basketOf(sale) }
    case 'sale-given-away':
      return noSale
    case 'sale-taken-over':
      return { kind: 'open', basket: fact.basket }
    case 'sale-voided':
      return { kind: 'voided', basket: basketOf(sale) }
    case 'sale-completed':
      return { kind: 'completed', completed: fact }
    case 'journal-opened':
    case 'journal-branched':
    case 'receipts-skipped':
    case 'sale-returned':
    case 'refund-asked':
    case 'refund-unknown':
    case 'refund-ended':
    case 'drawer-asked':
    case 'print-asked':
    case 'print-ended':
    case 'payment-card-rejected':
      return sale
    default:
      return assertNever(fact, 'fact')
  }
}

function emptyBasket(fact: FactOf<'sale-opened'>): Basket {
  return { saleId: fact.saleId, openedAt: fact.openedAt, businessDay: fact.businessDay, cashierId: fact.cashierId, lines: [], coupons: [] }
}

/** The basket of an unfinished sale. @throws AssertionError when there is none */
export function basketOf(sale: Sale): Basket {
  assert(sale.kind !== 'none' && sale.kind !== 'completed', `no basket in a sale that is ${sale.kind}`)
  return sale.basket
}

function changeBasket(sale: Sale, change: (basket: Basket) => Basket): Sale {
  assert(sale.kind === 'open' || sale.kind === 'tendering', `the basket of a ${sale.kind} sale does not change`)
  return { ...sale, basket: change(sale.basket) }
}

function withTaken(taken: readonly TakenOffer[], { offerId, rewardCount, pointsPrice }: FactOf<'offer-taken'>): TakenOffer[] {
  const others = taken.filter((each) => each.offerId !== offerId)
  return rewardCount === 0 ? others : [...others, { offerId, rewardCount, pointsPrice }]
}

function changeLine(sale: Sale, lineId: LineId, state: Line['state']): Sale {
  return changeBasket(sale, (basket) => ({ ...basket, lines: basket.lines.map((line) => (line.lineId === lineId ? { ...line, state } : line)) }))
}

function changeTenders(sale: Sale, change: (tenders: Extract<Sale, { kind: 'tendering' }>['tenders']) => Extract<Sale, { kind: 'tendering' }>['tenders']): Sale {
  assert(sale.kind === 'tendering', `no money moves in a sale that is ${sale.kind}`)
  return { ...sale, tenders: change(sale.tenders) }
}

function openPayment(sale: Sale, payment: OpenPayment): Sale {
  assert(sale.kind === 'tendering' && sale.payment === undefined, 'one payment at a time, in a sale that is being paid')
  return { ...sale, payment }
}

function changePayment(sale: Sale, paymentId: PaymentId, change: (payment: OpenPayment) => OpenPayment | undefined): Sale {
  assert(sale.kind === 'tendering' && sale.payment?.paymentId === paymentId, 'a payment that is not open does not change')
  return { ...sale, payment: change(sale.payment) }
}
