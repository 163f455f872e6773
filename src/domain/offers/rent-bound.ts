import { valueOf, type AskedOffer, type LaterOff, type Questions } from './offer-values.ts'

/** The fewest and the most units that may be the answer to each question, by its place. */
export interface Ranges {
  readonly least: readonly number[]
  readonly most: readonly number[]
}

/** A group's units with all that may be asked about them, ready to be let. */
export interface Letting {
  readonly questions: Questions
  readonly ranges: Ranges
  /** What each offer brings for every answer within the ranges, its last question changing fastest. */
  readonly tables: readonly (Float64Array | undefined)[]
  readonly laterPart: number
  /** Units to give, and what one given to nobody brings, by turn of the decision. */
  readonly counts: readonly number[]
  readonly idleMinor: readonly number[]
  /** Brought whatever is decided. */
  readonly settledMinor: number
}

/**
 * Every unit is let for a rent: an offer pays it for each unit it takes, and takes those that bring it most beyond the
 * rent. What all offers then keep, and the rents of all units, is a bound: no way to share out the units brings more. At
 * good rents an offer only just wants a unit that another wants as well.
 */
export interface RentBound {
  /** By turn of the decision. */
  readonly rents: readonly number[]
  readonly boundMinor: number
  /** The most each offer keeps once its first questions are answered: by offer, by number of answers, by their place in its table. */
  readonly kept: readonly (readonly Float64Array[])[]
}

/** Answers an offer's table lists. */
export function tableSize({ questions }: AskedOffer, { least, most }: Ranges): number {
  return questions.reduce((size, { place }) => size * ((most[place] ?? 0) - (least[place] ?? 0) + 1), 1)
}

/**
 * @param laterPart how much of what later groups may take off counts here, 0 to 1; the rest is bounded otherwise
 */
export function openLetting(questions: Questions, ranges: Ranges, laterOff: LaterOff | undefined, laterPart: number, isListed: (offer: AskedOffer) => boolean): Letting {
  const counts: number[] = []
  const idleMinor: number[] = []
  for (const { turn, decision } of questions.all) {
    counts[turn] = decision.count
    const own = decision.idleOwnMinor
    idleMinor[turn] = own + laterPart * (decision.idleMinor - own)
  }
  const settledMinor = questions.settled.ownMinor + laterPart * questions.settled.laterMinor
  return { questions, ranges, tables: questions.offers.map((offer) => (isListed(offer) ? tableOf(offer, ranges, laterOff, laterPart) : undefined)), laterPart, counts, idleMinor, settledMinor }
}

