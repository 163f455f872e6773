import fc from 'fast-check'
import type { Line } from '../../src/domain/basket/line.ts'
import type { Condition, Offer, Reward } from '../../src/domain/offers/offer.ts'
import { line, offer, setOf } from './domain-baskets.ts'

export interface SmallBasket {
  readonly lines: readonly Line[]
  readonly offers: readonly Offer[]
}

const itemIds = ['apple', 'bread', 'cheese', 'dates'] as const

/** Prices that collide and prices that round badly. */
const unitMinor = fc.constantFrom(1, 33, 95, 99, 100, 149, 199, 250, 333, 1000)

const basketLine = fc.record({ item: fc.constantFrom(...itemIds), price: unitMinor, count: fc.integer({ min: 1, max: 3 }), discountable: fc.integer({ min: 0, max: 9 }).map((n) => n > 0), weighed: fc.integer({ min: 0, max: 4 }).map((n) => n === 0) })

const itemReward: fc.Arbitrary<Reward> = fc.oneof(
  fc.constantFrom(500, 1000, 3333, 5000).map((basisPoints): Reward => ({ kind: 'percent-off', basisPoints })),
  fc.record({ amountMinor: fc.constantFrom(10, 50, 120, 400), per: fc.constantFrom('unit' as const, 'once' as const) }).map((part): Reward => ({ kind: 'amount-off', ...part })),
  fc.record({ unitCount: fc.integer({ min: 1, max: 3 }), priceMinor: fc.constantFrom(50, 99, 180, 260) }).map((part): Reward => ({ kind: 'fixed-price', ...part })),
  fc.constantFrom([2, 1], [3, 2], [3, 1]).map(([takeCount = 2, payCount = 1]): Reward => ({ kind: 'n-for-m', takeCount, payCount })),
)

const set = fc.subarray([...itemIds], { minLength: 1 }).map((ids) => (ids.length === itemIds.length ? {} : setOf(ids)))

const itemCondition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ set, unitCount: fc.integer({ min: 1, max: 3 }) }).map((part): Condition => ({ kind: 'quantity', ...part })) },
  { weight: 2, arbitrary: fc.record({ set, spendMinor: fc.constantFrom(100, 300, 600) }).map((part): Condition => ({ kind: 'spend', ...part })) },
  { weight: 1, arbitrary: fc.constantFrom(0, 300, 700).map((spendMinor): Condition => ({ kind: 'basket', spendMinor })) },
)

const basketReward: fc.Arbitrary<Reward> = fc.oneof(
  fc.constantFrom(500, 1000, 2500).map((basisPoints): Reward => ({ kind: 'basket-percent-off', basisPoints })),
  fc.constantFrom(50, 200, 500).map((amountMinor): Reward => ({ kind: 'basket-amount-off', amountMinor })),
)

const basketCondition = fc.constantFrom(0, 200, 400, 800, 1200).map((spendMinor): Condition => ({ kind: 'basket', spendMinor }))

const limit = fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined, freq: 3 })

/** Baskets an exhaustive search can still price: at most `unitCount` units, and offers in at most `groupCount` groups. */
export function smallBasket({ unitCount, itemOfferCount, groupCount, basketOfferCount }: { unitCount: number; itemOfferCount: number; groupCount: number; basketOfferCount: number }): fc.Arbitrary<SmallBasket> {
  const groups = ['g1', 'g2', 'g3'].slice(0, groupCount)
  return fc.record({
    lines: fc.array(basketLine, { minLength: 1, maxLength: unitCount }),
    itemOffers: fc.array(fc.record({ reward: itemReward, condition: itemCondition, group: fc.constantFrom(...groups), limit }), { minLength: 1, maxLength: itemOfferCount }),
    basketOffers: fc.array(fc.record({ reward: basketReward, condition: basketCondition, group: fc.constantFrom('h1', 'h2') }), { maxLength: basketOfferCount }),
  }).map(({ lines, itemOffers, basketOffers }) => ({
    lines: withinUnits(lines, unitCount),
    offers: [...itemOffers.map((each) => ({ ...each, limit: each.limit })), ...basketOffers.map((each) => ({ ...each, limit: undefined }))].map((each, index) =>
      offer(`o${index}`, each.reward, { condition: each.condition, stackingGroup: each.group, limits: { perTransaction: each.limit } }),
    ),
  }))
}

interface DrawnLine {
  readonly item: string
  readonly price: number
  readonly count: number
  readonly discountable: boolean
  readonly weighed: boolean
}

function withinUnits(drawn: readonly DrawnLine[], unitCount: number): Line[] {
  let room = unitCount
  return drawn.flatMap(({ item, price, count, discountable, weighed }, index) => {
    const taken = Math.min(weighed ? 1 : count, room)
    room -= taken
    if (taken === 0) return []
    return [line(String(index + 1), item, price, taken, { discountable, taxClassId: item < 'c' ? 'A' : 'B' }, weighed ? 734 : undefined)]
  })
}
