import type { Line } from '../../src/domain/basket/line.ts'
import type { ItemSet, Offer } from '../../src/domain/offers/offer.ts'
import type { ArmedOffer } from '../../src/domain/offers/priced-basket.ts'

/**
 * The greatest saving there is, found by trying everything: every unit with every offer of every stacking group, one
 * unit at a time, and every way to combine basket offers. Shares no code with the pricing pass and takes no short cut.
 * For small baskets only. Offers must be in their window and have different ids.
 */
export function greatestSaving(lines: readonly Line[], armed: readonly ArmedOffer[]): number {
  const offers = withinReach(armed, lines)
  const units = lines.filter((line) => line.item.discountable).flatMap((line) => unitsOf(line, offers))
  const goodsValue = units.reduce((sum, unit) => sum + unit.gross, 0)
  const groups = [...new Set(offers.filter(isItemOffer).map((each) => each.stackingGroup))].sort()
  let greatest = 0

  const tryGroup = (groupIndex: number, left: readonly number[], usedOffers: readonly Offer[]): void => {
    const group = groups[groupIndex]
    if (group === undefined) {
      const leftToPay = left.reduce((sum, each) => sum + each, 0)
      if (usedOffers.some((each) => each.condition.kind === 'basket' && leftToPay < each.condition.spendMinor)) return
      greatest = Math.max(greatest, goodsValue - leftToPay + bestBasket(offers, units, leftToPay))
      return
    }
    const members = offers.filter((each) => isItemOffer(each) && each.stackingGroup === group)
    const tryUnit = (unitIndex: number, given: readonly (Offer | undefined)[]): void => {
      const unit = units[unitIndex]
      if (!unit) return tryRewards(members, given)
      tryUnit(unitIndex + 1, [...given, undefined])
      for (const member of members) if (unit.offers.includes(member)) tryUnit(unitIndex + 1, [...given, member])
    }
    const tryRewards = (allMembers: readonly Offer[], given: readonly (Offer | undefined)[]): void => {
      const after = [...left]
      const rewarding: Offer[] = []
      for (const member of allMembers) {
        const own = units.flatMap((unit, index) => (given[index] === member ? [{ index, gross: unit.gross, left: left[index] ?? 0, key: unit.key }] : []))
        if (own.length === 0) continue
        own.sort((a, b) => b.left - a.left || b.gross - a.gross || compareKeys(a.key, b.key))
        const off = discounts(member, own)
        for (const [position, each] of own.entries()) after[each.index] = (after[each.index] ?? 0) - (off[position] ?? 0)
        if (off.some((each) => each > 0)) rewarding.push(member)
      }
      tryGroup(groupIndex + 1, after, [...usedOffers, ...rewarding])
    }
    tryUnit(0, [])
  }
  tryGroup(0, units.map((unit) => unit.gross), [])
  return greatest
}

/**
 * What a plain till gives: groups by name, offers by id, each doing what it can with the units of its set that no offer
 * of the group has used (item offers that ask for a basket's spend left out); then the first basket offer of each group that holds.
 */
export function firstFitSaving(lines: readonly Line[], armed: readonly ArmedOffer[]): number {
  const offers = withinReach(armed, lines)
  const units = lines.filter((line) => line.item.discountable).flatMap((line) => unitsOf(line, offers)).map((unit) => ({ ...unit, left: unit.gross }))
  const itemOffers = offers.filter((each) => isItemOffer(each) && !(each.condition.kind === 'basket' && each.condition.spendMinor > 0))
  for (const group of [...new Set(itemOffers.map((each) => each.stackingGroup))].sort()) {
    let free = [...units]
    for (const member of itemOffers.filter((each) => each.stackingGroup === group)) {
      const own = free.filter((unit) => unit.offers.includes(member)).sort((a, b) => b.left - a.left || b.gross - a.gross || compareKeys(a.key, b.key))
      const off = discounts(member, own)
      if (off.every((each) => each === 0)) continue
      own.forEach((unit, index) => (unit.left -= off[index] ?? 0))
      const usedCount = Math.max(usedBy(member, own, off), neededFor(member, own))
      free = free.filter((unit) => !own.slice(0, usedCount).includes(unit))
    }
  }
  let toPay = units.reduce((sum, unit) => sum + unit.left, 0)
  const afterItems = toPay
  const served = new Set<string>()
  for (const { reward, condition, stackingGroup } of offers.toSorted((a, b) => (a.stackingGroup < b.stackingGroup ? -1 : a.stackingGroup > b.stackingGroup ? 1 : 0))) {
    if (served.has(stackingGroup) || (condition.kind === 'basket' && afterItems < condition.spendMinor)) continue
    if (reward.kind === 'basket-percent-off') toPay -= Math.floor((toPay * reward.basisPoints + 5000) / 10_000)
    else if (reward.kind === 'basket-amount-off') toPay -= Math.min(toPay, reward.amountMinor)
    else continue
    served.add(stackingGroup)
  }
  return units.reduce((sum, unit) => sum + unit.gross, 0) - toPay
}

