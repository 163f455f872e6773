import { mostEach, togetherMinor, type Chooser, type Decision, type GroupTable } from './group-table.ts'

/**
 * A bound between two: by what every offer saves with all the units it may get, and by what every unit brings by
 * itself. Each offer's saving is counted so much by the first and the rest by the second; any such mix is a bound,
 * and for offers that compete for the same units a good one is far lower than both.
 */
export interface MixedBound {
  /** What it comes to before the first decision. */
  readonly wholeMinor: number
  /** By how much of a change in the offer's saving the bound changes: 0 to 1. */
  readonly weightOf: (chooser: Chooser) => number
  /** What a unit of the decision counts when the option at `position` has it; the bound's own measure, not what it brings. */
  readonly eachOf: (decision: Decision, position: number) => number
  /** Most that it counts with any option from `position` on, or with none. */
  readonly restOf: (decision: Decision, position: number) => number
}

const weights = [0, 0.5, 1] as const

export function mixedBound(table: GroupTable): MixedBound {
  const weightOf = chooseWeights(table)
  const rests = new Map(table.decisions.map((decision) => [decision, restsOf(decision, weightOf)]))
  return {
    wholeMinor: boundWith(table, weightOf),
    weightOf: (chooser) => weightOf.get(chooser) ?? 0,
    eachOf: (decision, position) => eachOf(decision, position, weightOf),
    restOf: (decision, position) => rests.get(decision)?.[position] ?? decision.idleMinor,
  }
}

type Weights = ReadonlyMap<Chooser, number>

/** Starts from the better of the two pure bounds and changes one offer's weight after another for as long as that lowers the bound. */
function chooseWeights(table: GroupTable): Weights {
  const pure = togetherMinor(table) < table.settledMinor + table.decisions.reduce((sum, decision) => sum + decision.count * mostEach(decision), 0) ? 1 : 0
  let best: Weights = new Map(table.choosers.map((chooser) => [chooser, pure]))
  let lowest = boundWith(table, best)
  for (let isFalling = true; isFalling; ) {
    isFalling = false
    for (const chooser of table.choosers) {
      for (const weight of weights) {
        const tried = new Map(best).set(chooser, weight)
        const boundMinor = boundWith(table, tried)
        if (boundMinor >= lowest - 0.5) continue
        ;[best, lowest, isFalling] = [tried, boundMinor, true]
      }
    }
  }
  return best
}

function boundWith({ choosers, decisions, settled }: GroupTable, weightOf: Weights): number {
  let sum = 0
  for (const chooser of choosers) sum += (weightOf.get(chooser) ?? 0) * chooser.use.savingMinor
  for (const decision of decisions) sum += decision.count * (restsOf(decision, weightOf)[0] ?? 0)
  for (const { count, option, idleMinor, laterMinor } of settled) sum += count * (option ? Math.min(option.eachMinor, (1 - (weightOf.get(option.chooser) ?? 0)) * option.offMinor + laterMinor) : idleMinor)
  return sum
}

function eachOf({ options, laterMinor }: Decision, position: number, weightOf: Weights): number {
  const option = options[position]
  return option ? Math.min(option.eachMinor, (1 - (weightOf.get(option.chooser) ?? 0)) * option.offMinor + laterMinor) : 0
}

function restsOf(decision: Decision, weightOf: Weights): number[] {
  const rests = [...decision.options.map(() => 0), decision.idleMinor]
  for (let position = decision.options.length - 1; position >= 0; position -= 1) rests[position] = Math.max(rests[position + 1] ?? 0, eachOf(decision, position, weightOf))
  return rests
}
