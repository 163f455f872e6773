import type { GroupTable } from './group-table.ts'
import { total } from './item-use.ts'
import type { StepBudget } from './list-takes.ts'
import { takenOf, type Take, type Takes } from './take.ts'
import { isLeft, keyOfLeft, layOutFields, leftBut, reachFrom, unitsTaken, type UnitFields, type UnitsLeft } from './units-left.ts'

/** What the offers of one group can do with some of its units, worked out once for every rest of the units that they can leave each other. */
export interface UnitSharing {
  readonly all: UnitsLeft
  /** Of the units left, those that an offer from the place on may have. */
  readonly within: (place: number, left: UnitsLeft) => UnitsLeft
  /** The best that the offers from the place on can do with the units left; undefined where the steps ended. */
  readonly best: (place: number, left: UnitsLeft) => Shared | undefined
  /** Takes of the offer at a place that the units left suffice for, the most promising first. */
  readonly ways: (place: number, left: UnitsLeft) => Way[]
  /** What simple offers save where no other takes a unit. */
  readonly idleMinor: number
}

/** What is gained, and what settles ties. */
export interface Gained {
  readonly gainMinor: number
  readonly couponCount: number
  readonly storeCost: number
  /** Bit n: the offer at place n takes something. */
  readonly applied: number
}

/** What some offers do with some units: what it brings beyond simple offers, and each offer's take in turn. */
export interface Shared extends Gained {
  readonly take: Take | undefined
  readonly rest: Shared | undefined
}

/** A take and the units it takes. */
export interface Way {
  readonly take: Take
  readonly units: UnitsLeft
  /** What it saves beyond what simple offers would save on its units, and what more it costs the store. */
  readonly gainMinor: number
  readonly storeCost: number
}

/** Bits of a number that tell which offers take something. */
const offerLimit = 30

/** Steps for a take that is laid out, and for a rest of the units that was not met before. */
const waySteps = 10
const restSteps = 25

const nothing: Shared = { gainMinor: 0, couponCount: 0, storeCost: 0, applied: 0, take: undefined, rest: undefined }

/**
 * @param offers in offer order
 * @param isLast true where no later group looks at the units: of takes of the same units the best is then enough
 * @returns undefined where there are too many units or offers
 */
export function openSharing(table: GroupTable, offers: readonly Takes[], isLast: boolean, steps: StepBudget): UnitSharing | undefined {
  const { runs, idle } = table
  const fields = fieldsOf(table)
  if (!fields || offers.length > offerLimit) return undefined
  const { all, guards } = fields
  const ways = offers.map((offer) => waysOf(offer, table, fields, isLast))
  steps.left -= waySteps * total(offers.map((offer) => offer.all.length))
  const reach = reachFrom(offers, fields)
  const known = offers.map(() => new Map<number, Shared>())

  const within = (place: number, { low, high }: UnitsLeft): UnitsLeft => ({ low: low & (reach[place]?.low ?? 0), high: high & (reach[place]?.high ?? 0) })

  const best = (place: number, all: UnitsLeft): Shared | undefined => {
    if (place === offers.length) return nothing
    const left = within(place, all)
    const key = keyOfLeft(left)
    const before = known[place]?.get(key)
    if (before) return before
    steps.left -= restSteps
    const found = steps.left > 0 ? bestOfWays(place, left) : undefined
    if (found) known[place]?.set(key, found)
    return found
  }
  const bestOfWays = (place: number, left: UnitsLeft): Shared | undefined => {
    const without = best(place + 1, left)
    if (!without) return undefined
    const couponCount = offers[place]?.chooser.candidate.spendsCoupon ? 1 : 0
    let found: Shared = { ...without, take: undefined, rest: without }
    for (const { take, units, gainMinor, storeCost } of ways[place] ?? []) {
      steps.left -= 1
      // More units never bring less: what this take leaves brings no more than all of them did.
      if (gainMinor + without.gainMinor < found.gainMinor) break
      if (!isLeft(left, units, guards)) continue
      const rest = best(place + 1, leftBut(left, units))
      if (!rest) return undefined
      const shared = { gainMinor: gainMinor + rest.gainMinor, couponCount: couponCount + rest.couponCount, storeCost: storeCost + rest.storeCost, applied: rest.applied | (1 << place), take, rest }
      if (isBetter(shared, found)) found = shared
    }
    return found
  }
  return {
    all,
    within,
    best,
    ways: (place, left) => (ways[place] ?? []).filter(({ units }) => isLeft(left, units, guards)),
    idleMinor: total(runs.map(({ count }, runIndex) => count * (idle[runIndex]?.eachMinor ?? 0))),
  }
}

/** Room for every run that more than one offer may have units of; undefined where there are too many. */
export function fieldsOf({ runs, idle, choosers }: GroupTable): UnitFields | undefined {
  return layOutFields(runs, (runIndex) => {
    const askers = choosers.filter(({ runIndexes }) => runIndexes.includes(runIndex)).length
    return askers > 1 || (askers === 1 && (idle[runIndex]?.eachMinor ?? 0) > 0)
  })
}

function waysOf(offer: Takes, { idle }: GroupTable, fields: UnitFields, isLast: boolean): Way[] {
  const share = offer.chooser.candidate.storeShareBasisPoints
  const ways = offer.all.map((take): Way => {
    let [gainMinor, storeCost] = [take.savingMinor, take.savingMinor * share]
    for (const [place, { runIndex }] of offer.runs.entries()) {
      const idleMinor = takenOf(take, place) * (idle[runIndex]?.eachMinor ?? 0)
      gainMinor -= idleMinor
      storeCost -= idleMinor * (idle[runIndex]?.best?.storeShareBasisPoints ?? 0)
    }
    return { take, units: unitsTaken(offer, take, fields), gainMinor, storeCost }
  }).sort((a, b) => b.gainMinor - a.gainMinor)
  return isLast ? bestOfEach(ways) : ways
}

/** The first for the same units, where it brings anything. */
function bestOfEach(ways: readonly Way[]): Way[] {
  const byUnits = new Map<number, Way>()
  for (const way of ways) if (way.gainMinor >= 0 && !byUnits.has(keyOfLeft(way.units))) byUnits.set(keyOfLeft(way.units), way)
  return [...byUnits.values()]
}

/** More gain, then fewer coupons, then less store-funded cost, then the first in offer order. */
export function isBetter(a: Gained, b: Gained): boolean {
  if (a.gainMinor !== b.gainMinor) return a.gainMinor > b.gainMinor
  if (a.couponCount !== b.couponCount) return a.couponCount < b.couponCount
  if (a.storeCost !== b.storeCost) return a.storeCost < b.storeCost
  // Whoever has the first offer that only one of them has comes first, unless the other has none after it.
  const first = (a.applied ^ b.applied) & -(a.applied ^ b.applied)
  return (a.applied & first) === 0 ? first > 0 && a.applied < first : b.applied > first
}
