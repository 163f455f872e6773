import type { Line } from '../../src/domain/basket/line.ts'
import type { ArmedOffer } from '../../src/domain/offers/priced-basket.ts'
import { offBasket, openBasketOffers } from './domain-oracle-basket.ts'
import { inOracleOrder, itemKinds, maySit, oracleSets, sum, whatItGives, type OracleUnit, type SeatedUnit } from './domain-oracle-offer.ts'

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

function seatPlainly({ offer }: ArmedOffer, free: readonly PlainUnit[]): Seated[] {
  const seen = (seated: Seated): SeatedUnit => ({ ...seated.unit.now, seat: seated.seat })
  const inOrder = (seated: readonly Seated[]): Seated[] => seated.toSorted((a, b) => inOracleOrder(seen(a), seen(b)))
  const sets = oracleSets(offer)
  const may = (seat: number): Seated[] => inOrder(free.filter(({ line }) => maySit(offer, sets[seat] ?? {}, line)).map((unit) => ({ unit, seat })))
  if (sets.length === 1) return may(0)
  const { condition, reward } = offer
  // Only units that are counted: what asks for a spend or a weight, a plain till gives to the condition as far as it reaches for one reward.
  const needs = condition.kind === 'sets' ? condition.parts.map(({ unitCount }) => unitCount) : condition.kind === 'quantity' ? [condition.unitCount] : []
  if (needs.length === 0) return []
  const most = reward.kind === 'amount-off' ? 1 : Math.min(free.length, offer.limits.perTransaction ?? Infinity)
  for (let times = most; times > 0; times -= 1) {
    const taken = new Set<PlainUnit>()
    const seated = sets.flatMap((_, seat) => {
      const isGot = seat >= needs.length
      const own = may(seat).filter(({ unit }) => !taken.has(unit)).slice(0, times * (isGot && reward.kind === 'get-percent-off' ? reward.unitCount : (needs[seat] ?? 0)))
      for (const { unit } of own) taken.add(unit)
      return own
    })
    if (needs.every((need, seat) => seated.filter((each) => each.seat === seat).length === need * times) && seated.some(({ seat }) => seat === sets.length - 1)) return inOrder(seated)
  }
  return []
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
