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
  const slots = runs.flatMap((run) => (serving.get(run.poolIndex) ?? []).flatMap((seating) => (seating.candidate === candidate && mayServe(candidate, run) ? [{ run, seat: seating.seat }] : [])))
  return { runs: slots.map(({ run }) => run), seats: slots.map(({ seat }) => seat), counts: slots.map(({ run }) => run.count) }
}

/** A unit of an offer that does not combine serves no other; see `Offer.combinable`. */
export function mayServe({ combinable }: ItemCandidate, { lastUse }: UnitRun): boolean {
  return lastUse === undefined || (combinable && lastUse.candidate.combinable)
}

/** Takes the basket apart: units belong together only where one offer looks at several of them. In serving order. */
export function splitIntoComponents(pools: readonly UnitPool[]): Component[] {
  const headOf = joinPools(pools)
  const members = new Map<number, number[]>()
  for (const poolIndex of pools.keys()) members.set(headOf(poolIndex), [...(members.get(headOf(poolIndex)) ?? []), poolIndex])
  return [...members.values()].map((poolIndexes) => componentOf(poolIndexes, pools))
}

function componentOf(poolIndexes: readonly number[], pools: readonly UnitPool[]): Component {
  const serving = new Map<number, readonly Seating[]>()
  const runs = poolIndexes.flatMap((poolIndex) => {
    const pool = pools[poolIndex]
    if (!pool) return []
    serving.set(poolIndex, pool.seatings)
    return [{ poolIndex, unitMinor: pool.unitMinor, leftMinor: pool.unitMinor, grams: pool.grams, count: pool.count, lastUse: undefined }]
  })
  const candidates = [...new Set([...serving.values()].flat().map(({ candidate }) => candidate))].sort((a, b) => a.index - b.index)
  return { runs, serving, groups: byGroup(candidates) }
}

/** Joins the pools of every offer that is not simple; answers the first pool of the component a pool ended up in. */
function joinPools(pools: readonly UnitPool[]): (poolIndex: number) => number {
  const parents = pools.map((_, poolIndex) => poolIndex)
  const headOf = (poolIndex: number): number => {
    let head = poolIndex
    while (parents[head] !== undefined && parents[head] !== head) head = parents[head] ?? head
    return head
  }
  const firstPool = new Map<ItemCandidate, number>()
  for (const [poolIndex, pool] of pools.entries()) {
    for (const { candidate } of pool.seatings) {
      if (isSimple(candidate)) continue
      const [a, b] = [headOf(firstPool.get(candidate) ?? poolIndex), headOf(poolIndex)]
      parents[Math.max(a, b)] = Math.min(a, b)
      if (!firstPool.has(candidate)) firstPool.set(candidate, poolIndex)
    }
  }
  return headOf
}
