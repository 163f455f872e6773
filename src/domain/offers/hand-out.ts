import { assert } from '../assert.ts'
import type { Line } from '../basket/line.ts'
import { shareOut } from '../money/share-out.ts'
import type { ItemCandidate } from './candidate.ts'
import type { ChosenOffers } from './choose-offers.ts'
import type { ArmedOffer, LineDiscount, PricedLine } from './priced-basket.ts'
import { inGoodsOrder } from './unit-pool.ts'
import type { UnitRun } from './unit-run.ts'

/** What one offer gave on one line. */
export interface LineGain {
  readonly amountMinor: number
  readonly unitCount: number
  /** Units of these that carry the reward; the others only helped to meet the condition. */
  readonly rewardedCount: number
}

/** By offer place, then line position. Zero amounts of offers that used a unit only to meet a condition are in here. */
export type GainsByOffer = ReadonlyMap<number, ReadonlyMap<number, LineGain>>

/** Brings the chosen discounts from units to lines: item offers first, then each basket offer shared out over what is left. */
export function handOut(lines: readonly Line[], chosen: ChosenOffers): GainsByOffer {
  const gains = new Map<number, Map<number, LineGain>>()
  handOutItems(chosen, gains)
  handOutBasket(lines, chosen, gains)
  return gains
}

/** Writes the lines with their discounts in offer order. Parts add up: gross less discounts is net, never below zero. */
export function priceLines(lines: readonly Line[], gains: GainsByOffer, ordered: readonly ArmedOffer[]): PricedLine[] {
  const discounts: LineDiscount[][] = lines.map(() => [])
  for (const [offerIndex, byLine] of [...gains.entries()].sort(([a], [b]) => a - b)) {
    const armed = ordered[offerIndex]
    assert(armed !== undefined, `no armed offer ${offerIndex}`)
    const { armedBy, offer: { offerId, name } } = armed
    for (const [lineIndex, { amountMinor, unitCount }] of byLine) if (amountMinor > 0) discounts[lineIndex]?.push({ offerId, name, armedBy, amountMinor, unitCount })
  }
  return lines.map(({ lineId, grossMinor }, lineIndex) => {
    const own = discounts[lineIndex] ?? []
    const discountMinor = own.reduce((sum, discount) => sum + discount.amountMinor, 0)
    return { lineId, grossMinor, discountMinor, netMinor: grossMinor - discountMinor, discounts: own }
  })
}

/** The units of a pool are alike, so the best served go to its first place: which line shows a discount never depends on the search. */
function handOutItems({ pools, item }: ChosenOffers, gains: Map<number, Map<number, LineGain>>): void {
  const byPool = new Map<number, UnitRun[]>()
  for (const run of item.runs) if (run.lastUse) byPool.set(run.poolIndex, [...(byPool.get(run.poolIndex) ?? []), run])
  for (const [poolIndex, runs] of byPool) {
    const units = runs.sort((a, b) => a.leftMinor - b.leftMinor).map((run) => ({ run, count: run.count }))
    for (const { lineIndex, unitCount } of pools[poolIndex]?.places ?? []) {
      let room = unitCount
      for (let next = units[0]; next && room > 0; next = units[0]) {
        const taken = Math.min(room, next.count)
        addUses(gains, next.run, lineIndex, taken)
        room -= taken
        next.count -= taken
        if (next.count === 0) units.shift()
      }
    }
  }
}

function addUses(gains: Map<number, Map<number, LineGain>>, run: UnitRun, lineIndex: number, unitCount: number): void {
  for (let use = run.lastUse; use; use = use.before) addGain(gains, use.candidate, lineIndex, { amountMinor: use.amountMinor * unitCount, unitCount, rewardedCount: use.isRewarded ? unitCount : 0 })
}

function handOutBasket(lines: readonly Line[], { basket }: ChosenOffers, gains: Map<number, Map<number, LineGain>>): void {
  // Odd cents go by what a line is, never by when it was scanned: tax by class must not depend on the order.
  const order = inGoodsOrder(lines).filter((lineIndex) => lines[lineIndex]?.item.discountable)
  for (const { candidate, amountMinor } of basket.uses) {
    const shares = shareOut(amountMinor, order.map((lineIndex) => (lines[lineIndex]?.grossMinor ?? 0) - discountOn(gains, lineIndex)))
    for (const [position, lineIndex] of order.entries()) addGain(gains, candidate, lineIndex, { amountMinor: shares[position] ?? 0, unitCount: 0, rewardedCount: 0 })
  }
}

function discountOn(gains: GainsByOffer, lineIndex: number): number {
  let sum = 0
  for (const byLine of gains.values()) sum += byLine.get(lineIndex)?.amountMinor ?? 0
  return sum
}

function addGain(gains: Map<number, Map<number, LineGain>>, { index }: Pick<ItemCandidate, 'index'>, lineIndex: number, gain: LineGain): void {
  const byLine = gains.get(index) ?? new Map<number, LineGain>()
  gains.set(index, byLine)
  const known = byLine.get(lineIndex)
  byLine.set(lineIndex, known ? { amountMinor: known.amountMinor + gain.amountMinor, unitCount: known.unitCount + gain.unitCount, rewardedCount: known.rewardedCount + gain.rewardedCount } : gain)
}
