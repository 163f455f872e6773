import type { Given, SaleRefusal } from './commands.ts'
import { completeSale } from './complete-sale.ts'
import type { Fact, Tender, TenderKind } from './facts.ts'
import { paidMinor, soldLines, type Sale } from './sale.ts'

export type Tendering = Extract<Sale, { readonly kind: 'tendering' }>

/** Why this money cannot be taken, whatever it is. No card gives change. */
export function tenderTrouble(sale: Tendering, tenderKind: TenderKind, amountMinor: number, given: Given): SaleRefusal | undefined {
  const pending = soldLines(sale.basket).find((line) => line.state === 'pending-age')
  if (pending) return { refused: 'age-pending', lineId: pending.lineId }
  if (amountMinor < 1) return { refused: 'amount-not-positive' }
  const dueMinor = leftMinor(sale, given)
  return tenderKind !== 'cash' && amountMinor > dueMinor ? { refused: 'card-over-due', dueMinor } : undefined
}

/** Money taken; with the last of what is due the sale is complete. */
export function takeMoney(sale: Tendering, tender: Tender, given: Given): Fact[] {
  const taken: Fact = { kind: 'tender-taken', saleId: sale.basket.saleId, tender }
  return tender.amountMinor >= leftMinor(sale, given) ? [taken, completeSale(sale.basket, [...sale.tenders, tender], given)] : [taken]
}

function leftMinor({ tenders }: Tendering, { priced }: Given): number {
  return priced.totals.dueMinor - paidMinor(tenders)
}
