import { byGroup, type ItemCandidate } from './candidate.ts'
import type { Slots } from './item-use.ts'
import { isPerUnit } from './unit-saving.ts'
import type { Seating, UnitPool } from './unit-pool.ts'
import type { UnitRun } from './unit-run.ts'

/** Units whose offers compete or build on each other, apart from all other units of the basket. */
export interface Component {
  /** Untouched units, in serving order. */
  readonly runs: readonly UnitRun[]
  /** Seats that a pool's units may take, in offer order, by pool index. */
  readonly serving: ReadonlyMap<number, readonly Seating[]>
  /** Offers of the component by stacking group, groups in the order in which they work on a price. */
  readonly groups: readonly (readonly ItemCandidate[])[]
}

/**
 * True when the offer treats every unit by itself: nothing it gives one unit changes what it can give another.
 * An offer that spends a coupon is not: its first unit costs the coupon, the rest do not.
 */
export function isSimple(candidate: ItemCandidate): boolean {
  const { condition, limit, budgetMinor, spendsCoupon, combinable } = candidate
  const anyUnit = condition.kind === 'basket' || (condition.kind === 'quantity' && condition.unitCount <= 1)
  return anyUnit && limit === Infinity && budgetMinor === Infinity && !spendsCoupon && combinable && isPerUnit(candidate)
}

/** Every unit for every seat of the offer it may take: where the offer has several, more than it can have. */
export function everySlot(candidate: ItemCandidate, serving: Component['serving'], runs: readonly UnitRun[]): Slots {
  const slots = { runs: [] as UnitRun[], seats: [] as number[], counts: [] as number[] }
  for (const run of runs) {
    for (const seating of serving.get(run.poolIndex) ?? []) {
      if (seating.candidate !== candidate || !mayServe(candidate, run)) continue
      slots.runs.push(run)
      slots.seats.push(seating.seat)
      slots.counts.push(run.count)
    }
  }
  return slots
}

/** A unit of an offer that does not combine serves no other; see `Offer.combinable`. */
export function mayServe({ combinable }: ItemCandidate, { lastUse }: UnitRun): boolean {
  return lastUse === undefined || (combinable && lastUse.candidate.combinable)
}

/** Lays out pools of units that have to do with each other; pools are named by their place. In serving order. */
export function componentOf(pools: readonly UnitPool[]): Component {
  const candidates = [...new Set(pools.flatMap(({ seatings }) => seatings.map(({ candidate }) => candidate)))].sort((a, b) => a.index - b.index)
  return {
    runs: pools.map(({ unitMinor, grams, count }, poolIndex) => ({ poolIndex, unitMinor, leftMinor: unitMinor, grams, count, lastUse: undefined })),
    serving: new Map(pools.map(({ seatings }, poolIndex) => [poolIndex, seatings])),
    groups: byGroup(candidates),
  }
}
