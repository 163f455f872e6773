import { assertNever } from '../assert.ts'
import { unitCountOf, type Line } from '../basket/line.ts'
import type { Condition, Reward } from './offer.ts'
import type { Reach } from './reach.ts'

/** What the basket holds of an offer's items, whoever serves them. */
export interface Measure {
  readonly unitCount: number
  /** Before any discount. */
  readonly spendMinor: number
}

/** Exactly one of the two is above zero. */
export interface Missing {
  readonly missingUnits?: number
  readonly missingMinor?: number
}

export function measureReach({ lineIndexes }: Reach, lines: readonly Line[]): Measure {
  let [unitCount, spendMinor] = [0, 0]
  for (const lineIndex of lineIndexes) {
    const line = lines[lineIndex]
    unitCount += line ? unitCountOf(line.quantity) : 0
    spendMinor += line?.grossMinor ?? 0
  }
  return { unitCount, spendMinor }
}

/**
 * What an offer still lacks, or undefined when the basket has enough.
 * @param leftMinor left to pay for the discountable lines after item offers
 */
export function missingFor({ condition, reward }: { readonly condition: Condition; readonly reward: Reward }, measure: Measure, leftMinor: number): Missing | undefined {
  return missingForCondition(condition, measure, leftMinor) ?? units(bundleSize(reward) - measure.unitCount)
}

function missingForCondition(condition: Condition, { unitCount, spendMinor }: Measure, leftMinor: number): Missing | undefined {
  switch (condition.kind) {
    case 'quantity':
      return units(condition.unitCount - unitCount)
    case 'spend':
      return money(condition.spendMinor - spendMinor)
    case 'basket':
      return money(condition.spendMinor - leftMinor)
    default:
      return assertNever(condition, 'condition')
  }
}

/** Units one bundle takes; nothing for rewards that need no more than their condition. */
function bundleSize(reward: Reward): number {
  if (reward.kind === 'fixed-price') return reward.unitCount
  return reward.kind === 'n-for-m' ? reward.takeCount : 0
}

function units(missingUnits: number): Missing | undefined {
  return missingUnits > 0 ? { missingUnits } : undefined
}

function money(missingMinor: number): Missing | undefined {
  return missingMinor > 0 ? { missingMinor } : undefined
}
