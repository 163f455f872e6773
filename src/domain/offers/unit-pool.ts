import { unitCountOf, type Line } from '../basket/line.ts'
import type { ItemCandidate } from './candidate.ts'
import { isByWeight, type Reach } from './reach.ts'
import type { Seat } from './seats.ts'

/** Units of the basket that are alike for every item offer: same price, same offers. */
export interface UnitPool {
  /** Before any discount, per unit. */
  readonly unitMinor: number
  /** Per unit; zero where no offer looks at it. */
  readonly grams: number
  readonly count: number
  /** Seats of item candidates that may serve these units, in offer order, at least one. */
  readonly seatings: readonly Seating[]
  /** Where the units lie, in the order in which discounts are handed out. */
  readonly places: readonly Place[]
}

/** A unit may take this seat of this offer. */
export interface Seating {
  readonly candidate: ItemCandidate
  readonly seat: Seat
}

/** Units of one line. */
export interface Place {
  readonly lineIndex: number
  readonly unitCount: number
}

/**
 * Gathers the units that item offers may serve, dearest first, then by offers.
 *
 * Neither pools nor places depend on the order of scanning, except between lines that are alike in every
 * respect: so the same lines cost the same in any order.
 */
export function gatherPools(lines: readonly Line[], candidates: readonly ItemCandidate[], reach: readonly Reach[]): UnitPool[] {
  const serving = seatingsByLine(lines.length, candidates, reach)
  const pools = new Map<string, { unitMinor: number; grams: number; seatings: readonly Seating[]; places: Place[] }>()
  for (const lineIndex of inGoodsOrder(lines)) {
    const [line, seatings] = [lines[lineIndex], serving[lineIndex]]
    if (!line || !seatings?.length) continue
    const signature = seatings.map(({ candidate, seat }) => `${candidate.index}.${seat}`).join()
    const grams = line.quantity.kind === 'weight' && seatings.some(({ candidate }) => looksAtWeight(candidate)) ? line.quantity.grams : 0
    for (const { unitMinor, unitCount } of unitsOf(line)) {
      const key = `${unitMinor} ${grams} ${signature}`
      const pool = pools.get(key)
      if (pool) pool.places.push({ lineIndex, unitCount })
      else pools.set(key, { unitMinor, grams, seatings, places: [{ lineIndex, unitCount }] })
    }
  }
  return [...pools.values()].map((pool) => ({ ...pool, count: pool.places.reduce((sum, { unitCount }) => sum + unitCount, 0) })).sort(dearestFirst)
}

/** Positions of the lines by what they are, not by when they were scanned: tax class, item, value, units, weight. */
export function inGoodsOrder(lines: readonly Line[]): number[] {
  const keyed = lines.map(({ item, grossMinor, quantity }, lineIndex) => ({ item, grossMinor, lineIndex, count: unitCountOf(quantity), grams: quantity.kind === 'weight' ? quantity.grams : 0 }))
  keyed.sort(
    (a, b) =>
      compare(a.item.taxClassId, b.item.taxClassId) || compare(a.item.itemId, b.item.itemId) || b.grossMinor - a.grossMinor || b.count - a.count || a.grams - b.grams || a.lineIndex - b.lineIndex,
  )
  return keyed.map(({ lineIndex }) => lineIndex)
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function seatingsByLine(lineCount: number, candidates: readonly ItemCandidate[], reach: readonly Reach[]): Seating[][] {
  const serving: Seating[][] = Array.from({ length: lineCount }, () => [])
  for (const candidate of candidates) {
    for (const [seat, lineIndexes] of (reach[candidate.index]?.seats ?? []).entries()) {
      for (const lineIndex of lineIndexes) serving[lineIndex]?.push({ candidate, seat })
    }
  }
  return serving
}

function looksAtWeight({ condition, reward }: ItemCandidate): boolean {
  return condition.kind === 'weight' || isByWeight(reward)
}

/** A line's units by price. A weighed line and a price label are one unit; a gross that does not divide leaves the odd cents on the first. */
function unitsOf(line: Line): { readonly unitMinor: number; readonly unitCount: number }[] {
  const count = unitCountOf(line.quantity)
  const eachMinor = Math.floor(line.grossMinor / count)
  const dearerCount = line.grossMinor - eachMinor * count
  return [
    { unitMinor: eachMinor + 1, unitCount: dearerCount },
    { unitMinor: eachMinor, unitCount: count - dearerCount },
  ].filter(({ unitCount }) => unitCount > 0)
}

function dearestFirst(a: UnitPool, b: UnitPool): number {
  if (a.unitMinor !== b.unitMinor) return b.unitMinor - a.unitMinor
  for (const [position, { candidate, seat }] of a.seatings.entries()) {
    const other = b.seatings[position]
    if (!other) return 1
    if (candidate !== other.candidate || seat !== other.seat) return candidate.index - other.candidate.index || seat - other.seat
  }
  return a.seatings.length - b.seatings.length || b.grams - a.grams
}
