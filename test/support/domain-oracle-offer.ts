import type { Line } from '../../src/domain/basket/line.ts'
import type { ItemSet, Offer, Reward } from '../../src/domain/offers/offer.ts'
import type { ArmedOffer } from '../../src/domain/offers/priced-basket.ts'

/** One unit as the oracle sees it: every unit of a line by itself. */
export interface OracleUnit {
  readonly itemId: string
  readonly gross: number
  /** After the offers of earlier groups. */
  readonly left: number
  /** Zero for units that are not weighed. */
  readonly grams: number
  /** What happened to it in earlier groups: nothing, combinable offers, or one that goes with no other. */
  readonly touched: 0 | 1 | 2
}

export interface SeatedUnit extends OracleUnit {
  readonly seat: number
}

/** What an offer does with units, place by place: money off, and whether the unit serves it at all. */
export interface Given {
  readonly saving: number
  readonly off: readonly number[]
  readonly used: readonly boolean[]
}

type ItemOffer = Pick<ArmedOffer, 'offer' | 'remaining'>

export const itemKinds: readonly Reward['kind'][] = ['percent-off', 'amount-off', 'fixed-price', 'price-per-kg', 'n-for-m', 'tiered-percent-off', 'bundle-price', 'get-percent-off']

/** Dearest by what is left, then by the shelf, then by item, the heavier first, what was touched before first, then by seat. */
export function inOracleOrder(a: SeatedUnit, b: SeatedUnit): number {
  return b.left - a.left || b.gross - a.gross || (a.itemId < b.itemId ? -1 : a.itemId > b.itemId ? 1 : 0) || b.grams - a.grams || Number(b.touched > 0) - Number(a.touched > 0) || a.seat - b.seat
}

/** The sets an offer takes units for, the got one last. */
export function oracleSets({ condition, reward }: Offer): ItemSet[] {
  const asked = condition.kind === 'sets' ? condition.parts.map(({ set }) => set) : condition.kind === 'basket' ? [] : [condition.set]
  return reward.kind === 'get-percent-off' ? [...asked, reward.set] : asked.length > 0 ? asked : [{}]
}

export function contains(set: ItemSet, { item }: Line): boolean {
  if (set.exceptItemIds?.includes(item.itemId)) return false
  const named = [...(set.itemIds ?? []), ...(set.categoryIds ?? []), ...(set.brands ?? []), ...(set.tags ?? [])]
  const names: string[] = [item.itemId, item.categoryId, item.brand ?? '', ...item.tags]
  return named.length === 0 || named.some((name) => names.includes(name))
}

/** May a unit of the line take this seat at all? Rewards by weight know no others than weighed units. */
export function maySit({ reward }: Offer, set: ItemSet, line: Line): boolean {
  const byWeight = reward.kind === 'price-per-kg' || (reward.kind === 'amount-off' && reward.per === 'kg')
  return line.item.discountable && contains(set, line) && (!byWeight || line.quantity.kind === 'weight')
}

/** @param own exactly the units given to the offer, in the order of `inOracleOrder` */
export function whatItGives(armed: ItemOffer, own: readonly SeatedUnit[]): Given {
  const { condition, reward } = armed.offer
  const limit = Math.min(armed.offer.limits.perTransaction ?? Infinity, armed.remaining?.rewardCount ?? Infinity)
  const claim = condition.kind === 'sets' || reward.kind === 'get-percent-off' ? ofSeats(armed.offer, own, limit) : ofOneSet(armed.offer, own, limit)
  const whole = sum(claim.each)
  const saving = Math.min(whole, armed.remaining?.budgetMinor ?? Infinity)
  if (saving <= 0) return { saving: 0, off: own.map(() => 0), used: own.map(() => false) }
  const off = claim.isEachOwn && saving === whole ? claim.each : shareByValue(saving, own.map((unit, index) => (claim.rewarded[index] ? unit.left : 0)))
  return { saving, off, used: own.map((_, index) => claim.rewarded[index] === true || claim.helping[index] === true) }
}

interface Claim {
  /** Adds up to the saving before any budget; says where it falls only if `isEachOwn`. */
  readonly each: readonly number[]
  readonly isEachOwn: boolean
  readonly rewarded: readonly boolean[]
  readonly helping: readonly boolean[]
}

