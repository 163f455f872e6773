import type { ViewMessage } from '../contract/lane-view.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import { openBasket } from './lane-state.ts'
import type { ClaimEnd } from './store-network/open-claims.ts'

/**
 * Does something once the other lanes have said whether they have it, at once where there is nobody to ask. The sale it
 * was for may be over by then: nothing happens in another one.
 * @param asking what the strip says meanwhile
 */
export function askLanes({ name, asking }: { readonly name: string; readonly asking: ViewMessage }, context: LaneContext, act: (end: ClaimEnd) => CommandOutcome): CommandOutcome {
  const { state, network, settle } = context
  if (network.isAsking(name)) return done
  const saleId = openBasket(state)?.saleId
  const isSameSale = (): boolean => saleId === undefined || openBasket(state)?.saleId === saleId
  let isWaiting = false
  let outcome: CommandOutcome | undefined
  network.ask(name, (end) => {
    if (!isWaiting) outcome = act(end)
    else settle(() => (isSameSale() ? act(end) : refuse({ refused: 'lanes-answered-late' }, context)))
  })
  isWaiting = true
  if (outcome) return outcome
  state.messages.say(asking)
  return done
}
