import type { ItemCandidate } from './candidate.ts'

/** What one offer did to a unit, after what earlier offers did. */
export interface UnitUse {
  readonly candidate: ItemCandidate
  /** Off the unit; zero for a unit that only helped to meet the condition. */
  readonly amountMinor: number
  /** False for a unit that only helped to meet the condition. */
  readonly isRewarded: boolean
  readonly before: UnitUse | undefined
}

/** So many units of one pool to which the same has happened. */
export interface UnitRun {
  readonly poolIndex: number
  /** Before any discount. */
  readonly unitMinor: number
  /** After the discounts so far. */
  readonly leftMinor: number
  /** Net weight; zero where none is known. */
  readonly grams: number
  readonly count: number
  readonly lastUse: UnitUse | undefined
}

/**
 * Dearest by what is left first, then by the shelf, by item, the heavier, and what an offer has used already: the
 * order in which every offer takes its units, and in which odd cents are handed out.
 */
export function inServingOrder(runs: readonly UnitRun[]): UnitRun[] {
  return runs.toSorted((a, b) => b.leftMinor - a.leftMinor || b.unitMinor - a.unitMinor || a.poolIndex - b.poolIndex || Number(b.lastUse !== undefined) - Number(a.lastUse !== undefined))
}

/** Everything later groups can tell two ways to serve the units apart by. */
export function keyOfRuns(runs: readonly UnitRun[]): string {
  const counts = new Map<string, number>()
  for (const { poolIndex, leftMinor, lastUse, count } of runs) {
    const key = `${poolIndex} ${leftMinor} ${lastUse ? (lastUse.candidate.combinable ? 1 : 2) : 0}`
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return [...counts].map(([key, count]) => `${key} ${count}`).sort().join()
}

/** The run after one more use. */
export function used(run: UnitRun, count: number, candidate: ItemCandidate, amountMinor: number, isRewarded = true): UnitRun {
  return { ...run, count, leftMinor: run.leftMinor - amountMinor, lastUse: { candidate, amountMinor, isRewarded, before: run.lastUse } }
}
