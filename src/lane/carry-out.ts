import type { LaneCommand } from '../contract/lane-commands.ts'
import { assertNever } from '../domain/assert.ts'
import type { CommandId, LineId, OfferId, SaleId, TenderId } from '../domain/ids.ts'
import { apply } from '../domain/sale/apply.ts'
import type { SaleCommand } from '../domain/sale/commands.ts'
import type { Fact } from '../domain/sale/facts.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import { commit } from './commit.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import { recallElsewhere } from './hand-over.ts'
import { openBasket } from './lane-state.ts'
import { cancelPayment, checkPayment, payByCard, returnTender, settlePayment } from './paying.ts'
import { handleReturn, openReturn } from './returning.ts'
import { scanCode } from './scan-code.ts'
import { sell as sellTo } from './sell.ts'
import { spendPoints } from './spend-points.ts'
import { findByPhone } from './understand-code.ts'
import { cancelWeighing, isWaiting, weighAgain, zeroScale } from './weighing.ts'

/** Carries out what a person at the lane asks for. */
export function carryOut(command: LaneCommand, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, printing } = context
  if (openReturn(state) && waitForReturn.has(command.name)) return refuse({ refused: 'return-open' }, context)
  const sell = (saleCommand: SaleCommand): CommandOutcome => sellTo(saleCommand, commandId, context)
  switch (command.name) {
    case 'scan':
      return scanCode({ text: command.text, source: 'scanner' }, commandId, context)
    case 'keyCode':
      return scanCode({ text: command.text, source: 'keyed' }, commandId, context)
    case 'findMember':
      return scanCode({ find: (codes) => findByPhone(command.phone, codes) }, commandId, context)
    case 'setNextQuantity':
      state.nextQuantity = command.unitCount
      return done
    case 'clearMessage':
      state.messages.clear()
      if (!isWaiting(state)) state.weighing = undefined
      return done
    case 'cancelWeighing':
      return cancelWeighing(context)
    case 'weighAgain':
      return weighAgain(commandId, context)
    case 'zeroScale':
      return zeroScale(context)
    case 'detachMember':
      return sell({ kind: 'detach-member' })
    case 'voidLine':
      return sell({ kind: 'void-line', lineId: command.lineId as LineId })
    case 'undoLast':
      // The last thing is then the item on the scale.
      return isWaiting(state) ? cancelWeighing(context) : sell({ kind: 'undo-last' })
    case 'answerAge':
      return sell({ kind: 'answer-age', lineId: command.lineId as LineId, oldEnough: command.oldEnough })
    case 'takeOffer':
      return takeOffer(command, commandId, context)
    case 'openTender':
      return sell({ kind: 'open-tender' })
    case 'leaveTender':
      return sell({ kind: 'leave-tender' })
    case 'takeCash':
      return sell({ kind: 'take-tender', tenderKind: 'cash', amountMinor: command.givenMinor })
    case 'takeCardConfirmed':
      return sell({ kind: 'take-tender', tenderKind: 'card-confirmed', amountMinor: command.amountMinor })
    case 'payWithPoints':
      return spendPoints({ kind: 'take-tender', tenderKind: 'points', amountMinor: command.amountMinor }, commandId, context)
    case 'returnTender':
      return returnTender(command.tenderId as TenderId, commandId, context)
    case 'payByCard':
      return payByCard(command.amountMinor, commandId, context)
    case 'cancelPayment':
      return cancelPayment(context)
    case 'checkPayment':
      return checkPayment(context)
    case 'settlePayment':
      return settlePayment(command.paid, commandId, context)
    case 'suspendSale':
      return sell({ kind: 'suspend' })
    case 'voidSale':
      return sell({ kind: 'void-sale' })
    case 'recallSale':
      return recallSale(command.saleId as SaleId, commandId, context)
    case 'openReturn':
    case 'voidLastSale':
    case 'setReturnCount':
    case 'returnEverything':
    case 'setReturnReason':
    case 'giveBack':
    case 'leaveReturn':
      return handleReturn(command, commandId, context)
    case 'reprintReceipt':
      return printing.reprint(commandId)
    case 'openDrawer':
      return printing.openDrawer(commandId)
    default:
      return assertNever(command, 'lane command')
  }
}

/** Whatever would begin or carry on a sale. */
const waitForReturn: ReadonlySet<LaneCommand['name']> = new Set<LaneCommand['name']>(['findMember', 'openTender', 'recallSale'])

function takeOffer({ offerId, rewardCount }: Extract<LaneCommand, { readonly name: 'takeOffer' }>, commandId: CommandId, context: LaneContext): CommandOutcome {
  const offer = context.state.shop?.book.byId.get(offerId as OfferId)
  return offer ? spendPoints({ kind: 'take-offer', offer, rewardCount }, commandId, context) : refuse({ refused: 'offer-not-found' }, context)
}

function recallSale(saleId: SaleId, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, clock } = context
  const parked = state.suspended.get(saleId)
  const elsewhere = context.network.parked().find((sale) => sale.saleId === saleId)
  if (!parked && !elsewhere) return refuse({ refused: 'sale-not-found' }, context)
  if (openBasket(state)) return refuse({ refused: 'sale-open' }, context)
  if (!parked) return elsewhere ? recallElsewhere(elsewhere, commandId, context) : done
  const fact: Fact = { kind: 'sale-recalled', saleId, recalledAt: clock.now() }
  const sale = apply({ kind: 'suspended', basket: parked.basket }, fact)
  commit([fact], commandId, context, sale)
  state.messages.goodScan()
  return { outcome: { kind: 'ok' }, sounds: ['item'], stored: true }
}