function ofOneSet(offer: Offer, own: readonly SeatedUnit[], limit: number): Claim {
  const { condition, reward } = offer
  const none: Claim = { each: own.map(() => 0), isEachOwn: true, rewarded: own.map(() => false), helping: own.map(() => false) }
  // Rewards by weight take first what they save most on; places are told in the order given.
  const places = own.map((_, index) => index)
  if (reward.kind === 'price-per-kg' || (reward.kind === 'amount-off' && reward.per === 'kg')) places.sort((a, b) => eachOff(reward, own[b]) - eachOff(reward, own[a]) || a - b)
  const units = places.flatMap((place) => own[place] ?? [])
  const needed = condition.kind === 'quantity' ? frontOf(units, condition.unitCount, () => 1) : condition.kind === 'weight' ? frontOf(units, condition.grams, ({ grams }) => grams) : condition.kind === 'spend' ? frontOf(units, condition.spendMinor, ({ gross }) => gross) : 0
  if (needed === undefined) return none
  const claim = claimOf(reward, units, limit, needed)
  const served = Math.max(claim.count, needed, claim.alsoServed ?? 0)
  const back = <Value>(values: readonly Value[]): Value[] => own.map((_, place) => values[places.indexOf(place)] as Value)
  return { each: back(claim.each), isEachOwn: claim.isEachOwn, rewarded: back(units.map((_, index) => index < claim.count)), helping: back(units.map((_, index) => index < served)) }
}

interface FrontClaim {
  readonly each: readonly number[]
  readonly isEachOwn: boolean
  /** Units from the front that carry the saving. */
  readonly count: number
  readonly alsoServed?: number
}

function claimOf(reward: Reward, units: readonly OracleUnit[], limit: number, needed: number): FrontClaim {
  const perUnit = (of: Reward): FrontClaim => {
    const each = units.map((unit, index) => (index < limit ? eachOff(of, unit) : 0))
    return { each, isEachOwn: true, count: each.filter((off) => off > 0).length }
  }
  const bundles = (size: number, saved: (bundle: readonly OracleUnit[]) => number): FrontClaim => {
    const all = Array.from({ length: Math.min(limit, Math.floor(units.length / size)) }, (_, turn) => saved(units.slice(turn * size, (turn + 1) * size)))
    return { each: units.map((_, index) => (index % size === 0 ? (all[index / size] ?? 0) : 0)), isEachOwn: false, count: all.length * size }
  }
  switch (reward.kind) {
    case 'amount-off': {
      if (reward.per !== 'once') return perUnit(reward)
      const enough = frontOf(units, reward.amountMinor, ({ left }) => left)
      const saving = Math.min(reward.amountMinor, sum(units.map(({ left }) => left)))
      return { each: units.map((_, index) => (index === 0 ? saving : 0)), isEachOwn: false, count: enough === undefined ? units.length : Math.max(enough, needed) }
    }
    case 'fixed-price': {
      if (reward.unitCount === 1) return perUnit(reward)
      const claim = bundles(reward.unitCount, (bundle) => Math.max(0, sum(bundle.map(({ left }) => left)) - reward.priceMinor))
      return { ...claim, count: claim.each.filter((off) => off > 0).length * reward.unitCount }
    }
    case 'n-for-m':
      return bundles(reward.takeCount, (bundle) => sum(bundle.slice(reward.payCount).map(({ left }) => part(left, reward.basisPoints ?? 10_000))))
    case 'tiered-percent-off': {
      const worth = (unit: OracleUnit): number => (reward.by === 'units' ? 1 : unit.gross)
      const tier = [...reward.tiers].reverse().find(({ from }) => sum(units.map(worth)) >= from)
      return tier ? { ...perUnit({ kind: 'percent-off', basisPoints: tier.basisPoints }), alsoServed: frontOf(units, tier.from, worth) ?? 0 } : { each: units.map(() => 0), isEachOwn: true, count: 0 }
    }
    default:
      return perUnit(reward)
  }
}

