import type { AskedOffer, LaterOff, Questions } from './ask-questions.ts'
import { tableSize, type Ranges } from './ranges.ts'
import { valueOf } from './value-of.ts'

/** A group's units with all that may be asked about them, ready to be let. */
export interface Letting {
  readonly questions: Questions
  readonly ranges: Ranges
  /** What each offer brings for every answer within the ranges, its last question changing fastest; undefined where that is too much to list. */
  readonly tables: readonly (Float64Array | undefined)[]
  /** Units to give, and what one given to nobody brings, by turn of the decision. */
  readonly counts: readonly number[]
  readonly idleMinor: readonly number[]
  /** Brought whatever is decided. */
  readonly settledMinor: number
  /** How much of what later groups may take off units counts here, 0 to 1; the rest is bounded otherwise. */
  readonly laterPart: number
}

interface LettingInput {
  readonly questions: Questions
  readonly ranges: Ranges
  readonly listed: ReadonlySet<AskedOffer>
  readonly laterOff: LaterOff
  readonly laterPart: number
}

export function openLetting(input: LettingInput): Letting {
  const { questions, ranges, listed, laterPart } = input
  const counts: number[] = []
  const idleMinor: number[] = []
  for (const { turn, decision } of questions.all) {
    counts[turn] = decision.count
    idleMinor[turn] = decision.idleOwnMinor + laterPart * (decision.idleMinor - decision.idleOwnMinor)
  }
  return {
    questions,
    ranges,
    tables: questions.offers.map((offer) => (listed.has(offer) ? tableOf(offer, input) : undefined)),
    counts,
    idleMinor,
    settledMinor: questions.settled.ownMinor + laterPart * questions.settled.laterMinor,
    laterPart,
  }
}

function tableOf(offer: AskedOffer, { ranges, laterOff, laterPart }: LettingInput): Float64Array {
  const table = new Float64Array(tableSize(offer, ranges))
  const counts = offer.questions.map(({ place }) => ranges.least[place] ?? 0)
  for (const index of table.keys()) {
    const { ownMinor, laterMinor } = valueOf(offer, counts, laterOff)
    table[index] = ownMinor + laterPart * laterMinor
    countUp(offer, ranges, counts)
  }
  return table
}

function countUp({ questions }: AskedOffer, { least, most }: Ranges, counts: number[]): void {
  for (let dimension = questions.length - 1; dimension >= 0; dimension -= 1) {
    const place = questions[dimension]?.place ?? 0
    const count = counts[dimension] ?? 0
    if (count < (most[place] ?? 0)) {
      counts[dimension] = count + 1
      return
    }
    counts[dimension] = least[place] ?? 0
  }
}
