import type { AskedOffer } from './ask-questions.ts'
import type { Letting } from './open-letting.ts'

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

/** Steps that bring nothing before they are made smaller. */
const patience = 4

/**
 * Raises the rents of units that several offers would take and lowers those nobody wants, in ever smaller steps, for
 * the lowest bound; stops early at one that is not above `enoughMinor`.
 */
export function findRents(letting: Letting, enoughMinor: number, stepCount: number): RentBound {
  const { idleMinor, counts } = letting
  let rents = idleMinor.map((_, turn) => firstRent(letting, turn))
  let best = letFor(letting, rents)
  let [now, boldness, vainSteps] = [best, 1, 0]
  for (let step = 0; step < stepCount && best.boundMinor >= enoughMinor + 1; step += 1) {
    const over = overtaken(letting, now)
    const size = over.reduce((sum, each) => sum + each * each, 0)
    if (size === 0) break
    const stride = (boldness * Math.max(1, now.boundMinor - enoughMinor)) / size
    rents = rents.map((rent, turn) => Math.max(idleMinor[turn] ?? 0, rent + stride * (over[turn] ?? 0)))
    now = letFor(letting, rents)
    if (now.boundMinor < best.boundMinor - 0.01) [best, vainSteps] = [now, 0]
    else vainSteps += 1
    if (vainSteps >= patience) [boldness, vainSteps, now, rents] = [boldness / 2, 0, best, [...best.rents]]
  }
  return best

  /** By how many units offers want more of each decision than there are; a rent that is as low as can be is left. */
  function overtaken(of: Letting, at: RentBound): number[] {
    return takenAt(of, at).map((taken, turn) => {
      const count = counts[turn] ?? 0
      return taken < count && (at.rents[turn] ?? 0) <= (idleMinor[turn] ?? 0) ? 0 : taken - count
    })
  }
}

function firstRent({ questions, idleMinor }: Letting, turn: number): number {
  const [first, second] = questions.all.filter((each) => each.turn === turn)
  return Math.max(idleMinor[turn] ?? 0, ((first?.eachMinor ?? 0) + (second?.eachMinor ?? 0)) / 2)
}

/** What offers keep at these rents. */
function letFor(letting: Letting, rents: readonly number[]): RentBound {
  const kept = letting.questions.offers.map((offer, place) => keptOf(offer, letting, letting.tables[place], rents))
  let boundMinor = letting.settledMinor
  for (const own of kept) boundMinor += own[0]?.[0] ?? 0
  for (const [turn, rent] of rents.entries()) boundMinor += rent * (letting.counts[turn] ?? 0)
  return { rents, boundMinor, kept }
}

function keptOf(offer: AskedOffer, { ranges: { least, most }, laterPart }: Letting, table: Float64Array | undefined, rents: readonly number[]): Float64Array[] {
  if (!table) return [Float64Array.of(Math.min(offer.most.ownMinor + laterPart * offer.most.laterMinor, eachKept(offer, rents)))]
  const kept: Float64Array[] = [table]
  let after = table
  for (const { place, turn } of offer.questions.toReversed()) {
    const from = least[place] ?? 0
    const width = (most[place] ?? 0) - from + 1
    const rent = rents[turn] ?? 0
    const before = new Float64Array(after.length / width)
    for (let index = 0; index < before.length; index += 1) {
      let best = -Infinity
      for (let step = 0; step < width; step += 1) best = Math.max(best, (after[index * width + step] ?? 0) - rent * (from + step))
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
function takenAt(letting: Letting, bound: RentBound): number[] {
  const taken = letting.counts.map(() => 0)
  for (const [offerPlace, offer] of letting.questions.offers.entries()) {
    if (letting.tables[offerPlace]) takeListed(offer, letting, bound, taken)
    else if (offer.most.ownMinor >= eachKept(offer, bound.rents)) for (const { turn, decision, eachMinor } of offer.questions) if (eachMinor > (bound.rents[turn] ?? 0)) taken[turn] = (taken[turn] ?? 0) + decision.count
  }
  return taken
}

function takeListed({ questions }: AskedOffer, { ranges: { least, most } }: Letting, { kept, rents }: RentBound, taken: number[]): void {
  let index = 0
  for (const { offerPlace, dimension, place, turn } of questions) {
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
