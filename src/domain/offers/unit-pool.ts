import { unitCountOf, type Line } from '../basket/line.ts'
import type { ItemCandidate } from './candidate.ts'
import { compareText } from './goods-order.ts'
import { isByWeight } from './reach.ts'
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
  readonly line: Line
  readonly unitCount: number
}

/** A line and the seats its units may take, in offer order, at least one. */
export interface SeatedLine {
  readonly line: Line
  readonly seatings: readonly Seating[]
}

/**
 * Gathers the units that item offers may serve, dearest first, then by item, the heavier first.
 *
 * Neither pools nor places depend on the order of scanning, except between lines that are alike in every
 * respect: so the same lines cost the same in any order. Nor does it depend on what offers there are which of two
 * equally dear units comes first, or one more offer could move an odd cent to where it helps less.
 *
 * @param seated lines whose offers have to do with each other, in goods order
 */
export function gatherPools(seated: readonly SeatedLine[]): UnitPool[] {
  const units = seated.flatMap(alikeUnits)
  const looks = new Map<number, Set<string>>()
  for (const { unitMinor, look } of units) looks.set(unitMinor, (looks.get(unitMinor) ?? new Set()).add(look))
  // Where groups work on what earlier groups left, units that only cost the same are kept apart by item: their order counts.
  const firstGroup = seated[0]?.seatings[0]?.candidate.group
  const isLayered = seated.some(({ seatings }) => seatings.some(({ candidate: { group } }) => group !== firstGroup))
  const pools = new Map<string, Drawn & { readonly places: Place[] }>()
  for (const drawn of units) {
    const { line, unitCount, unitMinor, look } = drawn
    const key = `${unitMinor} ${look} ${isLayered && (looks.get(unitMinor)?.size ?? 0) > 1 ? line.item.itemId : ''}`
    const pool = pools.get(key)
    if (pool) pool.places.push({ line, unitCount })
    else pools.set(key, { ...drawn, places: [{ line, unitCount }] })
  }
  const gathered = [...pools.values()].map(({ unitMinor, grams, seatings, places }) => ({ unitMinor, grams, seatings, places, count: places.reduce((sum, { unitCount }) => sum + unitCount, 0) }))
  return gathered.sort(inPoolOrder)
}

/** Dearest first, then by item, the heavier first. */
export function inPoolOrder(a: UnitPool, b: UnitPool): number {
  return b.unitMinor - a.unitMinor || compareText(itemOf(a), itemOf(b)) || b.grams - a.grams
}

function itemOf({ places }: UnitPool): string {
  return places[0]?.line.item.itemId ?? ''
}

interface Drawn extends Place {
  readonly unitMinor: number
  readonly grams: number
  readonly seatings: readonly Seating[]
  /** What offers see of it besides its price. */
  readonly look: string
}

function alikeUnits({ line, seatings }: SeatedLine): Drawn[] {
  const grams = line.quantity.kind === 'weight' && seatings.some(({ candidate }) => looksAtWeight(candidate)) ? line.quantity.grams : 0
  const look = `${grams} ${seatings.map(({ candidate, seat }) => `${candidate.index}.${seat}`).join()}`
  return unitsOf(line).map(({ unitMinor, unitCount }) => ({ line, unitCount, unitMinor, grams, seatings, look }))
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