/** Offers by id, without those the basket has too little for: they must not settle which of two equally dear units comes first. */
function withinReach(armed: readonly ArmedOffer[], lines: readonly Line[]): Offer[] {
  const offers = armed.map((each) => each.offer).sort((a, b) => (a.offerId < b.offerId ? -1 : 1))
  return offers.filter(({ condition, reward }) => {
    const set = condition.kind === 'basket' ? {} : condition.set
    const own = lines.filter((each) => each.item.discountable && contains(set, each))
    const count = own.reduce((sum, { quantity }) => sum + (quantity.kind === 'units' ? quantity.count : 1), 0)
    const bundle = reward.kind === 'n-for-m' ? reward.takeCount : reward.kind === 'fixed-price' ? reward.unitCount : 0
    const enough = condition.kind === 'spend' ? own.reduce((sum, { grossMinor }) => sum + grossMinor, 0) >= condition.spendMinor : count >= (condition.kind === 'quantity' ? condition.unitCount : 0)
    return enough && count >= bundle
  })
}

interface Unit {
  readonly gross: number
  readonly offers: readonly Offer[]
  /** Places of its item offers: settles which of two equally dear units comes first. */
  readonly key: readonly number[]
}

interface OwnUnit {
  readonly gross: number
  readonly left: number
}

function unitsOf(line: Line, offers: readonly Offer[]): Unit[] {
  const count = line.quantity.kind === 'units' ? line.quantity.count : 1
  const own = offers.filter((each) => isItemOffer(each) && (each.condition.kind === 'basket' || contains(each.condition.set, line)))
  const key = own.map((each) => offers.indexOf(each))
  return Array.from({ length: count }, () => ({ gross: line.grossMinor / count, offers: own, key }))
}

/** What each of an offer's own units, dearest first, gets off. */
function discounts(offer: Offer, own: readonly OwnUnit[]): number[] {
  const { condition, reward } = offer
  const none = own.map(() => 0)
  if (condition.kind === 'quantity' && own.length < condition.unitCount) return none
  if (condition.kind === 'spend' && own.reduce((sum, each) => sum + each.gross, 0) < condition.spendMinor) return none
  const limit = offer.limits.perTransaction ?? own.length
  if (reward.kind === 'percent-off') return own.map((each, index) => (index < limit ? Math.floor((each.left * reward.basisPoints + 5000) / 10_000) : 0))
  if (reward.kind === 'amount-off' && reward.per === 'unit') return own.map((each, index) => (index < limit ? Math.min(each.left, reward.amountMinor) : 0))
  if (reward.kind === 'fixed-price' && reward.unitCount === 1) return own.map((each, index) => (index < limit ? Math.max(0, each.left - reward.priceMinor) : 0))
  if (reward.kind === 'amount-off') return shared(reward.amountMinor, own, neededFor(offer, own))
  if (reward.kind === 'fixed-price') {
    const sums = chunks(own, reward.unitCount).slice(0, limit).map((chunk) => chunk.reduce((sum, each) => sum + each.left, 0)).filter((sum) => sum > reward.priceMinor)
    return sharedOver(sums.reduce((sum, each) => sum + each - reward.priceMinor, 0), own, sums.length * reward.unitCount)
  }
  if (reward.kind === 'n-for-m') {
    const bundles = chunks(own, reward.takeCount).slice(0, limit)
    const free = bundles.flatMap((bundle) => bundle.slice(reward.payCount)).reduce((sum, each) => sum + each.left, 0)
    return sharedOver(free, own, bundles.length * reward.takeCount)
  }
  return none
}

