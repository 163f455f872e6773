import type { LaneCommand } from '../contract/lane-commands.ts'
import { unitCountOf } from '../domain/basket/line.ts'
import { assertNever } from '../domain/assert.ts'
import type { CommandId, LineId } from '../domain/ids.ts'
import { returnableUnits, workOutReturn, type WorkedOutReturn } from '../domain/returns/work-out-return.ts'
import type { SaleCommand } from '../domain/sale/commands.ts'
import type { SaleCompleted } from '../domain/sale/facts.ts'
import type { ReturnReason, SaleReturned } from '../domain/sale/sale-returned.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import { findReceipt, type NamedReceipt } from './find-receipt.ts'
import { giveBack, type BackBy } from './give-back.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import { openBasket, type LaneState } from './lane-state.ts'
import { refundByCard } from './paying.ts'
import type { OpenRefund } from './refunding.ts'

/**
 * Goods that come back, from the receipt to the money.
 *
 * Choosing them is nobody's fact: a lane that stops meanwhile has given nothing back and taken nothing, and the cashier
 * scans the receipt again. The return itself is one commit, with its drawer and its receipt.
 */
export interface OpenReturn {
  readonly completed: SaleCompleted
  /** What came back of the sale before this return. */
  readonly earlier: readonly SaleReturned[]
  /** Units chosen so far; every line at most what is left of it. */
  readonly counts: ReadonlyMap<LineId, number>
  readonly reason: ReturnReason
  /** What the chosen goods come to; undefined while nothing is chosen. */
  readonly worked: WorkedOutReturn | undefined
  /** The card terminal is giving the money back, or nobody knows whether it has. */
  readonly refund?: OpenRefund | undefined
  /** The finished return stays on the screen until the next thing begins. */
  readonly finished?: SaleReturned | undefined
}

/** A return that is being chosen, or undefined. */
export function openReturn({ returning }: LaneState): OpenReturn | undefined {
  return returning?.finished ? undefined : returning
}

type ReturnCommand = Extract<LaneCommand, { readonly name: 'openReturn' | 'voidLastSale' | 'setReturnCount' | 'returnEverything' | 'setReturnReason' | 'giveBack' | 'leaveReturn' }>

/** What a cashier does with goods that come back. */
export function handleReturn(command: ReturnCommand, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state } = context
  switch (command.name) {
    case 'openReturn':
      return beginReturn(command.receipt === undefined ? undefined : { typed: command.receipt }, context)
    case 'voidLastSale':
      return voidLastSale(context)
    case 'setReturnCount':
      return choose(context, (counts) => counts.set(command.lineId as LineId, command.unitCount))
    case 'returnEverything':
      return everything(context)
    case 'setReturnReason':
      return withReturn(context, (open) => {
        state.returning = { ...open, reason: command.reason }
        return done
      })
    case 'giveBack':
      return withReturn(context, (open) => giveMoney(open, command.tender, commandId, context))
    case 'leaveReturn':
      if (state.returning?.refund) return waitForRefund(state.returning.refund, context)
      state.returning = undefined
      return done
    default:
      return assertNever(command, 'return command')
  }
}

function giveMoney({ worked, ...open }: OpenReturn, by: BackBy, commandId: CommandId, context: LaneContext): CommandOutcome {
  if (!worked) return refuse({ refused: 'nothing-chosen' }, context)
  if (by !== 'cash' && worked.cardMostMinor === 0) return refuse({ refused: 'not-paid-by-card' }, context)
  return by === 'card' ? refundByCard({ ...open, worked }, commandId, context) : giveBack({ ...open, worked }, by, commandId, context)
}

/**
 * Opens the return of a sale of this lane.
 * @param receipt the newest sale without
 */
