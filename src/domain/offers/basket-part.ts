import type { Line } from '../basket/line.ts'
import type { ItemCandidate } from './candidate.ts'
import { componentOf, isSimple, type Component } from './component.ts'
import { firstFit } from './first-fit.ts'
import type { ItemChoice } from './item-choice.ts'
import { handOutUnits, type UnitGain } from './hand-out.ts'
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
  /** What that gives on each line. */
  readonly gains: readonly UnitGain[]
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

/**
 * Makes parts, each with a search of its own, so that one that was made before need not be made again: a part depends on
 * its lines and candidates alone.
 *
 * @param before    parts of an earlier pass over the same sale
 * @param nodeLimit nodes the search in one part may look at, the same for each, whatever others there are
 */
export interface PartMaker {
  readonly partOf: (lines: readonly Line[], candidates: readonly ItemCandidate[], seatings: ReadonlyMap<Line, readonly Seating[]>) => BasketPart
  /** Those asked for, for the next pass. */
  readonly made: () => BasketParts
}

export function openPartMaker(before: BasketParts, nodeLimit: number): PartMaker {
  const made = new Map<Line, BasketPart[]>()
  return {
    partOf(lines, candidates, seatings) {
      const [head] = lines
      const own = head && made.get(head)
      const isAsked = (part: BasketPart): boolean => isAlike(part.lines, lines) && isAlike(part.candidates, candidates)
      const known = own?.find(isAsked)
      if (known) return known
      const part = (head && before.get(head)?.find(isAsked)) ?? makePart(lines, candidates, seatings, nodeLimit)
      if (own) own.push(part)
      else if (head) made.set(head, [part])
      return part
    },
    made: () => made,
  }
}

function makePart(lines: readonly Line[], candidates: readonly ItemCandidate[], seatings: ReadonlyMap<Line, readonly Seating[]>, nodeLimit: number): BasketPart {
  const pools = gatherPools(lines.map((line) => ({ line, seatings: seatings.get(line) ?? [] })))
  const component = componentOf(pools)
  const best = searchBest(component, { left: nodeLimit })
  let plain: ItemChoice | undefined
  return { lines, candidates, pools, component, best, gains: handOutUnits(pools, best.choice.runs), plain: () => (plain ??= firstFit(component, 'offer-order')) }
}

/** Lines and candidates are never changed, so the same ones say the same. */
function isAlike<Each>(a: readonly Each[], b: readonly Each[]): boolean {
  return a.length === b.length && a.every((each, position) => each === b[position])
}

/**
 * Takes the basket apart: lines belong together only where one offer looks at several of their units. In order of their
 * dearest units, then of their first lines: so where not all can be served, the dearest are.
 *
 * @param goods lines in goods order
 */
export function splitBasket(goods: readonly Line[], offers: readonly ReachingCandidate[], { partOf }: PartMaker): BasketPart[] {
  const headOf = joinLines(goods, offers)
  const seatings = seatingsOf(offers)
  const split = new Map<number, { readonly lines: Line[]; readonly candidates: ItemCandidate[] }>()
  const heads = new Map<Line, number>()
  for (const [position, line] of goods.entries()) {
    if (!seatings.has(line)) continue
    const head = headOf(position)
    heads.set(line, head)
    const own = split.get(head)
    if (own) own.lines.push(line)
    else split.set(head, { lines: [line], candidates: [] })
  }
  for (const { candidate, reach } of offers) {
    for (const line of reach.lines) {
      const own = split.get(heads.get(line) ?? -1)?.candidates
      if (own && own.at(-1) !== candidate) own.push(candidate)
    }
  }
  return [...split.values()].map(({ lines, candidates }) => partOf(lines, candidates, seatings)).sort(inPartOrder)
}

function inPartOrder({ pools: [a] }: BasketPart, { pools: [b] }: BasketPart): number {
  return a && b ? inPoolOrder(a, b) : 0
}

/** Joins the lines of every offer that is not simple; answers the first line of the part that a line ended up in. */
function joinLines(goods: readonly Line[], offers: readonly ReachingCandidate[]): (position: number) => number {
  const positions = new Map(goods.map((line, position) => [line, position]))
  const parents = goods.map((_, position) => position)
  const headOf = (position: number): number => {
    let head = position
    while (parents[head] !== undefined && parents[head] !== head) head = parents[head] ?? head
    return head
  }
  for (const { candidate, reach } of offers) {
    const [first] = reach.lines
    if (!first || isSimple(candidate)) continue
    for (const line of reach.lines) {
      const [a, b] = [headOf(positions.get(first) ?? 0), headOf(positions.get(line) ?? 0)]
      parents[Math.max(a, b)] = Math.min(a, b)
    }
  }
  return headOf
}

function seatingsOf(offers: readonly ReachingCandidate[]): Map<Line, Seating[]> {
  const seatings = new Map<Line, Seating[]>()
  for (const { candidate, reach } of offers) {
    for (const [seat, lines] of reach.seats.entries()) {
      for (const line of lines) {
        const own = seatings.get(line)
        if (own) own.push({ candidate, seat })
        else seatings.set(line, [{ candidate, seat }])
      }
    }
  }
  return seatings
}
