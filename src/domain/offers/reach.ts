import type { Line } from '../basket/line.ts'
import { inItemSet } from './item-set.ts'
import type { ItemSet, Offer, Reward } from './offer.ts'
import { seatSets } from './seats.ts'

/** The lines an offer speaks of, in basket order. */
export interface Reach {
  /** What each of its seats names. */
  readonly sets: readonly ItemSet[]
  readonly lines: readonly Line[]
  /** The same for each of its seats; a line may be in several. */
  readonly seats: readonly (readonly Line[])[]
  /** These, and the lines among them that no offer may touch. */
  readonly named: readonly Line[]
}

/** Which lines an offer speaks of; one on the basket's spend speaks of every discountable line. */
export function findReach({ condition, reward }: Offer, lines: readonly Line[]): Reach {
  const sets = seatSets({ condition, reward })
  return reachOf(sets, lines.filter((line) => speaksOf(reward, sets, line)))
}

/** The same when lines have come to the end of the basket. */
export function reachFurther(reach: Reach, { reward }: Offer, added: readonly Line[]): Reach {
  const named = added.filter((line) => speaksOf(reward, reach.sets, line))
  return named.length === 0 ? reach : reachOf(reach.sets, [...reach.named, ...named])
}

/** True when the offer's items are on the line, whether or not it may be discounted. */
export function concerns({ sets }: Reach, { reward }: Offer, line: Line): boolean {
  return speaksOf(reward, sets, line)
}

function reachOf(sets: Reach['sets'], named: readonly Line[]): Reach {
  const lines = named.filter(({ item }) => item.discountable)
  return { sets, lines, seats: sets.length === 1 ? [lines] : sets.map((set) => lines.filter(({ item }) => inItemSet(set, item))), named }
}

/** True for rewards that work on weights alone. */
export function isByWeight(reward: Reward): boolean {
  return reward.kind === 'price-per-kg' || (reward.kind === 'amount-off' && reward.per === 'kg')
}

function speaksOf(reward: Reward, sets: Reach['sets'], { item, quantity }: Line): boolean {
  if (quantity.kind !== 'weight' && isByWeight(reward)) return false
  for (const set of sets) if (inItemSet(set, item)) return true
  return false
}
