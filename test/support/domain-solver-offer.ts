import type { Offer, Reward } from '../../src/domain/offers/offer.ts'
import type { ArmedOffer } from '../../src/domain/offers/priced-basket.ts'
import { part, type OracleUnit } from './domain-oracle-offer.ts'
import { add, number, of, times, type Choice, type Model, type Sum } from './domain-solver-model.ts'

/** Units that are alike, and what earlier offers leave of the price of one: more than one only where no earlier offer can have any. */
export interface ModelUnit {
  readonly unit: OracleUnit
  readonly count: number
  readonly left: Sum
}

/** A unit, a seat it may take, and how many take it: those that are rewarded, and those that only meet the condition. */
interface Taken {
  readonly of: ModelUnit
  readonly seat: number
  readonly rewarded: Choice
  readonly helping: Choice
}

/** What an offer takes and gives, in terms of the model. */
export interface ModelOffer {
  readonly saving: Sum
  /** Units of each kind that serve it. */
  readonly used: ReadonlyMap<ModelUnit, Sum>
  /** Off the units of each kind. */
  readonly off: ReadonlyMap<ModelUnit, Sum>
}

interface Terms {
  readonly model: Model
  readonly offer: Offer
  readonly limit: number
  readonly budget: number
  readonly taken: readonly Taken[]
  /** True where later offers work on what this one leaves. */
  readonly isBuiltOn: boolean
}

/** Writes down what one item offer may do with units, whichever it gets. */
export function modelOffer(model: Model, { offer, remaining }: ArmedOffer, places: readonly { readonly of: ModelUnit; readonly seat: number }[], isBuiltOn: boolean): ModelOffer {
  const taken = places.map((place): Taken => ({ ...place, rewarded: model.choose('whole', place.of.count), helping: model.choose('whole', place.of.count) }))
  const limit = Math.min(offer.limits.perTransaction ?? Infinity, remaining?.rewardCount ?? Infinity, 99)
  const terms: Terms = { model, offer, limit, budget: remaining?.budgetMinor ?? Infinity, taken, isBuiltOn }
  const { saving, off } = offer.condition.kind === 'sets' || offer.reward.kind === 'get-percent-off' ? ofSeats(terms) : ofOneSet(terms)
  const used = new Map<ModelUnit, Sum>()
  for (const { of: unit, rewarded, helping } of taken) used.set(unit, add(used.get(unit) ?? number(0), of(rewarded), of(helping)))
  return { saving, used, off }
}

type Gives = Pick<ModelOffer, 'saving' | 'off'>

function ofOneSet(terms: Terms): Gives {
  const { model, offer: { condition, reward }, taken, limit } = terms
  const isMet = model.choose('whole', 1)
  for (const { of: { count }, rewarded } of taken) model.atMost(of(rewarded), of(isMet, count))
  if (condition.kind === 'quantity') model.atMost(of(isMet, condition.unitCount), allOf(terms, () => 1))
  if (condition.kind === 'spend') model.atMost(of(isMet, condition.spendMinor), allOf(terms, ({ gross }) => gross))
  if (condition.kind === 'weight') model.atMost(of(isMet, condition.grams), allOf(terms, ({ grams }) => grams))
  const rewardedCount = add(...taken.map(({ rewarded }) => of(rewarded)))
  switch (reward.kind) {
    case 'n-for-m':
      return cheapestOff(terms, reward)
    case 'tiered-percent-off':
      model.atMost(rewardedCount, number(limit))
      return tiered(terms, reward)
    case 'fixed-price': {
      if (reward.unitCount === 1) break
      const bundles = model.choose('whole', limit)
      equal(model, rewardedCount, of(bundles, reward.unitCount))
      return shared(terms, add(valueOf(terms), of(bundles, -reward.priceMinor)), (unit) => 1 - reward.priceMinor / Math.max(reward.priceMinor, dearest(terms, reward.unitCount) || unit.gross || 1))
    }
    case 'amount-off':
      if (reward.per !== 'once') break
      return shared(terms, valueOf(terms), () => 1, of(isMet, reward.amountMinor))
    default:
  }
  model.atMost(rewardedCount, number(limit))
  return byUnit(terms, taken.map((each) => ownOff(terms, reward, each.of, of(each.rewarded))))
}

