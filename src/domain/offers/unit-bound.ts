import { assertNever } from '../assert.ts'
import { divideHalfUp } from '../money/money.ts'
import type { ItemCandidate } from './candidate.ts'
import type { Component } from './component.ts'
import type { PercentTier } from './offer.ts'
import type { Seating } from './unit-pool.ts'
import type { UnitRun } from './unit-run.ts'
import { isPerUnit, unitSaving } from './unit-saving.ts'

/** Bounds on what offers can take off a single unit, never too low: what a search may skip rests on them. */
export interface UnitBound {
  /** A unit's part in what the offer saves over all its units. Need not be whole. */
  readonly ownPart: (seating: Seating, unit: UnitWorth) => number
  /** The most the offer can take off the unit itself. */
  readonly mostOff: (seating: Seating, unit: UnitWorth) => number
  /** The most that the groups from `groupIndex` on can take off the unit, one after another. */
  readonly mostOffFrom: (groupIndex: number, poolIndex: number, unit: UnitWorth) => number
}

type UnitWorth = Pick<UnitRun, 'leftMinor' | 'grams'>

export function unitBound(component: Component): UnitBound {
  const dearest = new Map<ItemCandidate, number>()
  const dearestOf = (candidate: ItemCandidate): number => {
    const known = dearest.get(candidate) ?? dearestBundle(component, candidate)
    dearest.set(candidate, known)
    return known
  }
  const mostOff = (seating: Seating, unit: UnitWorth): number => {
    const { candidate, seat } = seating
    const isHelper = candidate.reward.kind === 'get-percent-off' && seat !== candidate.seatCount - 1
    // A saving cut off by a budget is shared out by value, and a dear unit may then get more than its own part.
    if (candidate.budgetMinor !== Infinity) return isHelper ? 0 : Math.min(unit.leftMinor, candidate.budgetMinor)
    return mostOffUncut(seating, unit)
  }
  const mostOffUncut = ({ candidate, seat }: Seating, unit: UnitWorth): number => {
    const { reward } = candidate
    const { leftMinor } = unit
    if (isPerUnit(candidate)) return unitSaving(reward, unit)
    switch (reward.kind) {
      case 'percent-off':
      case 'amount-off':
      case 'price-per-kg':
        return unitSaving(reward, unit)
      case 'fixed-price':
      case 'bundle-price': {
        // The saving is shared by value, so no unit loses a larger part of its price than the dearest bundle does.
        const bundleMinor = dearestOf(candidate)
        return bundleMinor <= reward.priceMinor ? 0 : Math.ceil((leftMinor * (bundleMinor - reward.priceMinor)) / bundleMinor)
      }
      case 'n-for-m':
        return Math.ceil((leftMinor * Math.max(0, reward.takeCount - reward.payCount)) / reward.takeCount)
      case 'tiered-percent-off':
        return divideHalfUp(leftMinor * highestTier(reward.tiers), 10_000)
      case 'get-percent-off':
        return seat === candidate.seatCount - 1 ? unitSaving(reward, unit) : 0
      default:
        return assertNever(reward, 'item reward')
    }
  }
  const mostOffFrom = (groupIndex: number, poolIndex: number, unit: UnitWorth): number => {
    const group = component.groups[groupIndex]
    if (!group) return 0
    const off = (component.serving.get(poolIndex) ?? []).reduce((most, seating) => (group.includes(seating.candidate) ? Math.max(most, mostOff(seating, unit)) : most), 0)
    return off + mostOffFrom(groupIndex + 1, poolIndex, { ...unit, leftMinor: unit.leftMinor - off })
  }
  return { ownPart, mostOff, mostOffFrom }
}

function ownPart({ candidate, seat }: Seating, unit: UnitWorth): number {
  const { reward, needs, seatCount } = candidate
  switch (reward.kind) {
    case 'percent-off':
    case 'amount-off':
    case 'price-per-kg':
      return unitSaving(reward, unit)
    case 'fixed-price':
      return Math.max(0, unit.leftMinor - reward.priceMinor / reward.unitCount)
    case 'n-for-m':
      return (divideHalfUp(unit.leftMinor * (reward.basisPoints ?? 10_000), 10_000) * Math.max(0, reward.takeCount - reward.payCount)) / reward.takeCount
    case 'tiered-percent-off':
      return divideHalfUp(unit.leftMinor * highestTier(reward.tiers), 10_000)
    case 'bundle-price':
      return Math.max(0, unit.leftMinor - reward.priceMinor / needs.reduce((sum, need) => sum + need, 0))
    case 'get-percent-off':
      return seat === seatCount - 1 ? unitSaving(reward, unit) : 0
    default:
      return assertNever(reward, 'item reward')
  }
}

function highestTier(tiers: readonly PercentTier[]): number {
  return tiers.reduce((most, { basisPoints }) => Math.max(most, basisPoints), 0)
}

/** Shelf value of the dearest bundle the offer could make of the component's units: every seat's dearest. */
function dearestBundle({ runs, serving }: Component, candidate: ItemCandidate): number {
  const { reward, condition, needs } = candidate
  const sizes = condition.kind === 'sets' ? needs : [reward.kind === 'fixed-price' ? reward.unitCount : 1]
  return sizes.reduce((sum, size, seat) => {
    let [missing, valueMinor] = [size, 0]
    for (const run of runs) {
      if (!serving.get(run.poolIndex)?.some((seating) => seating.candidate === candidate && seating.seat === seat)) continue
      const taken = Math.min(missing, run.count)
      valueMinor += taken * run.unitMinor
      missing -= taken
    }
    return sum + valueMinor
  }, 0)
}
