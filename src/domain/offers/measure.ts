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
  /** Units by the seats they may take: bit n for seat n. */
  readonly seatings: readonly { readonly seatBits: number; readonly unitCount: number }[]
}

/** Exactly one of them is above zero. */
export interface Missing {
  readonly missingUnits?: number
  readonly missingMinor?: number
  readonly missingGrams?: number
}

export function measureReach({ lines, seats }: Reach): Measure {
  const all = amountOf(lines)
  if (seats.length === 1) return { ...all, seats: [all], seatings: [{ seatBits: 1, unitCount: all.unitCount }] }
  return { ...all, seats: seats.map(amountOf), seatings: seatingsOf(seats) }
}

function seatingsOf(seats: Reach['seats']): Measure['seatings'] {
  const bitsOfLine = new Map<Line, number>()
  for (const [seat, own] of seats.entries()) for (const line of own) bitsOfLine.set(line, (bitsOfLine.get(line) ?? 0) | (1 << seat))
  const counts = new Map<number, number>()
  for (const [{ quantity }, seatBits] of bitsOfLine) counts.set(seatBits, (counts.get(seatBits) ?? 0) + unitCountOf(quantity))
  return [...counts].map(([seatBits, unitCount]) => ({ seatBits, unitCount }))
}

function amountOf(lines: readonly Line[]): Amount {
  let [unitCount, spendMinor, grams] = [0, 0, 0]
  for (const { quantity, grossMinor } of lines) {
    unitCount += unitCountOf(quantity)
    spendMinor += grossMinor
    grams += quantity.kind === 'weight' ? quantity.grams : 0
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

function missingForCondition({ condition }: Terms, { seats, seatings }: Measure, leftMinor: number): Missing | undefined {
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
    case 'sets':
      return units(mostShort(condition.parts.map(({ unitCount }) => unitCount), seatings))
    default:
      return assertNever(condition, 'condition')
  }
}

/** What one reward lacks beyond what the condition asks for. */
function missingForReward({ condition, reward }: Terms, { seatings, unitCount, spendMinor }: Measure): Missing | undefined {
  switch (reward.kind) {
    case 'fixed-price':
      return units(reward.unitCount - unitCount)
    case 'n-for-m':
      return units(reward.takeCount - unitCount)
    case 'tiered-percent-off':
      return reward.by === 'units' ? units((reward.tiers[0]?.from ?? 0) - unitCount) : money((reward.tiers[0]?.from ?? 0) - spendMinor)
    case 'get-percent-off':
      // One unit of the set that is got is enough for a part of the reward.
      return units(mostShort([...seatNeeds({ condition, reward }).slice(0, -1), 1], seatings))
    default:
      return undefined
  }
}

/**
 * Units that have to be added so that all seats have what they need, when a unit takes one of its seats only: the
 * most that any seats together have too little (Hall's theorem).
 */
function mostShort(needs: readonly number[], seatings: Measure['seatings']): number {
  let most = 0
  for (let some = 1; some < 1 << needs.length; some += 1) {
    let short = 0
    for (const [seat, need] of needs.entries()) if (some & (1 << seat)) short += need
    for (const { seatBits, unitCount } of seatings) if (seatBits & some) short -= unitCount
    most = Math.max(most, short)
  }
  return most
}

function units(missingUnits: number): Missing | undefined {
  return missingUnits > 0 ? { missingUnits } : undefined
}

function money(missingMinor: number): Missing | undefined {
  return missingMinor > 0 ? { missingMinor } : undefined
}