function ofSeats(terms: Terms): Gives {
  const { model, offer: { condition, reward }, taken, limit } = terms
  const isOnce = reward.kind === 'amount-off' || condition.kind === 'basket'
  const met = model.choose('whole', isOnce ? 1 : limit)
  const asked = condition.kind === 'sets' ? condition.parts.map(({ unitCount }) => unitCount) : condition.kind === 'basket' ? [] : [condition.kind === 'quantity' ? condition.unitCount : 1]
  const isGot = reward.kind === 'get-percent-off'
  for (const [seat, need] of asked.entries()) {
    const own = taken.filter((each) => each.seat === seat)
    if (!isGot) {
      equal(model, add(...own.map(({ rewarded }) => of(rewarded))), of(met, need))
      continue
    }
    for (const { rewarded } of own) model.atMost(of(rewarded), number(0))
    const worth = ({ gross, grams }: OracleUnit): number => (condition.kind === 'spend' ? gross : condition.kind === 'weight' ? grams : 1)
    const price = condition.kind === 'spend' ? condition.spendMinor : condition.kind === 'weight' ? condition.grams : need
    model.atMost(of(met, price), add(...own.map(({ of: { unit }, helping }) => of(helping, worth(unit)))))
  }
  if (isGot) model.atMost(add(...taken.filter(({ seat }) => seat === asked.length).map(({ rewarded }) => of(rewarded))), of(met, reward.unitCount))
  if (isGot || reward.kind === 'percent-off') return byUnit(terms, taken.map((each) => ownOff(terms, reward, each.of, of(each.rewarded))))
  if (reward.kind === 'bundle-price') return shared(terms, add(valueOf(terms), of(met, -reward.priceMinor)), () => 1)
  return shared(terms, valueOf(terms), () => 1, of(met, reward.kind === 'amount-off' ? reward.amountMinor : 0))
}

function tiered(terms: Terms, { by, tiers }: Extract<Reward, { kind: 'tiered-percent-off' }>): Gives {
  const { model, taken } = terms
  const reached = tiers.map(() => model.choose('whole', 1))
  model.atMost(add(...reached.map((each) => of(each))), number(1))
  for (const [turn, { from }] of tiers.entries()) model.atMost(of(reached[turn] ?? '', from), allOf(terms, ({ gross }) => (by === 'units' ? 1 : gross)))
  const offs = taken.map(({ of: unit, rewarded }) => {
    const own = tiers.map(({ basisPoints }, turn) => {
      const count = model.choose('whole', unit.count)
      model.atMost(of(count), of(reached[turn] ?? '', unit.count))
      return { count, off: ownOff(terms, { kind: 'percent-off', basisPoints }, unit, of(count)) }
    })
    equal(model, add(...own.map(({ count }) => of(count))), of(rewarded))
    return add(...own.map(({ off }) => off))
  })
  return byUnit(terms, offs)
}

/**
 * Of every `takeCount` units the cheapest ones off. Where prices are known: among the dearest units so far there are no
 * more that are off than whole turns of paid ones allow. Where earlier offers change prices that order is not
 * known; then only that the cheapest of a turn are worth no more than their number of it.
 */
function cheapestOff(terms: Terms, { takeCount, payCount, basisPoints = 10_000 }: Extract<Reward, { kind: 'n-for-m' }>): Gives {
  const { model, taken, limit } = terms
  const offCount = takeCount - payCount
  const turns = model.choose('whole', limit)
  equal(model, add(...taken.map(({ rewarded }) => of(rewarded))), of(turns, takeCount))
  const free = taken.map(({ of: unit, rewarded }) => {
    const count = model.choose('whole', unit.count)
    model.atMost(of(count), of(rewarded))
    return { unit, count, rewarded, off: ownOff({ ...terms, isBuiltOn: false }, { kind: 'percent-off', basisPoints }, unit, of(count)) }
  })
  model.atMost(add(...free.map(({ count }) => of(count))), of(turns, offCount))
  if (taken.every(({ of: { left } }) => left.terms.length === 0)) {
    const ordered = free.toSorted((a, b) => b.unit.left.constant - a.unit.left.constant)
    for (const [place, { unit }] of ordered.entries()) {
      if (ordered[place + 1]?.unit.left.constant === unit.left.constant) continue
      const front = ordered.slice(0, place + 1)
      const paidTurns = model.choose('whole', limit)
      const offs = add(...front.map(({ count }) => of(count)))
      model.atMost(offs, of(paidTurns, offCount))
      model.atMost(add(of(paidTurns, payCount), offs), add(...front.map(({ rewarded }) => of(rewarded))))
    }
  } else model.atMost(add(...free.map(({ off }) => off)), add(times((basisPoints / 10_000) * (offCount / takeCount), valueOf(terms)), of(turns, offCount / 2)))
  return shared(terms, add(...free.map(({ off }) => off)), () => (basisPoints / 10_000) * (offCount / takeCount))
}

