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
 * Gathers the units that item offers may serve, dearest first, then by item, the heavier first.
 *
 * Neither pools nor places depend on the order of scanning, except between lines that are alike in every
 * respect: so the same lines cost the same in any order. Nor does it depend on what offers there are which of two
 * equally dear units comes first, or one more offer could move an odd cent to where it helps less.
 */
export function gatherPools(lines: readonly Line[], candidates: readonly ItemCandidate[], reach: readonly Reach[]): UnitPool[] {
  const units = alikeUnits(lines, candidates, reach)
  const looks = new Map<number, Set<string>>()
  for (const { unitMinor, look } of units) looks.set(unitMinor, (looks.get(unitMinor) ?? new Set()).add(look))
  // Where groups work on what earlier groups left, units that only cost the same are kept apart by item: their order counts.
  const isLayered = candidates.some(({ group }) => group !== candidates[0]?.group)
  const pools = new Map<string, Drawn & { readonly places: Place[] }>()
  for (const drawn of units) {
    const key = `${drawn.unitMinor} ${drawn.look} ${isLayered && (looks.get(drawn.unitMinor)?.size ?? 0) > 1 ? drawn.itemId : ''}`
    const { lineIndex, unitCount } = drawn
    const pool = pools.get(key)
    if (pool) pool.places.push({ lineIndex, unitCount })
    else pools.set(key, { ...drawn, places: [{ lineIndex, unitCount }] })
  }
  const ordered = [...pools.values()].sort((a, b) => b.unitMinor - a.unitMinor || compare(a.itemId, b.itemId) || b.grams - a.grams)
  return ordered.map(({ unitMinor, grams, seatings, places }) => ({ unitMinor, grams, seatings, places, count: places.reduce((sum, { unitCount }) => sum + unitCount, 0) }))
}

interface Drawn extends Place {
  readonly itemId: string
  readonly unitMinor: number
  readonly grams: number
  readonly seatings: readonly Seating[]
  /** What offers see of it besides its price. */
  readonly look: string
}

/** Units of lines that some offer may serve, in goods order. */
function alikeUnits(lines: readonly Line[], candidates: readonly ItemCandidate[], reach: readonly Reach[]): Drawn[] {
  const serving = seatingsByLine(lines.length, candidates, reach)
  return inGoodsOrder(lines).flatMap((lineIndex) => {
    const [line, seatings] = [lines[lineIndex], serving[lineIndex]]
    if (!line || !seatings?.length) return []
    const grams = line.quantity.kind === 'weight' && seatings.some(({ candidate }) => looksAtWeight(candidate)) ? line.quantity.grams : 0
    const look = `${grams} ${seatings.map(({ candidate, seat }) => `${candidate.index}.${seat}`).join()}`
    return unitsOf(line).map(({ unitMinor, unitCount }) => ({ lineIndex, unitCount, itemId: line.item.itemId, unitMinor, grams, seatings, look }))
  })
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
