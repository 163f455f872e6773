import type { UnitRun } from './unit-run.ts'
import { takenOf, type Take, type Takes } from './take.ts'

/** Units left of every run, in two numbers with some bits for each run. */
export interface UnitsLeft {
  readonly low: number
  readonly high: number
}

/** How units are written into bits: every run has a field, with one bit more above it that shows what does not fit. */
export interface UnitFields {
  readonly all: UnitsLeft
  /** One unit of the run, by its place in the table; none where only one offer ever asks for its units. */
  readonly ones: readonly UnitsLeft[]
  readonly guards: UnitsLeft
}

const lowBits = 30
const highBits = 22
const none: UnitsLeft = { low: 0, high: 0 }

/**
 * @param isContested whether it matters who has units of the run, by its place
 * @returns undefined where the units do not fit
 */
export function layOutFields(runs: readonly UnitRun[], isContested: (runIndex: number) => boolean): UnitFields | undefined {
  let [lowAt, highAt] = [0, 0]
  const [ones, all, guards] = [[] as UnitsLeft[], { low: 0, high: 0 }, { low: 0, high: 0 }]
  for (const [runIndex, { count }] of runs.entries()) {
    const width = isContested(runIndex) ? bitsOf(count) + 1 : 0
    const isLow = lowAt + width <= lowBits
    const one = width === 0 ? none : isLow ? { low: 2 ** lowAt, high: 0 } : { low: 0, high: 2 ** highAt }
    if (isLow) lowAt += width
    else highAt += width
    if (highAt > highBits) return undefined
    ones.push(one)
    all.low += count * one.low
    all.high += count * one.high
    guards.low += one.low * 2 ** (width - 1)
    guards.high += one.high * 2 ** (width - 1)
  }
  return { all, ones, guards }
}

/** One number for all of them. */
export function keyOfLeft({ low, high }: UnitsLeft): number {
  return high * 2 ** lowBits + low
}

export function isLeft({ low, high }: UnitsLeft, asked: UnitsLeft, guards: UnitsLeft): boolean {
  return (((low | guards.low) - asked.low) & guards.low) === guards.low && (((high | guards.high) - asked.high) & guards.high) === guards.high
}

export function leftBut({ low, high }: UnitsLeft, taken: UnitsLeft): UnitsLeft {
  return { low: low - taken.low, high: high - taken.high }
}

/** A take's units. */
export function unitsTaken({ runs }: Takes, take: Take, { ones }: UnitFields): UnitsLeft {
  const units = { low: 0, high: 0 }
  for (const [place, { runIndex }] of runs.entries()) {
    const one = ones[runIndex] ?? none
    units.low += takenOf(take, place) * one.low
    units.high += takenOf(take, place) * one.high
  }
  return units
}

/** By place: all bits of the units that the offers from there on may have. */
export function reachFrom(offers: readonly Takes[], { ones }: UnitFields): UnitsLeft[] {
  let reach = none
  return offers.toReversed().map(({ runs }) => {
    for (const { runIndex, run } of runs) {
      const [one, mask] = [ones[runIndex] ?? none, 2 ** bitsOf(run.count) - 1]
      reach = { low: reach.low | (mask * one.low), high: reach.high | (mask * one.high) }
    }
    return reach
  }).reverse()
}

function bitsOf(count: number): number {
  return 32 - Math.clz32(count)
}
