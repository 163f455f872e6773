import { assertNever } from '../assert.ts'
import type { ItemCandidate } from './candidate.ts'
import type { Component } from './component.ts'
import { isPerUnit, unitSaving } from './item-reward.ts'

/** Bounds on what offers can take off a single unit, never too low: what a search may skip rests on them. */
export interface UnitBound {
  /** A unit's part in what the offer saves over all its units. Need not be whole. */
  readonly ownPart: (candidate: ItemCandidate, leftMinor: number) => number
  /** The most the offer can take off the unit itself. */
  readonly mostOff: (candidate: ItemCandidate, leftMinor: number) => number
  /** The most that the groups from `groupIndex` on can take off the unit, one after another. */
  readonly mostOffFrom: (groupIndex: number, poolIndex: number, leftMinor: number) => number
}

export function unitBound(component: Component): UnitBound {
  const dearest = new Map<ItemCandidate, number>()
  const mostOff = (candidate: ItemCandidate, leftMinor: number): number => {
    const { reward } = candidate
    if (isPerUnit(reward)) return unitSaving(reward, leftMinor)
    switch (reward.kind) {
      case 'amount-off':
        return Math.min(reward.amountMinor, leftMinor)
      case 'fixed-price': {
        // The saving is shared by value, so no unit loses a larger part of its price than the dearest bundle does.
        const bundleMinor = dearest.get(candidate) ?? dearestBundle(component, candidate, reward.unitCount)
        dearest.set(candidate, bundleMinor)
        return bundleMinor <= reward.priceMinor ? 0 : Math.ceil((leftMinor * (bundleMinor - reward.priceMinor)) / bundleMinor)
      }
      case 'n-for-m':
        return Math.ceil((leftMinor * Math.max(0, reward.takeCount - reward.payCount)) / reward.takeCount)
      case 'percent-off':
        return unitSaving(reward, leftMinor)
      default:
        return assertNever(reward, 'item reward')
    }
  }
  const mostOffFrom = (groupIndex: number, poolIndex: number, leftMinor: number): number => {
    const group = component.groups[groupIndex]
    if (!group) return 0
    const off = (component.serving.get(poolIndex) ?? []).reduce((most, candidate) => (group.includes(candidate) ? Math.max(most, mostOff(candidate, leftMinor)) : most), 0)
    return off + mostOffFrom(groupIndex + 1, poolIndex, leftMinor - off)
  }
  return { ownPart, mostOff, mostOffFrom }
}

function ownPart({ reward }: ItemCandidate, leftMinor: number): number {
  if (isPerUnit(reward)) return unitSaving(reward, leftMinor)
  switch (reward.kind) {
    case 'amount-off':
      return Math.min(reward.amountMinor, leftMinor)
    case 'fixed-price':
      return Math.max(0, leftMinor - reward.priceMinor / reward.unitCount)
    case 'n-for-m':
      return (leftMinor * Math.max(0, reward.takeCount - reward.payCount)) / reward.takeCount
    case 'percent-off':
      return unitSaving(reward, leftMinor)
    default:
      return assertNever(reward, 'item reward')
  }
}

/** Shelf value of the dearest bundle the offer could make of the component's units. */
function dearestBundle({ runs, serving }: Component, candidate: ItemCandidate, size: number): number {
  let [missing, valueMinor] = [size, 0]
  for (const run of runs) {
    if (!serving.get(run.poolIndex)?.includes(candidate)) continue
    const taken = Math.min(missing, run.count)
    valueMinor += taken * run.unitMinor
    missing -= taken
  }
  return valueMinor
}
