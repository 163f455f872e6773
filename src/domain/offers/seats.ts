import type { ItemSet, Offer } from './offer.ts'

/**
 * What an offer can take a unit for. Most offers have one seat; one on several sets has a seat for each, and one that
 * rewards another set than it asks for has that as its last seat. A unit takes one seat of one offer of a group.
 */
export type Seat = number

type Terms = Pick<Offer, 'condition' | 'reward'>

/** The item set of every seat. An offer on the basket's spend speaks of every item. */
export function seatSets({ condition, reward }: Terms): readonly ItemSet[] {
  const asked = condition.kind === 'sets' ? condition.parts.map(({ set }) => set) : condition.kind === 'basket' ? [] : [condition.set]
  if (reward.kind === 'get-percent-off') return [...asked, reward.set]
  return asked.length > 0 ? asked : [{}]
}

/** Units each seat needs for one reward; a spend or a weight is measured otherwise and asks for one here. */
export function seatNeeds({ condition, reward }: Terms): readonly number[] {
  const asked = condition.kind === 'sets' ? condition.parts.map(({ unitCount }) => unitCount) : condition.kind === 'basket' ? [] : [condition.kind === 'quantity' ? condition.unitCount : 1]
  return reward.kind === 'get-percent-off' ? [...asked, reward.unitCount] : asked
}