/** Units from the front that carry the saving, also those whose share of it is rounded to nothing. Values are those after it. */
function usedBy({ reward, limits }: Offer, own: readonly OwnUnit[], off: readonly number[]): number {
  const bundle = reward.kind === 'n-for-m' ? reward.takeCount : reward.kind === 'fixed-price' ? reward.unitCount : 1
  const last = off.findLastIndex((each) => each > 0) + 1
  const whole = reward.kind === 'n-for-m' ? Math.min(Math.floor(own.length / bundle), limits.perTransaction ?? Infinity) * bundle : 0
  return Math.max(Math.ceil(last / bundle) * bundle, whole)
}

/** Units from the front that meet the condition. */
function neededFor({ condition }: Offer, own: readonly OwnUnit[]): number {
  if (condition.kind === 'quantity') return condition.unitCount
  if (condition.kind === 'basket') return 0
  let count = 0
  for (let spend = 0; spend < condition.spendMinor; count += 1) spend += own[count]?.gross ?? 0
  return count
}

/** One amount: over as few units as it needs to be used up. */
function shared(amount: number, own: readonly OwnUnit[], neededCount: number): number[] {
  let [count, value] = [0, 0]
  while (count < own.length && (count < neededCount || value < amount)) value += own[count++]?.left ?? 0
  return sharedOver(Math.min(amount, value), own, count)
}

function sharedOver(amount: number, own: readonly OwnUnit[], count: number): number[] {
  const part = own.slice(0, count)
  const value = part.reduce((sum, each) => sum + each.left, 0)
  const shares = own.map((each, index) => (index < count && value > 0 ? Math.floor((amount * each.left) / value) : 0))
  const rest = part.map((each, index) => ({ index, remainder: value > 0 ? (amount * each.left) % value : 0 })).sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  const missing = amount - shares.reduce((sum, share) => sum + share, 0)
  for (const { index } of rest.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}

function chunks(own: readonly OwnUnit[], size: number): (readonly OwnUnit[])[] {
  const whole = Math.floor(own.length / size)
  return Array.from({ length: whole }, (_, index) => own.slice(index * size, (index + 1) * size))
}

function bestBasket(offers: readonly Offer[], units: readonly Unit[], leftToPay: number): number {
  const open = offers.filter((each) => (each.reward.kind === 'basket-percent-off' || each.reward.kind === 'basket-amount-off') && (each.condition.kind !== 'basket' || leftToPay >= each.condition.spendMinor))
  const groups = [...new Set(open.map((each) => each.stackingGroup))].sort()
  const tryFrom = (index: number, left: number): number => {
    const group = groups[index]
    if (group === undefined) return leftToPay - left
    const ways = open.filter((each) => each.stackingGroup === group).map(({ reward }) => {
      if (reward.kind === 'basket-percent-off') return tryFrom(index + 1, left - Math.floor((left * reward.basisPoints + 5000) / 10_000))
      return tryFrom(index + 1, left - (reward.kind === 'basket-amount-off' ? Math.min(left, reward.amountMinor) : 0))
    })
    return Math.max(tryFrom(index + 1, left), ...ways)
  }
  return units.length === 0 ? 0 : tryFrom(0, leftToPay)
}

function isItemOffer({ reward }: Offer): boolean {
  return ['percent-off', 'amount-off', 'fixed-price', 'n-for-m'].includes(reward.kind)
}

function contains(set: ItemSet, { item }: Line): boolean {
  if (set.exceptItemIds?.includes(item.itemId)) return false
  const named = [...(set.itemIds ?? []), ...(set.categoryIds ?? []), ...(set.brands ?? []), ...(set.tags ?? [])]
  const names: string[] = [item.itemId, item.categoryId, item.brand ?? '', ...item.tags]
  return named.length === 0 || named.some((name) => names.includes(name))
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const position = a.findIndex((place, index) => place !== b[index])
  if (position === -1) return a.length - b.length
  const other = b[position]
  return other === undefined ? 1 : (a[position] ?? 0) - other
}
