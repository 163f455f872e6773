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
export interface LineGain {
  readonly amountMinor: number
  readonly unitCount: number
  /** Units of these that carry the reward; the others only helped to meet the condition. */
  readonly rewardedCount: number
}

/** What an item offer gave on some units of a line. */
export interface UnitGain extends LineGain {
  readonly candidate: ItemCandidate
  readonly line: Line
}

/** What one offer gave, by line. Zero amounts on units that only met a condition are in here. */
export type OfferGains = ReadonlyMap<Line, LineGain>

/**
 * Brings the chosen discounts from units to lines: item offers first, then each basket offer shared out over what is left.
 *
 * @param goods    the basket in goods order
 * @param surveyed in offer order
 * @returns one per offer, same order; none for an offer that has no units and gives nothing
 */
export function handOut(goods: readonly Line[], chosen: ChosenOffers, surveyed: readonly SurveyedOffer[]): (OfferGains | undefined)[] {
  const gains: GainsByIndex = new Map()
  for (const { candidate, line, ...gain } of itemGains(chosen)) addGain(gains, candidate.index, line, gain)
  handOutBasket(goods, chosen.basket.uses, gains)
  return surveyed.map(({ index }) => gains.get(index))
}

type GainsByIndex = Map<number, Map<Line, LineGain>>

/** Writes the lines with their discounts in offer order. Parts add up: gross less discounts is net, never below zero. */
export function priceLines(lines: readonly Line[], gains: readonly (OfferGains | undefined)[], surveyed: readonly SurveyedOffer[]): PricedLine[] {
  const discounts = new Map<Line, LineDiscount[]>(lines.map((line) => [line, []]))
  for (const [position, { armed: { armedBy, offer: { offerId, name } } }] of surveyed.entries()) {
    for (const [line, { amountMinor, unitCount }] of gains[position] ?? []) if (amountMinor > 0) discounts.get(line)?.push({ offerId, name, armedBy, amountMinor, unitCount })
  }
  return lines.map((line) => {
    const { lineId, grossMinor } = line
    const own = discounts.get(line) ?? []
    const discountMinor = own.reduce((sum, discount) => sum + discount.amountMinor, 0)
    return { lineId, grossMinor, discountMinor, netMinor: grossMinor - discountMinor, discounts: own }
  })
}

function itemGains({ items }: ChosenOffers): UnitGain[] {
  const runsOf = new Map<BasketPart, UnitRun[]>()
  const gains: UnitGain[] = []
  for (const { part, choice } of items.served) {
    if (choice === part.best.choice) for (const gain of part.gains) gains.push(gain)
    else runsOf.set(part, [...(runsOf.get(part) ?? []), ...choice.runs])
  }
  for (const [{ pools }, runs] of runsOf) gains.push(...handOutUnits(pools, runs))
  return gains
}

/** The units of a pool are alike, so the best served go to its first place: which line shows a discount never depends on the search. */
export function handOutUnits(pools: readonly UnitPool[], runs: readonly UnitRun[]): UnitGain[] {
  const gains: UnitGain[] = []
  for (const [poolIndex, { places }] of pools.entries()) {
    const served = runs.filter((run) => run.poolIndex === poolIndex && run.lastUse).sort((a, b) => a.leftMinor - b.leftMinor)
    const units = served.map((run) => ({ run, count: run.count }))
    for (const { line, unitCount } of places) {
      let room = unitCount
      for (let next = units[0]; next && room > 0; next = units[0]) {
        const taken = Math.min(room, next.count)
        gains.push(...usesOf(next.run, line, taken))
        room -= taken
        next.count -= taken
        if (next.count === 0) units.shift()
      }
    }
  }
  return gains
}

function usesOf({ lastUse }: UnitRun, line: Line, unitCount: number): UnitGain[] {
  const gains: UnitGain[] = []
  for (let use = lastUse; use; use = use.before) gains.push({ candidate: use.candidate, line, amountMinor: use.amountMinor * unitCount, unitCount, rewardedCount: use.isRewarded ? unitCount : 0 })
  return gains
}

function handOutBasket(goods: readonly Line[], uses: readonly BasketUse[], gains: GainsByIndex): void {
  if (uses.length === 0) return
  // Odd cents go by what a line is, never by when it was scanned: tax by class must not depend on the order.
  const order = goods.filter(({ item }) => item.discountable)
  const leftMinor = new Map(order.map((line) => [line, line.grossMinor]))
  const takeOff = (line: Line, amountMinor: number): void => void leftMinor.set(line, (leftMinor.get(line) ?? 0) - amountMinor)
  for (const byLine of gains.values()) for (const [line, { amountMinor }] of byLine) takeOff(line, amountMinor)
  for (const { candidate, amountMinor } of uses) {
    const shares = shareOut(amountMinor, [...leftMinor.values()])
    gains.set(candidate.index, new Map(order.map((line, position) => [line, { amountMinor: shares[position] ?? 0, unitCount: 0, rewardedCount: 0 }])))
    for (const [position, line] of order.entries()) takeOff(line, shares[position] ?? 0)
  }
}

function addGain(gains: GainsByIndex, index: number, line: Line, gain: LineGain): void {
  const byLine = gains.get(index) ?? new Map<Line, LineGain>()
  gains.set(index, byLine)
  const known = byLine.get(line)
  byLine.set(line, known ? { amountMinor: known.amountMinor + gain.amountMinor, unitCount: known.unitCount + gain.unitCount, rewardedCount: known.rewardedCount + gain.rewardedCount } : gain)
}
