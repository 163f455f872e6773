import type { LaneSound } from '../contract/lane-view.ts'
import type { PricedBasket } from '../domain/offers/priced-basket.ts'
import type { Fact } from '../domain/sale/facts.ts'
import { openBasket, type LaneState } from './lane-state.ts'

/** What the cashier hears for facts that were stored. The tune says what happened to the customer's money. */
export function soundsOf(facts: readonly Fact[], before: PricedBasket, state: LaneState): LaneSound[] {
  return facts.flatMap((fact): LaneSound[] => {
    switch (fact.kind) {
      case 'line-added':
        if (fact.line.state === 'pending-age') return ['warn']
        if (savedByMember(state.priced) > savedByMember(before)) return ['coupon']
        return [isOnList(fact.line.item, state) ? 'item-on-list' : 'item']
      case 'member-attached':
        return ['member']
      case 'coupon-presented':
        return ['coupon']
      case 'sale-completed':
        return ['paid']
      case 'payment-ended':
      case 'reversal-ended':
        return fact.outcome === 'not-made' ? ['declined'] : []
      case 'payment-unknown':
      case 'reversal-unknown':
        return ['warn']
      default:
        return []
    }
  })
}

function savedByMember(priced: PricedBasket): number {
  return priced.outcomes.reduce((sum, { armedBy, state }) => (state.kind === 'applied' && (armedBy === 'list' || armedBy === 'coupon') ? sum + state.amountMinor : sum), 0)
}

function isOnList({ itemId, categoryId }: { readonly itemId: string; readonly categoryId: string }, state: LaneState): boolean {
  const lines = openBasket(state)?.attached?.list?.lines ?? []
  return lines.some(({ wanted }) => (wanted.kind === 'item' ? wanted.itemId === itemId : wanted.categoryId === categoryId))
}
