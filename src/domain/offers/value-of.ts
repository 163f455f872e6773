import { laterMinorOf, type AskedOffer, type LaterOff, type Value } from './ask-questions.ts'
import { bestSeating } from './best-seating.ts'
import { useOf } from './item-reward.ts'

/**
 * What the offer brings with so many units by question: never too little, and exact but where an offer of an earlier
 * group has a choice of seats.
 */
export function valueOf(offer: AskedOffer, counts: readonly number[], laterOff: LaterOff): Value {
  let key = 0
  for (const [dimension, { decision }] of offer.questions.entries()) key = key * (decision.count + 1) + (counts[dimension] ?? 0)
  const before = offer.known.get(key)
  if (before) return before
  giveUnits(offer, counts)
  const ownMinor = offer.chooser.use.savingMinor
  // Seated otherwise it might save less and leave more: then only what is left at most is sure.
  const laterMinor = offer.choosesSeats ? mostLeft(offer, counts, laterOff) : laterMinorOf(offer.chooser, laterOff)
  const value = { ownMinor, laterMinor }
  offer.known.set(key, value)
  return value
}

function mostLeft({ chooser, questions }: AskedOffer, counts: readonly number[], laterOff: LaterOff): number {
  if (!laterOff) return 0
  const asked = new Map(questions.flatMap(({ slots }, dimension) => slots.map((slot) => [slot, counts[dimension] ?? 0] as const)))
  let [laterMinor, leftMinor] = [0, -chooser.use.savingMinor]
  for (const [slot, run] of chooser.runs.entries()) {
    if (chooser.runs.indexOf(run) !== slot) continue
    const count = asked.get(slot) ?? run.count
    laterMinor += count * laterOff(run)
    leftMinor += count * run.leftMinor
  }
  return Math.min(laterMinor, leftMinor)
}

/** Gives the offer so many units by question, each in the seat where it helps most; what helps nowhere it does not take. */
export function giveUnits({ chooser, questions, whole, slotsOfRuns, choosesSeats }: AskedOffer, counts: readonly number[]): void {
  for (const [slot, count] of whole.entries()) chooser.counts[slot] = count
  for (const [dimension, { slots }] of questions.entries()) for (const slot of slots) chooser.counts[slot] = counts[dimension] ?? 0
  if (!choosesSeats) {
    chooser.use = useOf(chooser.candidate, chooser)
    return
  }
  const seated = bestSeating(chooser.candidate, chooser, slotsOfRuns)
  for (const [slot, count] of seated.counts.entries()) chooser.counts[slot] = count
  chooser.use = seated.use
}
