import { demoRandom, type DemoRandom } from '../../src/crm/demo/demo-random.ts'
import { couponReference } from '../../src/crm/demo/demo-offer.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { OfferId } from '../../src/domain/ids.ts'
import type { Activation, Condition, ItemSet, Offer, OfferWindow, Reward } from '../../src/domain/offers/offer.ts'

export interface BookAsked {
  readonly seed: number
  readonly edition: number
  readonly count: number
  /** First day on which it is sold by. */
  readonly day: string
  /** What is bought, as often as it is bought: offers speak of what sells. */
  readonly bought: readonly Item[]
}

/** A book of offers of every kind of condition, reward, activation and limit, in several stacking groups. An edition's ids come again in the next, under other terms. */
export function inventOffers({ seed, edition, count, day, bought }: BookAsked): Offer[] {
  const random = demoRandom(seed * 1_000_003 + edition)
  const draw = drawerOf(random, bought)
  return Array.from({ length: count }, (_, index): Offer => {
    const { condition, reward } = draw.terms(index)
    const isBasket = reward.kind === 'basket-percent-off' || reward.kind === 'basket-amount-off'
    const isPoints = reward.kind === 'bonus-points' || reward.kind === 'points-multiplier'
    const byOthers = random.percent(15)
    return {
      offerId: `offer-${String(index).padStart(4, '0')}` as OfferId,
      name: { en: `Offer ${index}, edition ${edition}`, ...(random.percent(50) ? { zh: `优惠 ${index}` } : {}) },
      activation: draw.activation(index, edition * count + index),
      window: draw.window(day),
      condition,
      reward,
      limits: draw.limits(reward),
      stackingGroup: isPoints ? 'points' : isBasket ? draw.one(['basket-1', 'basket-2']) : draw.one(['group-1', 'group-1', 'group-2', 'group-3']),
      ...(random.percent(10) ? { combinable: false } : {}),
      funding: { by: byOthers || random.percent(30) ? 'supplier' : 'store', supplierId: 'supplier-1', supplierShareBasisPoints: byOthers ? 10_000 : 5_000, reducesTaxBase: !byOthers },
    }
  })
}

interface Terms {
  readonly condition: Condition
  readonly reward: Reward
}

interface Drawer {
  one<Value>(values: readonly [Value, ...Value[]]): Value
  terms(index: number): Terms
  activation(index: number, number: number): Activation
  window(day: string): OfferWindow
  limits(reward: Reward): Offer['limits']
}

