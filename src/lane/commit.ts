import type { CommandId } from '../domain/ids.ts'
import { apply } from '../domain/sale/apply.ts'
import type { Fact } from '../domain/sale/facts.ts'
import type { Sale } from '../domain/sale/sale.ts'
import { openBasket, parkSale, repriceSale, type LaneState } from './lane-state.ts'
import type { Clock } from './real-clock.ts'
import type { LaneStore } from './store/open-lane-store.ts'

interface Committing {
  readonly state: LaneState
  readonly store: LaneStore
  readonly clock: Clock
}

/**
 * Writes facts down, then lets the lane's memory follow. When the disk refuses, nothing in memory has moved.
 * @param sale the sale the facts lead to, where it is not simply the open one carried on
 * @throws the error of SQLite; the command was then not taken
 */
export function commit(facts: readonly Fact[], commandId: CommandId, { state, store, clock }: Committing, sale?: Sale): void {
  const at = clock.now()
  store.journal.append({ commandId, at, facts })
  const basketBefore = openBasket(state)
  const pointsBefore = state.pointsBefore
  state.sale = sale ?? facts.reduce(apply, state.sale)
  for (const fact of facts) {
    const begins = fact.kind === 'sale-opened' || fact.kind === 'sale-recalled' || fact.kind === 'sale-taken-over'
    const ends = fact.kind === 'sale-completed' || fact.kind === 'sale-voided' || fact.kind === 'sale-suspended'
    if (begins) forgetLastCustomer(state)
    if (ends || fact.kind === 'sale-opened') state.unknownCount = 0
    // Goods can wait on the scale before there is a sale: opening it leaves them there.
    if (ends || fact.kind === 'sale-recalled' || fact.kind === 'sale-taken-over') state.weighing = undefined
    if (fact.kind === 'sale-completed' && basketBefore) state.done = { completed: fact, basket: basketBefore, pointsBefore }
    if (fact.kind === 'sale-suspended' && basketBefore) parkSale(state, store, basketBefore, fact.suspendedAt)
    if (fact.kind === 'sale-recalled') state.suspended.delete(fact.saleId)
  }
  repriceSale(state, store, at)
}

function forgetLastCustomer(state: LaneState): void {
  state.done = undefined
  state.returning = undefined
  state.seenAllowances.clear()
}
