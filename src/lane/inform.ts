import type { ViewMessage } from '../contract/lane-view.ts'
import { bornOnOrBefore } from '../domain/business-day/business-time.ts'
import type { Fact } from '../domain/sale/facts.ts'
import { soldLines } from '../domain/sale/sale.ts'
import { listProgress } from '../domain/shopping-list/list-progress.ts'
import { openBasket, type LaneState } from './lane-state.ts'

/** What the strip says of facts that went well; an item needs no words, its line is on the screen. */
export function informOf(fact: Fact, state: LaneState): ViewMessage | undefined {
  switch (fact.kind) {
    case 'member-attached': {
      const items = openBasket(state)?.lines.filter((line) => line.state !== 'voided').map((line) => line.item) ?? []
      const progress = fact.list ? listProgress(fact.list, items) : []
      return { level: 'info', code: 'member-attached', data: { name: fact.member.displayName, done: progress.filter((line) => line.inBasket).length, total: progress.length } }
    }
    case 'coupon-presented':
      return { level: 'info', code: 'coupon-presented', data: { name: fact.coupon.name } }
    case 'coupon-withdrawn':
      return { level: 'info', code: 'coupon-withdrawn', data: {} }
    case 'sale-suspended':
      return { level: 'info', code: 'suspended', data: {} }
    case 'sale-recalled':
      return { level: 'info', code: 'recalled', data: {} }
    default:
      return undefined
  }
}

/** The question that stands until it is answered: is the customer old enough for the first line that asks? */
export function ageQuestion(state: LaneState): ViewMessage | undefined {
  const basket = openBasket(state)
  const line = basket && soldLines(basket).find((candidate) => candidate.state === 'pending-age')
  if (!basket || !line) return undefined
  const ageYears = line.item.ageYears ?? 0
  return { level: 'warn', code: 'age-check', data: { lineId: line.lineId, ageYears, bornOnOrBefore: bornOnOrBefore(basket.businessDay, ageYears), name: line.item.name } }
}