export function beginReturn(receipt: NamedReceipt | undefined, context: LaneContext): CommandOutcome {
  const { state, store } = context
  if (openBasket(state)) return refuse({ refused: 'sale-open' }, context)
  if (openReturn(state)) return refuse({ refused: 'return-open' }, context)
  const found = findReceipt(receipt, context)
  if ('refused' in found) return refuse(found, context)
  state.messages.goodScan()
  state.nextQuantity = undefined
  // Another customer stands here now: her display says nothing of the last one.
  state.done = undefined
  state.returning = { completed: found, earlier: store.journal.returnsOf(found.saleId), counts: new Map(), reason: 'unwanted', worked: undefined }
  return { ...done, sounds: ['item'] }
}

/** A sale that should not have been made is one whose goods all come back. */
function voidLastSale(context: LaneContext): CommandOutcome {
  const begun = beginReturn(undefined, context)
  const open = openReturn(context.state)
  if (begun.outcome.kind !== 'ok' || !open) return begun
  context.state.returning = { ...open, reason: 'void' }
  const all = everything(context)
  return all.outcome.kind === 'ok' ? begun : all
}

/** Goods held to the scanner choose the first line of theirs that has any left. */
export function pickGoods({ item, quantity }: Extract<SaleCommand, { kind: 'add-item' }>, context: LaneContext): CommandOutcome {
  const { state } = context
  return withReturn(context, ({ completed, earlier, counts }) => {
    const left = returnableUnits(completed, earlier)
    const lines = completed.lines.filter((line) => line.item.itemId === item.itemId)
    if (lines.length === 0) return refuse({ refused: 'not-on-receipt' }, context)
    const leftOf = (lineId: LineId): number => (left.get(lineId) ?? 0) - (counts.get(lineId) ?? 0)
    const sameWeight = quantity.kind === 'weight' ? lines.find((line) => line.quantity.kind === 'weight' && line.quantity.grams === quantity.grams && leftOf(line.lineId) > 0) : undefined
    const line = sameWeight ?? lines.find(({ lineId }) => leftOf(lineId) > 0)
    if (!line) return refuse({ refused: 'all-back-already' }, context)
    const unitCount = Math.min(leftOf(line.lineId), line.quantity.kind === 'weight' ? 1 : unitCountOf(quantity))
    state.nextQuantity = undefined
    state.messages.goodScan()
    return choose(context, (chosen) => chosen.set(line.lineId, (counts.get(line.lineId) ?? 0) + unitCount))
  })
}

function everything(context: LaneContext): CommandOutcome {
  return withReturn(context, ({ completed, earlier }) => {
    const left = returnableUnits(completed, earlier)
    if ([...left.values()].every((count) => count === 0)) return refuse({ refused: 'all-back-already' }, context)
    return choose(context, (counts) => left.forEach((count, lineId) => counts.set(lineId, count)))
  })
}

/** Changes what is chosen, and works out what that comes to. More than is left of a line is refused. */
function choose(context: LaneContext, change: (counts: Map<LineId, number>) => unknown): CommandOutcome {
  const { state } = context
  return withReturn(context, (open) => {
    const { completed, earlier } = open
    const counts = new Map(open.counts)
    change(counts)
    const left = returnableUnits(completed, earlier)
    for (const [lineId, count] of counts) {
      const most = left.get(lineId)
      if (most === undefined) return refuse({ refused: 'line-not-found' }, context)
      const tooMany = { refused: 'more-than-sold', count: most }
      if (count > most) return refuse(tooMany, context)
    }
    const chosen = [...counts].flatMap(([lineId, unitCount]) => (unitCount > 0 ? [{ lineId, unitCount }] : []))
    state.returning = { ...open, counts, worked: chosen.length > 0 ? workOutReturn({ completed, earlier, chosen }) : undefined }
    return { ...done, sounds: ['item'] }
  })
}

function withReturn(context: LaneContext, step: (open: OpenReturn) => CommandOutcome): CommandOutcome {
  const open = openReturn(context.state)
  if (open?.refund) return waitForRefund(open.refund, context)
  return open ? step(open) : refuse({ refused: 'no-return-open' }, context)
}

/** Until it is known whether money has moved nothing else happens to the return. */
function waitForRefund({ isUnknown }: OpenRefund, context: LaneContext): CommandOutcome {
  return refuse({ refused: isUnknown ? 'payment-unknown' : 'payment-open' }, context)
}
