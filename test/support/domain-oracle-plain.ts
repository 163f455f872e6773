import type { Line } from '../../src/domain/basket/line.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import type { ArmedOffer } from '../../src/domain/offers/priced-basket.ts'
import { offBasket, openBasketOffers } from './domain-oracle-basket.ts'
import { frontOf, inOracleOrder, itemKinds, maySit, oracleSets, sum, whatItGives, type OracleUnit, type SeatedUnit } from './domain-oracle-offer.ts'

/**
 * What a plain till gives: groups by name, offers by id, each doing what it can with the free units of its set, seat
 * after seat (item offers that ask for a basket's spend left out); then the first basket offer of each group that holds.
 */
export function firstFitSaving(lines: readonly Line[], armed: readonly ArmedOffer[]): number {
  const offers = armed.toSorted((a, b) => (a.offer.offerId < b.offer.offerId ? -1 : 1))
  const units = lines.filter(({ item }) => item.discountable).flatMap(plainUnits)
  const items = offers.filter(({ offer }) => itemKinds.includes(offer.reward.kind) && !(offer.condition.kind === 'basket' && offer.condition.spendMinor > 0))
  for (const group of [...new Set(items.map(({ offer }) => offer.stackingGroup))].sort()) {
    const served = new Set<PlainUnit>()
    for (const by of items.filter(({ offer }) => offer.stackingGroup === group)) serve(by, units, served)
  }
  const left = sum(units.map((each) => each.now.left))
  return sum(units.map(({ now }) => now.gross)) - left + firstBaskets(openBasketOffers(lines, offers), left)
}

interface PlainUnit {
  readonly line: Line
  now: OracleUnit
}

function plainUnits(line: Line): PlainUnit[] {
  const count = line.quantity.kind === 'units' ? line.quantity.count : 1
  const gross = line.grossMinor / count
  return Array.from({ length: count }, () => ({ line, now: { itemId: line.item.itemId, gross, left: gross, grams: line.quantity.kind === 'weight' ? line.quantity.grams : 0, touched: 0 } }))
}

/** Tries the most rewards first, seating the dearest free units seat after seat for so many. */
function serve(by: ArmedOffer, units: readonly PlainUnit[], served: Set<PlainUnit>): void {
  const isFree = (unit: PlainUnit): boolean => !served.has(unit) && (unit.now.touched === 0 || (unit.now.touched === 1 && by.offer.combinable !== false))
  const seated = seatPlainly(by, units.filter(isFree))
  const { saving, off, used } = whatItGives(by, seated.map(({ unit, seat }) => ({ ...unit.now, seat })))
  if (saving === 0) return
  for (const [index, { unit }] of seated.entries()) {
    if (!used[index]) continue
    served.add(unit)
    unit.now = { ...unit.now, left: unit.now.left - (off[index] ?? 0), touched: by.offer.combinable === false ? 2 : 1 }
  }
}

interface Seated {
  readonly unit: PlainUnit
  readonly seat: number
}

function seatPlainly({ offer, remaining }: ArmedOffer, free: readonly PlainUnit[]): Seated[] {
  const seen = (seated: Seated): SeatedUnit => ({ ...seated.unit.now, seat: seated.seat })
  const inOrder = (seated: readonly Seated[]): Seated[] => seated.toSorted((a, b) => inOracleOrder(seen(a), seen(b)))
  const sets = oracleSets(offer)
  const may = (seat: number): Seated[] => inOrder(free.filter(({ line }) => maySit(offer, sets[seat] ?? {}, line)).map((unit) => ({ unit, seat })))
  if (sets.length === 1) return may(0)
  for (let times = Math.min(free.length, offer.limits.perTransaction ?? Infinity, remaining?.rewardCount ?? Infinity); times > 0; times -= 1) {
    const taken = new Set<PlainUnit>()
    const seats = sets.map((_, seat) => {
      const own = may(seat).filter(({ unit }) => !taken.has(unit))
      const count = neededOf(offer, seat, own, times)
      const seated = own.slice(0, count)
      for (const { unit } of seated) taken.add(unit)
      return count === undefined || seated.length === 0 ? undefined : seated
    })
    if (seats.every((seated) => seated !== undefined)) return inOrder(seats.flat())
  }
  return []
}

/** Units from the front that so many rewards need of a seat; undefined when it has too few. Of the set that is got any number will do. */
function neededOf({ condition, reward }: Offer, seat: number, own: readonly Seated[], times: number): number | undefined {
  const parts = condition.kind === 'sets' ? condition.parts : []
  if (reward.kind === 'get-percent-off' && seat === (condition.kind === 'sets' ? parts.length : 1)) return times * reward.unitCount
  if (condition.kind === 'spend') return frontOf(own, condition.spendMinor * times, ({ unit }) => unit.now.gross)
  if (condition.kind === 'weight') return frontOf(own, condition.grams * times, ({ unit }) => unit.now.grams)
  return frontOf(own, times * (condition.kind === 'quantity' ? condition.unitCount : (parts[seat]?.unitCount ?? 0)), () => 1)
}

/** A basket offer that goes with no other is taken only where none was before it, and ends the list. */
function firstBaskets(open: readonly ArmedOffer[], leftToPay: number): number {
  let left = leftToPay
  const served = new Set<string>()
  for (const by of open.toSorted((a, b) => (a.offer.stackingGroup < b.offer.stackingGroup ? -1 : a.offer.stackingGroup > b.offer.stackingGroup ? 1 : 0))) {
    const { condition, stackingGroup, combinable } = by.offer
    if (served.has(stackingGroup) || (condition.kind === 'basket' && leftToPay < condition.spendMinor) || (combinable === false && served.size > 0)) continue
    if (offBasket(by, left) === 0) continue
    left -= offBasket(by, left)
    served.add(stackingGroup)
    if (combinable === false) break
  }
  return leftToPay - left
}
