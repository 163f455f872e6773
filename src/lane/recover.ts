import type { SaleId } from '../domain/ids.ts'
import { apply } from '../domain/sale/apply.ts'
import { noSale, type Basket, type Sale } from '../domain/sale/sale.ts'
import type { Journal } from './store/journal.ts'
import type { LaneStore } from './store/open-lane-store.ts'

export interface Recovered {
  /** The sale that was on the screen when the lane stopped. */
  readonly sale: Sale
  readonly suspended: readonly { readonly suspendedAt: string; readonly basket: Basket }[]
}

/** Works out from the journal where the lane stood: the same basket, down to the last acknowledged scan. */
export function recover({ journal, own }: LaneStore): Recovered {
  const suspended: { suspendedAt: string; basket: Basket }[] = []
  let sale: Sale = noSale
  for (const { saleId, suspendedAt } of own.unfinishedSales()) {
    const replayed = replay(journal, saleId)
    if (replayed.kind === 'suspended' && suspendedAt !== undefined) suspended.push({ suspendedAt, basket: replayed.basket })
    else sale = replayed
  }
  return { sale, suspended }
}

/** One sale as its facts tell it. */
export function replay(journal: Journal, saleId: SaleId): Sale {
  return journal.saleFacts(saleId).reduce<Sale>((sale, { fact }) => apply(sale, fact), noSale)
}
