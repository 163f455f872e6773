import type { Line } from '../../src/domain/basket/line.ts'
import type { ArmedOffer } from '../../src/domain/offers/priced-basket.ts'
import { partsOf, type OpenUnit } from './domain-oracle.ts'
import { bestBasket, openBasketOffers } from './domain-oracle-basket.ts'
import { add, number, openModel, times, type Sum } from './domain-solver-model.ts'
import { modelOffer, type ModelOffer, type ModelUnit } from './domain-solver-offer.ts'

/** What a solver says there is to save at most. In minor units. */
export interface Solved {
  readonly atMostMinor: number
  /** False where the solver's time did not suffice for some part, and its goods' whole value stands in for the answer. */
  readonly isSolved: boolean
}

/**
 * No choice of offers saves more than this: found by the HiGHS solver on a mixed-integer programme of its own for
 * every independent part of the basket, written from what offers mean and not from how the engine goes about it.
 *
 * Exact for parts whose offers are all of one stacking group. Where several groups work on each other it is a bound: a
 * saving that is shared out may fall on the rewarded units anyhow, and the cheapest units of a bundle are told by an average
 * once earlier groups have changed prices. Item offers that ask for a basket's spend, and basket offers, by a case for
 * every spend: a case whose item offers would have to save less to keep the spend counts what keeps it to the cent.
 *
 * @param seconds for each part
 */
export function solveAtMost(lines: readonly Line[], armed: readonly ArmedOffer[], seconds = 20): Solved {
  const goodsValue = lines.reduce((sum, { item, grossMinor }) => sum + (item.discountable ? grossMinor : 0), 0)
  const open = openBasketOffers(lines, armed)
  const known = new Map<string, number | undefined>()
  let isSolved = true
  const partMost = (own: readonly OpenUnit[]): number => {
    const key = own.map(({ unit, seats }) => `${unit.itemId} ${unit.gross} ${unit.grams} ${seats.map(({ by, seat }) => `${by.offer.offerId}.${seat}`).join()}`).join(' | ')
    if (!known.has(key)) known.set(key, solvePart(own, seconds))
    const most = known.get(key)
    isSolved &&= most !== undefined
    return most ?? own.reduce((sum, { unit }) => sum + unit.gross, 0)
  }
  const cases = spendsOf(armed).filter((spend) => spend <= goodsValue).map((spend) => {
    const having = armed.filter(({ offer: { condition } }) => condition.kind !== 'basket' || condition.spendMinor <= spend)
    const free = partsOf(lines, having).parts.reduce((sum, own) => sum + partMost(own), 0)
    const itemMinor = Math.min(free, goodsValue - spend)
    return itemMinor + bestBasket(open, goodsValue - itemMinor)
  })
  return { atMostMinor: Math.max(...cases), isSolved }
}

/** Nothing, and every spend that an offer asks to be left. */
function spendsOf(armed: readonly ArmedOffer[]): number[] {
  return [...new Set([0, ...armed.flatMap(({ offer: { condition } }) => (condition.kind === 'basket' ? [condition.spendMinor] : []))])]
}

function solvePart(own: readonly OpenUnit[], seconds: number): number | undefined {
  const model = openModel(seconds)
  const groups = [...new Set(own.flatMap(({ seats }) => seats.map(({ by }) => by.offer.stackingGroup)))].sort()
  let units = gathered(own, groups.length === 1)
  const usedBefore: { readonly by: ArmedOffer; readonly used: ReadonlyMap<string, Sum> }[][] = []
  for (const [turn, group] of groups.entries()) {
    const members = [...new Set(own.flatMap(({ seats }) => seats.map(({ by }) => by)))].filter(({ offer }) => offer.stackingGroup === group)
    const offers = members.map((by) => {
      const places = units.flatMap(({ open, model: unit }) => open.seats.flatMap((each) => (each.by === by ? [{ of: unit, seat: each.seat }] : [])))
      return { by, given: modelOffer(model, by, places, turn < groups.length - 1) }
    })
    for (const { given } of offers) model.gain(given.saving)
    for (const { model: unit } of units) model.atMost(add(...offers.map(({ given }) => given.used.get(unit) ?? number(0))), number(unit.count))
    usedBefore.push(offers.map(({ by, given }) => ({ by, used: new Map(units.map(({ key, model: unit }) => [key, given.used.get(unit) ?? number(0)])) })))
    units = units.map((each) => ({ ...each, model: { ...each.model, left: leftAfter(each.model, offers.map(({ given }) => given)) } }))
  }
  for (const { key } of units) {
    for (const [turn, offers] of usedBefore.entries()) {
      for (const { by, used } of offers) {
        if (by.offer.combinable !== false) continue
        for (const [other, others] of usedBefore.entries()) if (other !== turn) model.atMost(add(used.get(key) ?? number(0), ...others.map((each) => each.used.get(key) ?? number(0))), number(1))
      }
    }
  }
  const most = model.solve()
  return most === undefined ? undefined : Math.floor(most + 1e-6)
}

interface GatheredUnit {
  readonly key: string
  readonly open: OpenUnit
  readonly model: ModelUnit
}

/** Units of a line together, or each by itself where what happens to one matters to a later group. */
function gathered(own: readonly OpenUnit[], isTogether: boolean): GatheredUnit[] {
  const kinds = new Map<unknown, OpenUnit[]>()
  for (const open of own) kinds.set(isTogether ? open.unit : open, [...(kinds.get(isTogether ? open.unit : open) ?? []), open])
  return [...kinds.values()].flatMap((alike, index) => alike.slice(0, 1).map((open) => ({ key: String(index), open, model: { unit: open.unit, count: alike.length, left: number(open.unit.left) } })))
}

function leftAfter(unit: ModelUnit, offers: readonly ModelOffer[]): Sum {
  return add(unit.left, ...offers.map(({ off }) => times(-1, off.get(unit) ?? number(0))))
}
