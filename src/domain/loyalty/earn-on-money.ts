import { assert } from '../assert.ts'
import { cappedParts } from './work-out-points.ts'
import { isForSpend, sumOfParts, type PointsPart } from './points-part.ts'

export interface PaidShare {
  /** What the sale came to, above zero where points were spent. */
  readonly dueMinor: number
  /** Zero up to `dueMinor`. */
  readonly paidInPointsMinor: number
}

/**
 * What is left of a sale's points when part of it is paid with points: that part earns nothing. Points for spend shrink
 * with it, rounded down; bonuses for goods stay. The most a sale may earn is looked at last, as before.
 * @param mostPerSale as the earn rules say it
 */
export function earnOnMoney(parts: readonly PointsPart[], { dueMinor, paidInPointsMinor }: PaidShare, mostPerSale?: number): PointsPart[] {
  if (paidInPointsMinor === 0) return [...parts]
  assert(paidInPointsMinor > 0 && paidInPointsMinor <= dueMinor, `${paidInPointsMinor} of ${dueMinor} cannot be paid with points`)
  const uncapped = parts.filter(({ kind }) => kind !== 'cap')
  const forSpend = sumOfParts(uncapped.filter(isForSpend))
  const kept = Number((BigInt(forSpend) * BigInt(dueMinor - paidInPointsMinor)) / BigInt(dueMinor))
  const less: PointsPart[] = kept === forSpend ? [] : [{ kind: 'paid-in-points', points: kept - forSpend }]
  return cappedParts([...uncapped, ...less], mostPerSale)
}
