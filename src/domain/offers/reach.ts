import type { Line } from '../basket/line.ts'
import { inItemSet } from './item-set.ts'
import type { Offer, Reward } from './offer.ts'
import { seatSets } from './seats.ts'

/** The lines an offer speaks of, in basket order. */
export interface Reach {
  readonly lines: readonly Line[]
  /** The same for each of its seats; a line may be in several. */
  readonly seats: readonly (readonly Line[])[]
  /** Lines its set names that no offer may touch. */
  readonly barred: readonly Line[]
}

/** Which lines an offer speaks of; one on the basket's spend speaks of every discountable line. */
export function findReach({ condition, reward }: Offer, lines: readonly Line[]): Reach {
  const open: Line[] = []
  const barred: Line[] = []
  const sets = seatSets({ condition, reward })
  for (const line of lines) if (speaksOf(reward, sets, line)) (line.item.discountable ? open : barred).push(line)
  return { lines: open, seats: sets.length === 1 ? [open] : sets.map((set) => open.filter(({ item }) => inItemSet(set, item))), barred }
}

/** True when the offer's items are on the line, whether or not it may be discounted. */
export function concerns({ condition, reward }: Offer, line: Line): boolean {
  return speaksOf(reward, seatSets({ condition, reward }), line)
}

/** True for rewards that work on weights alone. */
export function isByWeight(reward: Reward): boolean {
  return reward.kind === 'price-per-kg' || (reward.kind === 'amount-off' && reward.per === 'kg')
}

function speaksOf(reward: Reward, sets: ReturnType<typeof seatSets>, { item, quantity }: Line): boolean {
  return (quantity.kind === 'weight' || !isByWeight(reward)) && sets.some((set) => inItemSet(set, item))
}
