import type { Line } from '../basket/line.ts'
import type { ItemSet } from './offer.ts'
import { inItemSet } from './item-set.ts'
import type { ArmedOffer } from './priced-basket.ts'
import { emptySetIndex, fileUnderItem, foundBySet, type SetIndex } from './set-index.ts'

/** The lines an offer speaks of, as positions in the basket, ascending. */
export interface Reach {
  readonly lineIndexes: readonly number[]
  /** Lines its set names that no offer may touch. */
  readonly barredCount: number
}

/** Which lines each armed offer speaks of; an offer on the basket's spend speaks of every discountable line. */
export function findReach(ordered: readonly ArmedOffer[], lines: readonly Line[]): Reach[] {
  const index = emptySetIndex<number>()
  for (const [lineIndex, line] of lines.entries()) fileUnderItem(index, line.item, lineIndex)
  return ordered.map(({ offer }) => reachOf(offer.condition.kind === 'basket' ? {} : offer.condition.set, index, lines))
}

function reachOf(set: ItemSet, index: SetIndex<number>, lines: readonly Line[]): Reach {
  const named = [...new Set(foundBySet(index, set))].filter((lineIndex) => isIn(set, lines[lineIndex]))
  const lineIndexes = named.filter((lineIndex) => lines[lineIndex]?.item.discountable).sort((a, b) => a - b)
  return { lineIndexes, barredCount: named.length - lineIndexes.length }
}

function isIn(set: ItemSet, line: Line | undefined): boolean {
  return line !== undefined && (set.exceptItemIds === undefined || inItemSet(set, line.item))
}
