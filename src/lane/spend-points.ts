import type { CommandId } from '../domain/ids.ts'
import type { SaleCommand } from '../domain/sale/commands.ts'
import { askLanes } from './ask-lanes.ts'
import type { CommandOutcome } from './command-outcome.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import { openBasket } from './lane-state.ts'
import { sell } from './sell.ts'
import { holderOf, nameOf } from './store-network/holder-of.ts'

/**
 * A member's points are spent at one lane at a time, and with what the others have told of them. Lanes that cannot be asked
 * do not keep her from it: what is spent twice is owed, and settled by head office with what she earns.
 */
export function spendPoints(command: SaleCommand, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, store } = context
  const member = openBasket(state)?.attached?.member
  const name = member && nameOf({ pointsOf: member.memberId })
  const act = (): CommandOutcome => sell(command, commandId, context)
  if (name === undefined || holderOf(state, store).isHeld(name)) return act()
  return askLanes({ name, asking: { level: 'info', code: 'points-asking', data: {} } }, context, (end) => (end.kind === 'held' ? refuse(heldAt(end.laneNumber), context) : act()))
}

function heldAt(lane: number): { readonly refused: string; readonly lane: number } {
  return { refused: 'points-at-other-lane', lane }
}
