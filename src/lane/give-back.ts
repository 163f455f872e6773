import type { CashierId, CommandId, SaleId } from '../domain/ids.ts'
import { pointsBalance } from '../domain/loyalty/points-balance.ts'
import { returnEntries } from '../domain/loyalty/return-entries.ts'
import { cashRoundingOf } from '../domain/money/cash-rounding.ts'
import { saleReturn } from '../domain/returns/sale-return.ts'
import { moneyBack, type WorkedOutReturn } from '../domain/returns/work-out-return.ts'
import type { SaleReturned } from '../domain/sale/sale-returned.ts'
import type { CommandOutcome } from './command-outcome.ts'
import { commit } from './commit.ts'
import type { LaneContext } from './lane-context.ts'
import { pointsSince, saleTime } from './lane-state.ts'
import type { OpenReturn } from './returning.ts'

/** `cash`, or as far as the sale was paid by card back to it: by the lane's terminal, or by one that stands alone, where the cashier has seen it done. */
export type BackBy = 'cash' | 'card' | 'card-confirmed'

/** The goods are taken and the money goes back: one commit with the drawer's pulse and the receipt. */
export function giveBack(open: OpenReturn & { readonly worked: WorkedOutReturn }, by: Exclude<BackBy, 'card'>, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, printing } = context
  const returned = returnOf(open, by, context)
  const facts = [returned, ...printing.factsFor([returned])]
  commit(facts, commandId, context)
  state.returning = { ...open, finished: returned }
  state.messages.goodScan()
  printing.begin(facts)
  return { outcome: { kind: 'ok' }, sounds: ['paid'], stored: true }
}

/** The return as it is meant, with its money on its way. */
export function returnOf(open: OpenReturn & { readonly worked: WorkedOutReturn }, by: BackBy, context: LaneContext): SaleReturned {
  const { state, store, config, clock, newId } = context
  const { completed, earlier, reason, worked } = open
  const at = clock.now()
  const money = moneyBack(worked, earlier, by === 'cash' ? undefined : by, cashRoundingOf(state.shop?.settings.cashRounding))
  const given = { at, businessDay: saleTime(state, at).day, cashierId: config.cashier.cashierId as CashierId, newSaleId: newId() as SaleId, receiptNumber: store.own.lastReceiptNumber() + 1, reason }
  const returned = saleReturn({ completed }, worked, money, given)
  const balance = balanceWith(returned, context)
  return balance ? saleReturn({ completed }, worked, money, { ...given, balance }) : returned
}

/** Her points before and after, where this lane knows the member. */
function balanceWith(returned: SaleReturned, { state, store }: LaneContext): { readonly before: number; readonly after: number } | undefined {
  const { journalId } = store.identity
  const member = returned.member && store.replica.member(returned.member.memberId)
  if (!member) return undefined
  const own = pointsSince(member, store)
  const number = store.journal.lastNumber() + 1
  const moved = returnEntries(returned, { journalId, number }).map((entry) => ({ ...entry, number, memberId: member.memberId }))
  const balanceOf = (entries: typeof own): number => pointsBalance({ member, journalId, own: entries, rules: state.shop?.settings.loyalty ?? {}, day: returned.businessDay }).balance
  return { before: balanceOf(own), after: balanceOf([...own, ...moved]) }
}
