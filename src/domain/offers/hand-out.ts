import type { Line } from '../basket/line.ts'
import { shareOut } from '../money/share-out.ts'
import type { BasketPart } from './basket-part.ts'
import type { BasketUse } from './choose-basket-offers.ts'
import type { ItemCandidate } from './candidate.ts'
import type { ChosenOffers } from './choose-offers.ts'
import type { PricedLine, LineDiscount } from './priced-basket.ts'
import type { SurveyedOffer } from './survey-offers.ts'
import type { UnitPool } from './unit-pool.ts'
import type { UnitRun } from './unit-run.ts'

/** What one offer gave on one line. */
interface LineGain {
  readonly line: Line
  readonly amountMinor: number
  readonly unitCount: number
  /** Units of these that carry the reward; the others only helped to meet the condition. */
  readonly rewardedCount: number
}

/** What one offer gave, each line once. Zero amounts on units that only met a condition are in here. */
export type OfferGains = readonly LineGain[]

/** What an item offer gave in one part of the basket. */
export interface PartGains {
  readonly candidate: ItemCandidate
  readonly gains: OfferGains
}

/**
 * Brings the chosen discounts from units to lines: item offers first, then each basket offer shared out over what is left.
 *
 * @param goods    the basket in goods order
 * @param surveyed in offer order
 * @returns one per offer, same order; none for an offer that has no units and gives nothing
 */
export function handOut(goods: readonly Line[], chosen: ChosenOffers, surveyed: readonly SurveyedOffer[]): (OfferGains | undefined)[] {
  const item = itemGains(chosen)
  const gains = handOutBasket(goods, chosen.basket.uses, item)
  for (const { candidate: { index }, gains: own } of item) {
    const known = gains.get(index)
    gains.set(index, known ? [...known, ...own] : own)
  }
  return surveyed.map(({ index }) => gains.get(index))
}

/** Writes the lines with their discounts in offer order. Parts add up: gross less discounts is net, never below zero. */
export function priceLines(lines: readonly Line[], gains: readonly (OfferGains | undefined)[], surveyed: readonly SurveyedOffer[]): PricedLine[] {
  const discounts = new Map<Line, readonly LineDiscount[]>()
  surveyed.forEach(({ armed: { armedBy, offer: { offerId, name } } }, place) => {
    for (const { line, amountMinor, unitCount } of gains[place] ?? []) {
      if (amountMinor > 0) discounts.set(line, [...(discounts.get(line) ?? []), { offerId, name, armedBy, amountMinor, unitCount }])
    }
  })
  return lines.map((line) => {
    const { lineId, grossMinor } = line
    const own = discounts.get(line) ?? []
    let discountMinor = 0
    for (const { amountMinor } of own) discountMinor += amountMinor
    return { lineId, grossMinor, discountMinor, netMinor: grossMinor - discountMinor, discounts: own }
  })
}

/** Of every part in turn; a line is in one part only. */
function itemGains({ items }: ChosenOffers): PartGains[] {
  const runsOf = new Map<BasketPart, UnitRun[]>()
  const gains: PartGains[] = []
  for (const { part, choice } of items.served) {
    if (choice === part.best.choice) for (const own of part.gains) gains.push(own)
    else runsOf.set(part, [...(runsOf.get(part) ?? []), ...choice.runs])
  }
  for (const [{ pools }, runs] of runsOf) gains.push(...handOutUnits(pools, runs))
  return gains
}

/**
 * What item offers gave on the lines of one part.
 *
 * The units of a pool are alike, so the best served go to its first place: which line shows a discount never depends on the search.
 */
export function handOutUnits(pools: readonly UnitPool[], runs: readonly UnitRun[]): PartGains[] {
  const gains = new Map<ItemCandidate, Map<Line, LineGain>>()
  for (const [poolIndex, { places }] of pools.entries()) {
    const served = runs.filter((run) => run.poolIndex === poolIndex && run.lastUse).sort((a, b) => a.leftMinor - b.leftMinor)
    const units = served.map((run) => ({ run, count: run.count }))
    for (const { line, unitCount } of places) {
      let room = unitCount
      for (let next = units[0]; next && room > 0; next = units[0]) {
        const taken = Math.min(room, next.count)
        addUses(gains, next.run, line, taken)
        room -= taken
        next.count -= taken
        if (next.count === 0) units.shift()
      }
    }
  }
  return Array.from(gains, ([candidate, byLine]) => ({ candidate, gains: [...byLine.values()] }))
}

function addUses(gains: Map<ItemCandidate, Map<Line, LineGain>>, { lastUse }: UnitRun, line: Line, unitCount: number): void {
  for (let use = lastUse; use; use = use.before) {
    const { candidate, amountMinor, isRewarded } = use
    const byLine = gains.get(candidate) ?? new Map<Line, LineGain>()
    gains.set(candidate, byLine)
    const known = byLine.get(line) ?? { amountMinor: 0, unitCount: 0, rewardedCount: 0 }
    byLine.set(line, { line, amountMinor: known.amountMinor + amountMinor * unitCount, unitCount: known.unitCount + unitCount, rewardedCount: known.rewardedCount + (isRewarded ? unitCount : 0) })
  }
}

/** What basket offers give, by their `index`, on every discountable line. */
function handOutBasket(goods: readonly Line[], uses: readonly BasketUse[], item: readonly PartGains[]): Map<number, OfferGains> {
  const gains = new Map<number, OfferGains>()
  if (uses.length === 0) return gains
  // Odd cents go by what a line is, never by when it was scanned: tax by class must not depend on the order.
  const order = goods.filter(({ item: { discountable } }) => discountable)
  const itemMinor = new Map<Line, number>()
  for (const { gains: own } of item) for (const { line, amountMinor } of own) itemMinor.set(line, (itemMinor.get(line) ?? 0) + amountMinor)
  let leftMinor = order.map((line) => line.grossMinor - (itemMinor.get(line) ?? 0))
  for (const { candidate, amountMinor } of uses) {
    const shares = shareOut(amountMinor, leftMinor)
    gains.set(candidate.index, order.map((line, position) => ({ line, amountMinor: shares[position] ?? 0, unitCount: 0, rewardedCount: 0 })))
    leftMinor = leftMinor.map((each, position) => each - (shares[position] ?? 0))
  }
  return gains
}
