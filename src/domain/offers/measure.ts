import { assertNever } from '../assert.ts'
import { unitCountOf, type Line } from '../basket/line.ts'
import type { Condition, Reward } from './offer.ts'
import type { Reach } from './reach.ts'
import { seatNeeds } from './seats.ts'

/** What the basket holds of a set's items, whoever serves them. */
export interface Amount {
  readonly unitCount: number
  /** Before any discount. */
  readonly spendMinor: number
  readonly grams: number
}

/** What the basket holds of an offer's items. */
export interface Measure extends Amount {
  /** The same for each of its seats. */
  readonly seats: readonly Amount[]
}

/** Exactly one of them is above zero. */
export interface Missing {
  readonly missingUnits?: number
  readonly missingMinor?: number
  readonly missingGrams?: number
}

export function measureReach({ lineIndexes, seats }: Reach, lines: readonly Line[]): Measure {
  const all = amountOf(lineIndexes, lines)
  return { ...all, seats: seats.length === 1 ? [all] : seats.map((own) => amountOf(own, lines)) }
}

function amountOf(lineIndexes: readonly number[], lines: readonly Line[]): Amount {
  let [unitCount, spendMinor, grams] = [0, 0, 0]
  for (const lineIndex of lineIndexes) {
    const line = lines[lineIndex]
    if (!line) continue
    unitCount += unitCountOf(line.quantity)
    spendMinor += line.grossMinor
    grams += line.quantity.kind === 'weight' ? line.quantity.grams : 0
  }
  return { unitCount, spendMinor, grams }
}

interface Terms {
  readonly condition: Condition
  readonly reward: Reward
}

/**
 * What an offer still lacks, or undefined when the basket has enough.
 * @param leftMinor left to pay for the discountable lines after item offers
 */
export function missingFor(terms: Terms, measure: Measure, leftMinor: number): Missing | undefined {
  return missingForCondition(terms, measure, leftMinor) ?? missingForReward(terms, measure)
}

function missingForCondition({ condition }: Terms, { seats, unitCount }: Measure, leftMinor: number): Missing | undefined {
  const [first = { unitCount: 0, spendMinor: 0, grams: 0 }] = seats
  switch (condition.kind) {
    case 'quantity':
      return units(condition.unitCount - first.unitCount)
    case 'weight':
      return condition.grams > first.grams ? { missingGrams: condition.grams - first.grams } : undefined
    case 'spend':
      return money(condition.spendMinor - first.spendMinor)
    case 'basket':
      return money(condition.spendMinor - leftMinor)
    case 'sets': {
      const apart = condition.parts.reduce((sum, part, seat) => sum + Math.max(0, part.unitCount - (seats[seat]?.unitCount ?? 0)), 0)
      // Two parts may look at the same units, which count for one of them.
      const together = condition.parts.reduce((sum, part) => sum + part.unitCount, -unitCount)
      return units(Math.max(apart, together))
    }
    default:
      return assertNever(condition, 'condition')
  }
}

/** What one reward lacks beyond what the condition asks for. */
function missingForReward({ condition, reward }: Terms, { seats, unitCount, spendMinor }: Measure): Missing | undefined {
  switch (reward.kind) {
    case 'fixed-price':
      return units(reward.unitCount - unitCount)
    case 'n-for-m':
      return units(reward.takeCount - unitCount)
    case 'tiered-percent-off':
      return reward.by === 'units' ? units((reward.tiers[0]?.from ?? 0) - unitCount) : money((reward.tiers[0]?.from ?? 0) - spendMinor)
    case 'get-percent-off': {
      const needed = seatNeeds({ condition, reward }).slice(0, -1).reduce((sum, need) => sum + need, 1)
      return units(Math.max(1 - (seats.at(-1)?.unitCount ?? 0), needed - unitCount))
    }
    default:
      return undefined
  }
}

function units(missingUnits: number): Missing | undefined {
  return missingUnits > 0 ? { missingUnits } : undefined
}

function money(missingMinor: number): Missing | undefined {
  return missingMinor > 0 ? { missingMinor } : undefined
}
