import type { Line } from '../basket/line.ts'
import { inOfferOrder } from './arm-offers.ts'
import { candidateOf, type AnyCandidate } from './candidate.ts'
import { linesAdded } from './lines-added.ts'
import { measureReach, type Measure } from './measure.ts'
import { narrowCandidate } from './narrow-candidate.ts'
import type { ArmedOffer, OfferOutcome, OfferRemaining } from './priced-basket.ts'
import { concerns, findReach, reachFurther, type Reach } from './reach.ts'
import { unmetOutcome } from './unmet-offer.ts'

/** An armed offer and what the basket holds of its items. */
export interface SurveyedOffer {
  /** Grows in offer order; see `Candidate`. */
  readonly index: number
  readonly armed: ArmedOffer
  readonly reach: Reach
  readonly measure: Measure
  /** Undefined for an item offer of whose items the basket holds too little. */
  readonly candidate: AnyCandidate | undefined
  /** What is told of it as long as the basket holds too little of its items. */
  readonly unmet: OfferOutcome | undefined
}

/** A basket and what its offers found in it. */
export interface Survey {
  readonly lines: readonly Line[]
  /** In offer order. */
  readonly offers: readonly SurveyedOffer[]
}

export const nothingSurveyed: Survey = { lines: [], offers: [] }

/**
 * Looks what the basket holds of every armed offer's items.
 *
 * @param ordered in offer order
 * @param before  the survey before the sale's last change: an offer that the change does not concern is taken over as it is
 */
export function surveyOffers(ordered: readonly ArmedOffer[], lines: readonly Line[], before: Survey = nothingSurveyed): Survey {
  const change = changeOf(before.lines, lines)
  const known = change.isMoved ? [] : findKnown(ordered, before.offers)
  const indexes = numberOffers(ordered.map((_, position) => known[position]?.index))
  // No room left between two numbers: all are numbered anew.
  if (!indexes) return surveyOffers(ordered, lines)
  const offers = ordered.map((armed, position) => {
    const own = known[position]
    if (own && !isConcerned(own, change)) return own
    const reach = own && change.isAtEnd ? reachFurther(own.reach, armed.offer, change.added) : findReach(armed.offer, lines)
    return survey(indexes[position] ?? 0, armed, reach)
  })
  return { lines, offers }
}

function survey(index: number, armed: ArmedOffer, reach: Reach): SurveyedOffer {
  const measure = measureReach(reach)
  return { index, armed, reach, measure, candidate: narrowed(candidateOf(index, armed), measure), unmet: unmetOutcome(armed, reach, measure) }
}

function narrowed(made: AnyCandidate, measure: Measure): AnyCandidate | undefined {
  if (made.layer !== 'item') return made
  const candidate = narrowCandidate(made.candidate, measure)
  return candidate && { layer: 'item', candidate }
}

/** What has happened to a basket's lines since they were last looked at. */
interface Change {
  readonly removed: readonly Line[]
  readonly added: readonly Line[]
  /** True when lines that stayed stand in another order. */
  readonly isMoved: boolean
  /** True when lines have come to its end, and nothing else has happened. */
  readonly isAtEnd: boolean
}

function changeOf(before: readonly Line[], lines: readonly Line[]): Change {
  const atEnd = linesAdded(before, lines)
  if (atEnd) return { removed: [], added: atEnd, isMoved: false, isAtEnd: true }
  let sameCount = 0
  while (sameCount < before.length && before[sameCount] === lines[sameCount]) sameCount += 1
  const [old, now] = [new Set(before.slice(sameCount)), new Set(lines.slice(sameCount))]
  const stayed = [...now].filter((line) => old.has(line))
  const isMoved = [...old].filter((line) => now.has(line)).some((line, position) => line !== stayed[position])
  return { removed: [...old].filter((line) => !now.has(line)), added: [...now].filter((line) => !old.has(line)), isMoved, isAtEnd: false }
}

function isConcerned({ armed, reach }: SurveyedOffer, { removed, added }: Change): boolean {
  for (const line of added) if (concerns(reach, armed.offer, line)) return true
  for (const line of removed) if (reach.named.includes(line)) return true
  return false
}

/** The surveyed offer that is the same as each armed one, by place; both in offer order. */
function findKnown(ordered: readonly ArmedOffer[], surveyed: readonly SurveyedOffer[]): (SurveyedOffer | undefined)[] {
  let next = 0
  return ordered.map((armed) => {
    for (let known = surveyed[next]; known; known = surveyed[(next += 1)]) {
      if (isSame(known.armed, armed)) return known
      if (inOfferOrder(known.armed, armed) >= 0) return undefined
    }
    return undefined
  })
}

function isSame(a: ArmedOffer, b: ArmedOffer): boolean {
  return a.offer === b.offer && a.armedBy === b.armedBy && a.couponCode === b.couponCode && isSameLimit(a.remaining, b.remaining)
}

function isSameLimit(a: OfferRemaining | undefined, b: OfferRemaining | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.rewardCount === b.rewardCount && a.budgetMinor === b.budgetMinor && a.limitedBy === b.limitedBy)
}

/**
 * Growing numbers for all, with those that have one keeping it.
 * @returns undefined where no number is left between two
 */
function numberOffers(known: readonly (number | undefined)[]): number[] | undefined {
  const indexes: number[] = []
  for (let position = 0; position < known.length; position += 1) {
    const low = indexes[position - 1]
    const index = known[position] ?? between(low, known, position)
    if (low !== undefined && index <= low) return undefined
    indexes.push(index)
  }
  return indexes
}

/** Spread evenly up to the next number that is known. */
function between(low: number | undefined, known: readonly (number | undefined)[], position: number): number {
  let newCount = 1
  while (position + newCount < known.length && known[position + newCount] === undefined) newCount += 1
  const high = known[position + newCount]
  if (high === undefined) return low === undefined ? 0 : low + 1
  return low === undefined ? high - newCount : low + (high - low) / (newCount + 1)
}
