import type { Line } from '../basket/line.ts'
import type { ItemSet, Reward } from './offer.ts'
import { inItemSet } from './item-set.ts'
import { seatSets } from './seats.ts'
import type { ArmedOffer } from './priced-basket.ts'
import { emptySetIndex, fileUnderItem, foundBySet, type SetIndex } from './set-index.ts'

/** The lines an offer speaks of, as positions in the basket, ascending. */
export interface Reach {
  readonly lineIndexes: readonly number[]
  /** The same for each of its seats; a line may be in several. */
  readonly seats: readonly (readonly number[])[]
  /** Lines its set names that no offer may touch. */
  readonly barredCount: number
}

/** Which lines each armed offer speaks of; an offer on the basket's spend speaks of every discountable line. */
export function findReach(ordered: readonly ArmedOffer[], lines: readonly Line[]): Reach[] {
  const index = emptySetIndex<number>()
  for (const [lineIndex, line] of lines.entries()) fileUnderItem(index, line.item, lineIndex)
  return ordered.map(({ offer }) => {
    const named = seatSets(offer).map((set) => linesOf(set, index, lines))
    return joinSeats(isByWeight(offer.reward) ? named.map((own) => own.filter((lineIndex) => lines[lineIndex]?.quantity.kind === 'weight')) : named, lines)
  })
}

/** True for rewards that work on weights alone. */
export function isByWeight(reward: Reward): boolean {
  return reward.kind === 'price-per-kg' || (reward.kind === 'amount-off' && reward.per === 'kg')
}

function linesOf(set: ItemSet, index: SetIndex<number>, lines: readonly Line[]): number[] {
  return [...new Set(foundBySet(index, set))].filter((lineIndex) => isIn(set, lines[lineIndex])).sort((a, b) => a - b)
}

function joinSeats(named: readonly (readonly number[])[], lines: readonly Line[]): Reach {
  const isOpen = (lineIndex: number): boolean => lines[lineIndex]?.item.discountable === true
  const all = named.length === 1 ? (named[0] ?? []) : [...new Set(named.flat())].sort((a, b) => a - b)
  const lineIndexes = all.filter(isOpen)
  const seats = named.length === 1 ? [lineIndexes] : named.map((own) => own.filter(isOpen))
  return { lineIndexes, seats, barredCount: all.length - lineIndexes.length }
}

function isIn(set: ItemSet, line: Line | undefined): boolean {
  return line !== undefined && ((set.exceptItemIds === undefined && set.families === undefined) || inItemSet(set, line.item))
}