function tableOf(offer: AskedOffer, ranges: Ranges, laterOff: LaterOff | undefined, laterPart: number): Float64Array {
  const table = new Float64Array(tableSize(offer, ranges))
  const { questions } = offer
  const counts = questions.map(({ place }) => ranges.least[place] ?? 0)
  for (let index = 0; index < table.length; index += 1) {
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

/** What offers keep at these rents. */
export function letFor(letting: Letting, rents: readonly number[]): RentBound {
  const kept = letting.questions.offers.map((offer, place) => keptOf(offer, letting, letting.tables[place], rents))
  let boundMinor = letting.settledMinor
  for (const own of kept) boundMinor += own[0]?.[0] ?? 0
  for (const [turn, rent] of rents.entries()) boundMinor += rent * (letting.counts[turn] ?? 0)
  return { rents, boundMinor, kept }
}

function keptOf(offer: AskedOffer, { ranges: { least, most }, laterPart }: Letting, table: Float64Array | undefined, rents: readonly number[]): Float64Array[] {
  const { questions } = offer
  if (!table) return [Float64Array.of(Math.min(offer.most.ownMinor + laterPart * offer.most.laterMinor, eachKept(offer, rents)))]
  const kept: Float64Array[] = [table]
  let after = table
  for (let dimension = questions.length - 1; dimension >= 0; dimension -= 1) {
    const { place, turn } = questions[dimension] ?? { place: 0, turn: 0 }
    const from = least[place] ?? 0
    const width = (most[place] ?? 0) - from + 1
    const rent = rents[turn] ?? 0
    const before = new Float64Array(after.length / width)
    for (let index = 0; index < before.length; index += 1) {
      let best = -Infinity
      for (let step = 0; step < width; step += 1) {
        const value = (after[index * width + step] ?? 0) - rent * (from + step)
        if (value > best) best = value
      }
      before[index] = best
    }
    kept.unshift(before)
    after = before
  }
  return kept
}

/** What an offer keeps at most when each unit is looked at by itself. */
function eachKept({ questions }: AskedOffer, rents: readonly number[]): number {
  return questions.reduce((sum, { turn, decision, eachMinor }) => sum + decision.count * Math.max(0, eachMinor - (rents[turn] ?? 0)), 0)
}

/** Units of each decision that the offers would take at these rents. */
function takenAt({ questions, ranges: { least, most }, counts }: Letting, { kept, rents }: RentBound): number[] {
  const taken = counts.map(() => 0)
  for (const [offerPlace, offer] of questions.offers.entries()) {
    let index = 0
    if (!kept[offerPlace]?.[1]) {
      if (offer.most.ownMinor >= eachKept(offer, rents)) for (const { turn, decision, eachMinor } of offer.questions) if (eachMinor > (rents[turn] ?? 0)) taken[turn] = (taken[turn] ?? 0) + decision.count
      continue
    }
    for (const [dimension, { place, turn }] of offer.questions.entries()) {
      const from = least[place] ?? 0
      const width = (most[place] ?? 0) - from + 1
      const after = kept[offerPlace]?.[dimension + 1]
      let [best, chosen] = [-Infinity, 0]
      for (let step = 0; step < width; step += 1) {
        const value = (after?.[index * width + step] ?? 0) - (rents[turn] ?? 0) * (from + step)
        if (value > best) [best, chosen] = [value, step]
      }
      index = index * width + chosen
      taken[turn] = (taken[turn] ?? 0) + from + chosen
    }
  }
  return taken
}

/**
 * Raises the rents of units that several offers would take and lowers those nobody wants, in ever smaller steps, for
 * the lowest bound; stops early at one that is not above `enoughMinor`.
 * @param start rents to begin with; by what the units bring unless told
 */
export function findRents(letting: Letting, enoughMinor: number, stepCount: number, start?: readonly number[]): RentBound {
  const { idleMinor, counts } = letting
  let rents = idleMinor.map((idle, turn) => Math.max(idle, start?.[turn] ?? firstRent(letting, turn)))
  let best = letFor(letting, rents)
  let [now, boldness, idleSteps] = [best, 1, 0]
  for (let step = 0; step < stepCount && best.boundMinor >= enoughMinor + 1; step += 1) {
    const taken = takenAt(letting, now)
    const over = taken.map((count, turn) => (count < (counts[turn] ?? 0) && (rents[turn] ?? 0) <= (idleMinor[turn] ?? 0) ? 0 : count - (counts[turn] ?? 0)))
    const size = over.reduce((sum, each) => sum + each * each, 0)
    if (size === 0) break
    const stride = (boldness * Math.max(1, now.boundMinor - enoughMinor)) / size
    rents = rents.map((rent, turn) => Math.max(idleMinor[turn] ?? 0, rent + stride * (over[turn] ?? 0)))
    now = letFor(letting, rents)
    if (now.boundMinor < best.boundMinor - 0.01) [best, idleSteps] = [now, 0]
    else idleSteps += 1
    if (idleSteps >= 4) [boldness, idleSteps, now, rents] = [boldness / 2, 0, best, [...best.rents]]
  }
  return best
}

function firstRent({ questions, idleMinor }: Letting, turn: number): number {
  const [first, second] = questions.all.filter((each) => each.turn === turn)
  return Math.max(idleMinor[turn] ?? 0, ((first?.eachMinor ?? 0) + (second?.eachMinor ?? 0)) / 2)
}
