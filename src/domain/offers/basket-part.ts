import type { Line } from '../basket/line.ts'
import type { ItemCandidate } from './candidate.ts'
import { componentOf, isSimple, type Component } from './component.ts'
import { firstFit } from './first-fit.ts'
import type { ItemChoice } from './item-choice.ts'
import { handOutUnits, type PartGains } from './hand-out.ts'
import type { Reach } from './reach.ts'
import { searchBest, type BestChoice } from './search-best.ts'
import { gatherPools, inPoolOrder, type Seating, type UnitPool } from './unit-pool.ts'

/** Lines whose item offers compete or build on each other, apart from all other lines, and what is best for them. */
export interface BasketPart {
  /** In goods order. */
  readonly lines: readonly Line[]
  /** In offer order. */
  readonly candidates: readonly ItemCandidate[]
  readonly pools: readonly UnitPool[]
  readonly component: Component
  /** The greatest saving with no regard to the rest of the basket. */
  readonly best: BestChoice
  /** What that gives on each line, by offer. */
  readonly gains: readonly PartGains[]
  /** What a plain till gives: every offer in order takes what it can. */
  readonly plain: () => ItemChoice
}

/** An item offer and the lines it may serve. */
export interface ReachingCandidate {
  readonly candidate: ItemCandidate
  readonly reach: Reach
}

/** Parts by their first line. */
export type BasketParts = ReadonlyMap<Line, readonly BasketPart[]>

/** Makes parts, each with a search of its own, so that one that was made before need not be made again. */
export interface PartMaker {
  readonly partOf: (lines: readonly Line[], offers: readonly ReachingCandidate[]) => BasketPart
  /** Those asked for, for the next pass. */
  readonly made: () => BasketParts
}

/**
 * @param before    parts of an earlier pass over the same sale
 * @param nodeLimit nodes the search in one part may look at: the same for each, whatever others there are
 */
export function openPartMaker(before: BasketParts, nodeLimit: number): PartMaker {
  const made = new Map<Line, BasketPart[]>()
  return {
    partOf(lines, offers) {
      const [head] = lines
      const own = head && made.get(head)
      const isAsked = (part: BasketPart): boolean => isAlike(part, lines, offers)
      const known = own?.find(isAsked)
      if (known) return known
      const part = (head && before.get(head)?.find(isAsked)) ?? makePart(lines, offers, nodeLimit)
      if (own) own.push(part)
      else if (head) made.set(head, [part])
      return part
    },
    made: () => made,
  }
}

function makePart(lines: readonly Line[], offers: readonly ReachingCandidate[], nodeLimit: number): BasketPart {
  const seatings = seatingsOf(lines, offers)
  const pools = gatherPools(lines.map((line) => ({ line, seatings: seatings.get(line) ?? [] })))
  const component = componentOf(pools)
  const best = searchBest(component, { left: nodeLimit })
  let plain: ItemChoice | undefined
  return { lines, candidates: offers.map(({ candidate }) => candidate), pools, component, best, gains: handOutUnits(pools, best.choice.runs), plain: () => (plain ??= firstFit(component, 'offer-order')) }
}

/** Lines and candidates never change, and a candidate's reach is its own: so the same ones say the same. */
function isAlike(part: BasketPart, lines: readonly Line[], offers: readonly ReachingCandidate[]): boolean {
  if (part.lines.length !== lines.length || part.candidates.length !== offers.length) return false
  return part.lines.every((line, position) => line === lines[position]) && part.candidates.every((candidate, position) => candidate === offers[position]?.candidate)
}

function seatingsOf(lines: readonly Line[], offers: readonly ReachingCandidate[]): Map<Line, Seating[]> {
  const seatings = new Map<Line, Seating[]>(lines.map((line) => [line, []]))
  for (const { candidate, reach } of offers) {
    for (const [seat, own] of reach.seats.entries()) for (const line of own) seatings.get(line)?.push({ candidate, seat })
  }
  return seatings
}

/**
 * Takes the basket apart: lines belong together only where one offer looks at several of their units. In order of their
 * dearest units, then of their first lines: so where not all can be served, the dearest are.
 *
 * @param goods lines in goods order
 */
export function splitBasket(goods: readonly Line[], offers: readonly ReachingCandidate[], { partOf }: PartMaker): BasketPart[] {
  const positions = new Map<Line, number>()
  goods.forEach((line, position) => positions.set(line, position))
  const heads = joinLines(positions, offers)
  const split = goods.map((): { readonly lines: Line[]; readonly offers: ReachingCandidate[] } | undefined => undefined)
  for (const offer of offers) {
    for (const line of offer.reach.lines) {
      const own = (split[heads[positions.get(line) ?? 0] ?? 0] ??= { lines: [], offers: [] })
      if (own.offers.at(-1) !== offer) own.offers.push(offer)
    }
  }
  // A line that no offer reaches is joined to none, and so has no part.
  goods.forEach((line, position) => split[heads[position] ?? 0]?.lines.push(line))
  return split.flatMap((own) => (own ? partOf(own.lines, own.offers) : [])).sort(inPartOrder)
}

function inPartOrder(one: BasketPart, other: BasketPart): number {
  const [a, b] = [one.pools[0], other.pools[0]]
  return a && b ? inPoolOrder(a, b) : 0
}

/** Joins the lines of every offer that is not simple: of each line, by position, the first line of the part it ends up in. */
function joinLines(positions: ReadonlyMap<Line, number>, offers: readonly ReachingCandidate[]): number[] {
  const parents = Array.from({ length: positions.size }, (_, position) => position)
  const headOf = (line: Line): number => headIn(parents, positions.get(line) ?? 0)
  for (const { candidate, reach: { lines } } of offers) {
    const [first] = lines
    if (!first || lines.length === 1 || isSimple(candidate)) continue
    for (const line of lines) {
      const [a, b] = [headOf(first), headOf(line)]
      parents[Math.max(a, b)] = Math.min(a, b)
    }
  }
  return parents.map((_, position) => headIn(parents, position))
}

function headIn(parents: readonly number[], position: number): number {
  let head = position
  while (parents[head] !== undefined && parents[head] !== head) head = parents[head] ?? head
  return head
}
