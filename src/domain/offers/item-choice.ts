import type { ItemCandidate } from './candidate.ts'
import type { UnitRun } from './unit-run.ts'

/** What a choice of offers costs besides the customer's money: settles ties between equal savings. */
export interface TieBreak {
  /** Coupons used up, each once. */
  readonly couponCount: number
  /** Store-funded cost in ten-thousandths of a minor unit. */
  readonly storeCost: number
  /** Places in offer order of the offers that give something, ascending. */
  readonly applied: readonly number[]
}

/** One way of serving units with offers. */
export interface ItemChoice {
  readonly savingMinor: number
  readonly tie: TieBreak
  /** Every unit concerned, with what happened to it. */
  readonly runs: readonly UnitRun[]
}

export const noChoice: ItemChoice = { savingMinor: 0, tie: { couponCount: 0, storeCost: 0, applied: [] }, runs: [] }

/** Money each offer gives, by its place in offer order. */
export type Gains = ReadonlyMap<ItemCandidate, number>

export function tieBreakOf(gains: Gains): TieBreak {
  const giving = [...gains].filter(([, gainMinor]) => gainMinor > 0)
  return {
    couponCount: giving.filter(([candidate]) => candidate.spendsCoupon).length,
    storeCost: giving.reduce((sum, [candidate, gainMinor]) => sum + gainMinor * candidate.storeShareBasisPoints, 0),
    applied: giving.map(([candidate]) => candidate.index).sort((a, b) => a - b),
  }
}

/** What offers did to units, added up. */
export function choiceOfRuns(runs: readonly UnitRun[]): ItemChoice {
  const gains = new Map<ItemCandidate, number>()
  for (const { count, lastUse } of runs) for (let use = lastUse; use; use = use.before) gains.set(use.candidate, (gains.get(use.candidate) ?? 0) + use.amountMinor * count)
  return { savingMinor: [...gains.values()].reduce((sum, gainMinor) => sum + gainMinor, 0), tie: tieBreakOf(gains), runs }
}

/** Of what was chosen for units that have nothing to do with each other. */
export function joinTies(ties: readonly TieBreak[]): TieBreak {
  const giving = ties.filter(({ applied }) => applied.length > 0)
  const [only] = giving
  if (only && giving.length === 1) return only
  return {
    couponCount: giving.reduce((sum, { couponCount }) => sum + couponCount, 0),
    storeCost: giving.reduce((sum, { storeCost }) => sum + storeCost, 0),
    applied: [...new Set(giving.flatMap(({ applied }) => applied))].sort((a, b) => a - b),
  }
}

/** Below zero when `a` is the better choice at equal saving: fewer coupons, then less store-funded cost, then offer order. */
export function compareTies(a: TieBreak, b: TieBreak): number {
  return a.couponCount - b.couponCount || a.storeCost - b.storeCost || compareOrder(a.applied, b.applied)
}

function compareOrder(a: readonly number[], b: readonly number[]): number {
  for (const [position, index] of a.entries()) {
    const other = b[position]
    if (other === undefined) return 1
    if (index !== other) return index - other
  }
  return a.length - b.length
}
