import type { CommandId } from '../domain/ids.ts'
import type { CodeSource } from '../domain/barcode/identified.ts'
import type { SaleCommand } from '../domain/sale/commands.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import { beginReturn, openReturn, pickGoods } from './returning.ts'
import { presentSingleUse } from './present-single-use.ts'
import { sell } from './sell.ts'
import { openBasket, saleTime } from './lane-state.ts'
import { understandCode, type CodeContext, type Understood } from './understand-code.ts'
import { beginWeighing, needsScale } from './weighing.ts'

/** A code that was read, or a question that finds a member. */
export type Code = { readonly text: string; readonly aim?: string | undefined; readonly source: CodeSource; readonly device?: string } | { readonly find: (codes: CodeContext) => Understood }

/** One code from bytes to basket: understood, looked up, decided, stored, priced. */
export function scanCode(code: Code, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, store, clock, hardware, newId } = context
  if (!state.shop) return refuse({ refused: 'lane-not-set-up' }, context)
  const codes: CodeContext = { shop: state.shop, replica: store.replica, own: store.own, day: saleTime(state, clock.now()).day, unitCount: state.nextQuantity ?? 1 }
  const { command, message, receipt } = 'find' in code ? code.find(codes) : understandCode(code, codes)
  if (receipt !== undefined && !openBasket(state)) return beginReturn({ digits: receipt }, context)
  if (openReturn(state) && command) return command.kind === 'add-item' ? pickGoods(command, context) : refuse({ refused: 'return-open' }, context)
  const otherMembersList = command && listOfSomeoneElse(command, context)
  if (otherMembersList) return refuse(otherMembersList, context)
  const outcome = command ? ringUp(command, commandId, context) : done
  if (!message) return outcome
  state.messages.say(message)
  if (message.code === 'unknown-code') {
    state.unknownCount += 1
    if ('device' in code && code.device !== undefined) hardware.notOnFile(code.device, newId())
  }
  if (command || message.level === 'info') return outcome
  return { outcome: { kind: 'refused', refusal: { refused: message.code, ...message.data } }, sounds: ['warn'] }
}

function ringUp(command: SaleCommand, commandId: CommandId, context: LaneContext): CommandOutcome {
  if (command.kind === 'present-coupon' && command.coupon.singleUse) return presentSingleUse(command, commandId, context)
  return needsScale(command, context) ? beginWeighing(command, commandId, context) : sell(command, commandId, context)
}

/** A list that names another member than the one at the lane is not used: its specials are hers alone. */
function listOfSomeoneElse(command: SaleCommand, { state }: LaneContext): { refused: string; name: string } | undefined {
  const here = openBasket(state)?.attached?.member
  if (command.kind !== 'attach-member' || command.identifiedBy !== 'list' || !here || here.memberId === command.member.memberId) return undefined
  return { refused: 'list-other-member', name: here.displayName }
}
