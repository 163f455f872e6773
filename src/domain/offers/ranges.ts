import type { AskedOffer, Questions } from './ask-questions.ts'

/** The fewest and the most units that may be the answer to each question, by its place. */
export interface Ranges {
  readonly least: readonly number[]
  readonly most: readonly number[]
}

/** Answers that one offer's table may list. */
const tableLimit = 4096

/** Seating units anew costs so much more than adding up what they save. */
const seatingCost = 4

export function wholeRanges({ all }: Questions): Ranges {
  return { least: all.map(() => 0), most: all.map(({ decision }) => decision.count) }
}

/** Everything about some decisions open, the others as they were answered. */
export function openRanges({ all }: Questions, answers: readonly number[], openTurns: ReadonlySet<number>): Ranges {
  return {
    least: all.map(({ turn, place }) => (openTurns.has(turn) ? 0 : (answers[place] ?? 0))),
    most: all.map(({ turn, place, decision }) => (openTurns.has(turn) ? decision.count : (answers[place] ?? 0))),
  }
}

/** What promises most, as far as it can be listed within a cost; the other questions are answered with none. */
export function narrowRanges(questions: Questions, { least, most }: Ranges, costLimit: number): Ranges {
  const kept = most.map(() => 0)
  const byPromise = questions.all.toSorted((a, b) => b.eachMinor * b.decision.count - a.eachMinor * a.decision.count || a.place - b.place)
  for (const { place } of byPromise) {
    kept[place] = most[place] ?? 0
    if (!canList(questions, { least, most: kept }, costLimit)) kept[place] = 0
  }
  return { least, most: kept }
}

/** Answers an offer's table lists. */
export function tableSize({ questions }: AskedOffer, { least, most }: Ranges): number {
  return questions.reduce((size, { place }) => size * ((most[place] ?? 0) - (least[place] ?? 0) + 1), 1)
}

/** Nodes that it takes to list what an offer brings for so many answers. */
export function listingCost({ choosesSeats }: AskedOffer, answerCount: number): number {
  return choosesSeats ? seatingCost * answerCount : answerCount
}

/** True when everything within the ranges can be listed within a cost. */
export function canList(questions: Questions, ranges: Ranges, costLimit: number): boolean {
  return listable(questions, ranges, costLimit).size === questions.offers.length
}

/** The offers whose tables can be listed within a cost together, small ones first. */
export function listable({ offers }: Questions, ranges: Ranges, costLimit: number): ReadonlySet<AskedOffer> {
  let costLeft = costLimit
  const listed = new Set<AskedOffer>()
  const sized = offers.map((offer) => ({ offer, size: tableSize(offer, ranges) })).sort((a, b) => a.size - b.size)
  for (const { offer, size } of sized) {
    costLeft -= listingCost(offer, size)
    if ((offer.isCountable || size === 1) && size <= tableLimit && costLeft >= 0) listed.add(offer)
  }
  return listed
}