function eachOff(reward: Reward, unit: OracleUnit | undefined): number {
  if (!unit) return 0
  switch (reward.kind) {
    case 'percent-off':
    case 'get-percent-off':
      return part(unit.left, reward.basisPoints)
    case 'amount-off':
      return Math.min(unit.left, reward.per === 'kg' ? Math.floor((reward.amountMinor * unit.grams + 500) / 1000) : reward.amountMinor)
    case 'fixed-price':
      return Math.max(0, unit.left - reward.priceMinor)
    case 'price-per-kg':
      return unit.grams > 0 ? Math.max(0, unit.left - Math.floor((reward.priceMinor * unit.grams + 500) / 1000)) : 0
    default:
      return 0
  }
}

/** Offers of several sets, or with another set to get: as many rewards as all asked seats allow, dearest units of each seat first. */
function ofSeats({ condition, reward }: Offer, own: readonly SeatedUnit[], limit: number): Claim {
  const asked = condition.kind === 'sets' ? condition.parts.map(({ unitCount }) => unitCount) : condition.kind === 'quantity' ? [condition.unitCount] : condition.kind === 'basket' ? [] : [1]
  const placesOf = (seat: number): number[] => own.flatMap((unit, place) => (unit.seat === seat ? [place] : []))
  const at = (place: number | undefined): SeatedUnit => own[place ?? -1] as SeatedUnit
  const worth = (place: number): number => (condition.kind === 'spend' ? at(place).gross : condition.kind === 'weight' ? at(place).grams : 1)
  const price = (seat: number): number => (condition.kind === 'spend' ? condition.spendMinor : condition.kind === 'weight' ? condition.grams : (asked[seat] ?? 1))
  const times = Math.min(limit, asked.length === 0 ? 1 : Infinity, ...asked.map((_, seat) => Math.floor(sum(placesOf(seat).map(worth)) / price(seat))))
  const each = own.map(() => 0)
  const rewarded = own.map(() => false)
  const helping = own.map(() => false)
  const take = (seat: number, turn: number): number[] => placesOf(seat).slice(turn * (asked[seat] ?? 0), (turn + 1) * (asked[seat] ?? 0))
  if (reward.kind === 'get-percent-off') {
    const got = placesOf(asked.length).slice(0, Math.max(0, times) * reward.unitCount).filter((place) => part(at(place).left, reward.basisPoints) > 0)
    for (const place of got) [each[place], rewarded[place]] = [part(at(place).left, reward.basisPoints), true]
    const turns = Math.ceil(got.length / reward.unitCount)
    for (const seat of asked.keys()) for (const place of placesOf(seat).slice(0, frontOf(placesOf(seat), price(seat) * turns, worth))) helping[place] = true
    return { each, isEachOwn: true, rewarded, helping }
  }
  const turns = reward.kind === 'amount-off' ? Math.min(1, times) : times
  for (let turn = 0; turn < turns; turn += 1) {
    const places = asked.flatMap((_, seat) => take(seat, turn))
    const value = sum(places.map((place) => at(place).left))
    const saved = reward.kind === 'bundle-price' ? value - reward.priceMinor : reward.kind === 'amount-off' ? Math.min(value, reward.amountMinor) : 0
    if (reward.kind !== 'percent-off' && saved <= 0) break
    for (const place of places) {
      rewarded[place] = true
      each[place] = reward.kind === 'percent-off' ? part(at(place).left, reward.basisPoints) : place === places[0] ? saved : 0
    }
  }
  return { each, isEachOwn: reward.kind === 'percent-off', rewarded, helping }
}

/** Fewest from the front that are worth so much together. */
export function frontOf<Each>(all: readonly Each[], amount: number, worth: (each: Each) => number): number | undefined {
  let [count, have] = [0, 0]
  while (have < amount) {
    const next = all[count]
    if (next === undefined) return undefined
    have += worth(next)
    count += 1
  }
  return count
}

/** By value, rounded down; the odd cents go to the largest remainders, the first ones first. */
function shareByValue(amount: number, values: readonly number[]): number[] {
  const value = sum(values)
  const shares = values.map((each) => Math.floor((amount * each) / value))
  const rest = values.map((each, index) => ({ index, remainder: (amount * each) % value })).sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of rest.slice(0, amount - sum(shares))) shares[index] = (shares[index] ?? 0) + 1
  return shares
}

export function part(value: number, basisPoints: number): number {
  return Math.floor((value * basisPoints + 5000) / 10_000)
}

export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
