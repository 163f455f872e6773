import type { Offer } from '../../../domain/offers/offer.ts'
import { isWholeRange } from '../../../domain/offers/item-set.ts'
import type { Problem } from './find-dead.ts'
import { priceAtStart, setFields, type Shelf } from './shelf.ts'

/** How one offer by itself can leave goods with nothing to pay. Prices are looked at only where there are items. */
export function findGivenAway(offer: Offer, shelf: Shelf): Problem[] {
  return [...byItself(offer), ...againstPrices(offer, shelf), ...rewardsItsCondition(offer, shelf)]
}

const half = 'ask for less, or say in the offer what must be bought for it (get-percent-off)'

function byItself({ reward, condition }: Offer): Problem[] {
  const whole = (field: string): Problem[] => [{ field, problem: 'takes the whole price off', advice: half }]
  switch (reward.kind) {
    case 'percent-off':
    case 'basket-percent-off':
      return reward.basisPoints === 10_000 ? whole('reward.basisPoints') : []
    case 'tiered-percent-off':
      return reward.tiers.flatMap(({ basisPoints }, index) => (basisPoints === 10_000 ? whole(`reward.tiers[${index}].basisPoints`) : []))
    case 'fixed-price':
    case 'price-per-kg':
    case 'bundle-price':
      return reward.priceMinor === 0 ? [{ field: 'reward.priceMinor', problem: 'a price of nothing', advice: 'give a price above zero' }] : []
    case 'basket-amount-off':
      return condition.kind === 'basket' && condition.spendMinor <= reward.amountMinor ? [{ field: 'reward.amountMinor', problem: `takes the whole basket off from ${condition.spendMinor}`, advice: 'ask for a spend well above the amount (condition.spendMinor)' }] : []
    case 'get-percent-off':
      return reward.basisPoints === 10_000 && condition.kind === 'basket' && condition.spendMinor === 0 ? [{ field: 'condition.spendMinor', problem: 'the free item comes with an empty basket', advice: 'ask for a spend' }] : []
    default:
      return []
  }
}

function againstPrices(offer: Offer, shelf: Shelf): Problem[] {
  const { reward, condition } = offer
  if (shelf.items.length === 0) return []
  const cheapest = setFields(offer).map(({ set }) => cheapestOf(offer, shelf, set))
  const [first] = cheapest
  if (!first) return []
  const least = (field: string, problem: string): Problem[] => [{ field, problem, advice: `lower the amount, or leave out ${first.itemId} (exceptItemIds)` }]
  switch (reward.kind) {
    case 'amount-off': {
      const asked = condition.kind === 'spend' ? Math.max(condition.spendMinor, first.priceMinor) : first.priceMinor * (condition.kind === 'quantity' && reward.per === 'once' ? condition.unitCount : 1)
      if (condition.kind === 'sets' || reward.amountMinor < asked) return []
      return least('reward.amountMinor', `is the whole price of ${first.itemId} (${first.priceMinor}) or more`)
    }
    case 'fixed-price':
      return reward.unitCount > 1 && reward.priceMinor > 0 && reward.priceMinor < first.priceMinor ? [{ field: 'reward.priceMinor', problem: `${reward.unitCount} units cost less than one ${first.itemId} (${first.priceMinor})`, advice: 'raise the price above that of one unit' }] : []
    case 'bundle-price': {
      const dearest = cheapest.reduce<Cheapest | undefined>((most, each) => (each && each.priceMinor > (most?.priceMinor ?? 0) ? each : most), undefined)
      return dearest && reward.priceMinor > 0 && reward.priceMinor < dearest.priceMinor ? [{ field: 'reward.priceMinor', problem: `the bundle costs less than ${dearest.itemId} alone (${dearest.priceMinor})`, advice: 'raise the price above that of its dearest part' }] : []
    }
    default:
      return []
  }
}

interface Cheapest {
  readonly itemId: string
  readonly priceMinor: number
}

/** Of the items by unit that may be discounted: per kilogram a bag may cost anything. An amount per kilogram is held against prices per kilogram. */
function cheapestOf(offer: Offer, shelf: Shelf, set: Parameters<Shelf['itemsOf']>[0]): Cheapest | undefined {
  const soldBy = offer.reward.kind === 'amount-off' && offer.reward.per === 'kg' ? 'weight' : 'unit'
  const priced = shelf.itemsOf(set).flatMap((item) => (item.discountable && item.soldBy === soldBy ? [{ itemId: item.itemId, priceMinor: priceAtStart(item, offer) }] : []))
  return priced.sort((a, b) => a.priceMinor - b.priceMinor || (a.itemId < b.itemId ? -1 : 1))[0]
}

/** A reward among the things it asks for falls on the dearest of them, not on the cheapest as most people expect. */
function rewardsItsCondition(offer: Offer, shelf: Shelf): Problem[] {
  if (offer.reward.kind !== 'get-percent-off') return []
  const sets = setFields(offer)
  const got = sets.at(-1)?.set ?? {}
  const shared = sets.slice(0, -1).some(({ set }) => (shelf.items.length > 0 ? shelf.itemsOf(set).some((item) => shelf.itemsOf(got).includes(item)) : isWholeRange(set) || isWholeRange(got) || namesOf(set).some((name) => namesOf(got).includes(name))))
  return shared ? [{ field: 'reward.set', problem: 'shares items with the condition: the dearest of them is rewarded, the cheaper ones meet the condition', advice: 'use n-for-m for the cheapest, or keep the two sets apart (exceptItemIds)' }] : []
}

function namesOf(set: Parameters<Shelf['itemsOf']>[0]): string[] {
  return Object.entries(set).flatMap(([field, names]) => (field === 'exceptItemIds' ? [] : (names ?? []).map((name: string) => `${field} ${name}`)))
}
