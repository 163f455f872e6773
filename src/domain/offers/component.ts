import { byGroup, type ItemCandidate } from './candidate.ts'
import { isPerUnit } from './item-reward.ts'
import type { UnitPool } from './unit-pool.ts'
import type { UnitRun } from './unit-run.ts'

/** Units whose offers compete or build on each other, apart from all other units of the basket. */
export interface Component {
  /** Untouched units, in serving order. */
  readonly runs: readonly UnitRun[]
  /** Candidates that may serve a pool's units, in offer order, by pool index. */
  readonly serving: ReadonlyMap<number, readonly ItemCandidate[]>
  /** Offers of the component by stacking group, groups in the order in which they work on a price. */
  readonly groups: readonly (readonly ItemCandidate[])[]
}

/**
 * True when the offer treats every unit by itself: nothing it gives one unit changes what it can give another.
 * An offer that spends a coupon is not: its first unit costs the coupon, the rest do not.
 */
export function isSimple({ reward, condition, limit, spendsCoupon }: ItemCandidate): boolean {
  const anyUnit = condition.kind === 'basket' || (condition.kind === 'quantity' && condition.unitCount <= 1)
  return anyUnit && limit === Infinity && !spendsCoupon && isPerUnit(reward)
}

/** Takes the basket apart: units belong together only where one offer looks at several of them. In serving order. */
export function splitIntoComponents(pools: readonly UnitPool[]): Component[] {
  const headOf = joinPools(pools)
  const members = new Map<number, number[]>()
  for (const poolIndex of pools.keys()) members.set(headOf(poolIndex), [...(members.get(headOf(poolIndex)) ?? []), poolIndex])
  return [...members.values()].map((poolIndexes) => componentOf(poolIndexes, pools))
}

function componentOf(poolIndexes: readonly number[], pools: readonly UnitPool[]): Component {
  const serving = new Map<number, readonly ItemCandidate[]>()
  const runs = poolIndexes.flatMap((poolIndex) => {
    const pool = pools[poolIndex]
    if (!pool) return []
    serving.set(poolIndex, pool.candidates)
    return [{ poolIndex, unitMinor: pool.unitMinor, leftMinor: pool.unitMinor, count: pool.count, lastUse: undefined }]
  })
  const candidates = [...new Set([...serving.values()].flat())].sort((a, b) => a.index - b.index)
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
    for (const candidate of pool.candidates) {
      if (isSimple(candidate)) continue
      const [a, b] = [headOf(firstPool.get(candidate) ?? poolIndex), headOf(poolIndex)]
      parents[Math.max(a, b)] = Math.min(a, b)
      if (!firstPool.has(candidate)) firstPool.set(candidate, poolIndex)
    }
  }
  return headOf
}