/** What a reward for each unit takes off units of one kind. */
function ownOff({ model }: Terms, reward: Reward, { unit, left, count }: ModelUnit, rewarded: Sum): Sum {
  const mostEach = eachOff(reward, unit)
  if (left.terms.length === 0) return times(mostEach, rewarded)
  const off = model.choose('whole', mostEach * count)
  model.atMost(of(off), times(mostEach, rewarded))
  if (reward.kind === 'percent-off' || reward.kind === 'get-percent-off') model.atMost(of(off), add(times(reward.basisPoints / 10_000, left), number(0.5)))
  else if (reward.kind === 'fixed-price' || reward.kind === 'price-per-kg') model.atMost(add(of(off), times(unit.left - mostEach, rewarded)), left)
  else model.atMost(of(off), left)
  return of(off)
}

/** Off one unit that no earlier offer had. */
function eachOff(reward: Reward, { left, grams }: OracleUnit): number {
  switch (reward.kind) {
    case 'percent-off':
    case 'get-percent-off':
      return part(left, reward.basisPoints)
    case 'amount-off':
      return Math.min(left, reward.per === 'kg' ? Math.floor((reward.amountMinor * grams + 500) / 1000) : reward.amountMinor)
    case 'fixed-price':
      return Math.max(0, left - reward.priceMinor)
    case 'price-per-kg':
      return grams > 0 ? Math.max(0, left - Math.floor((reward.priceMinor * grams + 500) / 1000)) : 0
    default:
      return 0
  }
}

/** Each unit its own part, unless a budget may cut it off. */
function byUnit(terms: Terms, offs: readonly Sum[]): Gives {
  const saving = add(...offs)
  if (terms.budget !== Infinity) return shared(terms, saving, () => 1)
  const off = new Map<ModelUnit, Sum>()
  for (const [index, { of: unit }] of terms.taken.entries()) off.set(unit, add(off.get(unit) ?? number(0), offs[index] ?? number(0)))
  return { saving, off }
}

/**
 * A saving that is shared out over the rewarded units. By what is left of their prices, says the rule; here anyhow, but
 * that no unit gets more than so large a part of its price: what later offers then find is at least as good.
 */
function shared(terms: Terms, most: Sum, partOf: (unit: OracleUnit) => number, alsoMost: Sum = most): Gives {
  const { model, taken, budget, isBuiltOn } = terms
  const saving = model.choose('any', Math.min(budget, 1e6))
  model.atMost(of(saving), most)
  model.atMost(of(saving), alsoMost)
  const off = new Map<ModelUnit, Sum>()
  if (!isBuiltOn) return { saving: of(saving), off }
  for (const unit of new Set(taken.map((each) => each.of))) {
    const own = model.choose('any', unit.unit.gross * unit.count)
    const rewarded = add(...taken.filter((each) => each.of === unit).map((each) => of(each.rewarded)))
    model.atMost(of(own), times(unit.unit.gross, rewarded))
    model.atMost(of(own), budget === Infinity ? add(times(partOf(unit.unit), unit.left), number(partOf(unit.unit) < 1 ? 1 : 0)) : unit.left)
    off.set(unit, of(own))
  }
  equal(model, add(...off.values()), of(saving))
  return { saving: of(saving), off }
}

/** What is left to pay for the rewarded units. */
function valueOf({ model, taken }: Terms): Sum {
  return add(...taken.map(({ of: { unit, left, count }, rewarded }) => {
    if (left.terms.length === 0) return of(rewarded, left.constant)
    const value = model.choose('any', unit.gross * count)
    model.atMost(of(value), of(rewarded, unit.gross))
    model.atMost(of(value), left)
    return of(value)
  }))
}

/** Shelf value of the dearest so many units. */
function dearest({ taken }: Terms, unitCount: number): number {
  const values = taken.flatMap(({ of: { unit, count } }) => Array.from({ length: count }, () => unit.gross)).sort((a, b) => b - a)
  return values.slice(0, unitCount).reduce((total, each) => total + each, 0)
}

function allOf({ taken }: Terms, worth: (unit: OracleUnit) => number): Sum {
  return add(...taken.flatMap(({ of: { unit }, rewarded, helping }) => [of(rewarded, worth(unit)), of(helping, worth(unit))]))
}

function equal(model: Model, a: Sum, b: Sum): void {
  model.atMost(a, b)
  model.atMost(b, a)
}