function drawerOf(random: DemoRandom, bought: readonly Item[]): Drawer {
  const { whole, percent } = random
  const one: Drawer['one'] = (values) => values[whole(0, values.length - 1)] ?? values[0]
  const item = (): Item => bought[whole(0, bought.length - 1)] ?? bought[0] ?? fail()
  const except = (): Pick<ItemSet, 'exceptItemIds'> => (percent(20) ? { exceptItemIds: [item().itemId] } : {})
  const set = (): ItemSet => {
    const seen = item()
    // Seldom wide: wide sets join everything in a basket, and most of the time would go into few baskets.
    switch (whole(0, 199)) {
      case 0:
      case 1:
      case 2:
      case 3: return { categoryIds: [seen.categoryId], ...except() }
      case 4: return { brands: [seen.brand ?? 'brand-1'], ...except() }
      case 5: return { supplierIds: [seen.supplierId ?? 'supplier-1'], ...except() }
      case 6: return { tags: [one(['organic', 'local', 'vegan'])], ...except() }
      case 7: return { departmentIds: [seen.departmentId], ...except() }
      default: return { itemIds: [...new Set(Array.from({ length: whole(1, 3) }, () => item().itemId))] }
    }
  }
  const basisPoints = (): number => one([500, 1000, 1500, 2500, 3333, 5000, 10_000])
  const oneSet = (): Condition => {
    const drawn = whole(0, 9)
    if (drawn === 0) return { kind: 'weight', set: set(), grams: one([100, 500, 734]) }
    if (drawn <= 2) return { kind: 'spend', set: set(), spendMinor: one([100, 300, 999]) }
    return { kind: 'quantity', set: set(), unitCount: one([1, 1, 1, 2, 3]) }
  }
  const sets = (): Condition => ({ kind: 'sets', parts: Array.from({ length: whole(2, 3) }, () => ({ set: set(), unitCount: one([1, 1, 2]) })) })
  const basket = (): Condition => ({ kind: 'basket', spendMinor: one([0, 500, 1000, 2500, 5000]) })
  const any = (): Condition => one([oneSet, sets, basket])()
  const kinds: readonly [() => Terms, ...(() => Terms)[]] = [
    () => ({ condition: oneSet(), reward: { kind: 'percent-off', basisPoints: basisPoints() } }),
    () => ({ condition: oneSet(), reward: { kind: 'amount-off', amountMinor: one([10, 25, 50, 120]), per: 'unit' } }),
    () => ({ condition: oneSet(), reward: { kind: 'amount-off', amountMinor: one([30, 75, 200]), per: 'once' } }),
    () => ({ condition: oneSet(), reward: { kind: 'amount-off', amountMinor: one([30, 99]), per: 'kg' } }),
    () => ({ condition: oneSet(), reward: { kind: 'fixed-price', unitCount: one([1, 2, 3]), priceMinor: one([49, 99, 180, 300]) } }),
    () => ({ condition: oneSet(), reward: { kind: 'price-per-kg', priceMinor: one([49, 99, 199]) } }),
    () => ({ condition: { kind: 'quantity', set: set(), unitCount: 1 }, reward: { kind: 'n-for-m', takeCount: one([2, 3]), payCount: 1, ...(percent(40) ? { basisPoints: 5000 } : {}) } }),
    () => ({ condition: oneSet(), reward: { kind: 'tiered-percent-off', by: 'units', tiers: [{ from: 2, basisPoints: 500 }, { from: 3, basisPoints: 1500 }] } }),
    () => ({ condition: oneSet(), reward: { kind: 'tiered-percent-off', by: 'spend', tiers: [{ from: 200, basisPoints: 1000 }, { from: 900, basisPoints: 3333 }] } }),
    () => ({ condition: sets(), reward: { kind: 'bundle-price', priceMinor: one([199, 299, 500]) } }),
    () => ({ condition: sets(), reward: { kind: 'percent-off', basisPoints: basisPoints() } }),
    () => ({ condition: sets(), reward: { kind: 'amount-off', amountMinor: one([50, 130]), per: 'once' } }),
    () => ({ condition: one([oneSet, basket])(), reward: { kind: 'get-percent-off', set: set(), unitCount: one([1, 2]), basisPoints: basisPoints() } }),
    () => ({ condition: sets(), reward: { kind: 'get-percent-off', set: set(), unitCount: 1, basisPoints: basisPoints() } }),
    () => ({ condition: any(), reward: { kind: 'basket-percent-off', basisPoints: one([200, 500, 1000]) } }),
    () => ({ condition: any(), reward: { kind: 'basket-amount-off', amountMinor: one([50, 200, 500]) } }),
    () => ({ condition: any(), reward: { kind: 'bonus-points', points: one([5, 50, 100]) } }),
    () => ({ condition: any(), reward: { kind: 'points-multiplier', factorBasisPoints: one([15_000, 20_000, 30_000]) } }),
    () => ({ condition: percent(20) ? basket() : oneSet(), reward: { kind: 'percent-off', basisPoints: 300 } }),
  ]
  return {
    one,
    terms: (index) => (kinds[index % kinds.length] ?? kinds[0])(),
    // Apart from how kinds take turns, so that every kind comes with every activation.
    activation(index, number) {
      const drawn = (index * 7 + whole(0, 3)) % 20
      if (drawn < 9) return { kind: 'automatic' }
      if (drawn < 11) return { kind: 'member' }
      if (drawn < 13) return { kind: 'tier', tiers: ['gold'] }
      if (drawn < 16) return { kind: 'list' }
      return { kind: 'coupon', reference: couponReference(number), singleUse: percent(60) }
    },
    window(day) {
      const shift = percent(5) ? -60 : percent(5) ? 60 : 0
      return {
        fromDay: addDays(day, shift - 10), untilDay: addDays(day, shift + 20),
        ...(percent(10) ? { weekdays: [1, 2, 3, 6] } : {}), ...(percent(10) ? { minutes: { from: whole(0, 700), until: whole(800, 1440) } } : {}),
      }
    },
    limits: (reward) => ({
      ...(percent(20) ? { perTransaction: whole(1, 3) } : {}),
      ...(percent(8) ? { perMember: whole(1, 5) } : {}),
      ...(percent(8) ? { perMemberDay: whole(1, 2) } : {}),
      ...(percent(8) ? { total: whole(1, 10_000) } : {}),
      ...(percent(8) && reward.kind !== 'bonus-points' && reward.kind !== 'points-multiplier' ? { budgetMinor: whole(10, 100_000) } : {}),
    }),
  }
}

function fail(): never {
  throw new Error('nothing was bought')
}
