import fc from 'fast-check'
import type { Line } from '../../src/domain/basket/line.ts'
import type { Condition, ItemSet, Reward } from '../../src/domain/offers/offer.ts'
import type { ArmedOffer, OfferRemaining } from '../../src/domain/offers/priced-basket.ts'
import { line, offer, setOf } from './domain-baskets.ts'
import { waysToTry } from './domain-oracle.ts'

export interface SmallBasket {
  readonly lines: readonly Line[]
  readonly offers: readonly ArmedOffer[]
}

export interface BasketSize {
  readonly unitCount: number
  readonly itemOfferCount: number
  /** Stacking groups of item offers, three at most. */
  readonly groupCount: number
  readonly basketOfferCount: number
  /** An item offer speaks of the goods of one shelf only: many offers then still leave small parts to try. One unless told. */
  readonly shelfCount?: number
  /** True where one unit mostly meets a condition, so that most offers may be had. */
  readonly isGenerous?: boolean
  /** Lines are left off until there are at most so many ways to give units to offers; without end unless told. */
  readonly mostWays?: number
}

/** Four goods to a shelf, the last two weighed. */
const goods = ['apple', 'bread', 'cheese', 'dates'] as const
const weighedGoods: readonly string[] = ['cheese', 'dates']

/** Prices that collide and prices that round badly. */
const unitMinor = fc.constantFrom(1, 33, 95, 99, 100, 149, 199, 250, 333, 1000)
const kiloMinor = fc.constantFrom(99, 199, 333, 1000, 1499)
const grams = fc.constantFrom(734, 88, 250, 1001, 1366)
const percent = fc.constantFrom(500, 1000, 3333, 5000, 10_000)
const seldom = fc.integer({ min: 0, max: 9 }).map((n) => n === 0)

function drawnLine(shelfCount: number): fc.Arbitrary<DrawnLine> {
  return fc.record({ good: fc.constantFrom(...goods), shelf: fc.nat({ max: shelfCount - 1 }), price: unitMinor, kilo: kiloMinor, grams, count: fc.integer({ min: 1, max: 3 }), barred: seldom })
}

function setOn(shelf: number): fc.Arbitrary<ItemSet> {
  return fc.subarray([...goods], { minLength: 1 }).map((names) => setOf(names.map((name) => `${name}${shelf}`)))
}

/** Rewards that every single-set condition may have. */
const ofOneSet: fc.Arbitrary<Reward> = fc.oneof(
  percent.map((basisPoints): Reward => ({ kind: 'percent-off', basisPoints })),
  fc.record({ amountMinor: fc.constantFrom(10, 50, 120, 400), per: fc.constantFrom('unit' as const, 'kg' as const, 'once' as const) }).map((terms): Reward => ({ kind: 'amount-off', ...terms })),
  fc.record({ unitCount: fc.integer({ min: 1, max: 3 }), priceMinor: fc.constantFrom(50, 99, 180, 260) }).map((terms): Reward => ({ kind: 'fixed-price', ...terms })),
  fc.constantFrom(0, 90, 299, 800).map((priceMinor): Reward => ({ kind: 'price-per-kg', priceMinor })),
  fc.record({ counts: fc.constantFrom([2, 1], [3, 2], [3, 1], [4, 2]), basisPoints: fc.constantFrom(undefined, 5000, 3333) }).map(({ counts: [takeCount = 2, payCount = 1], basisPoints }): Reward => ({ kind: 'n-for-m', takeCount, payCount, basisPoints })),
  fc.constantFrom<Reward>(
    { kind: 'tiered-percent-off', by: 'units', tiers: [{ from: 2, basisPoints: 500 }, { from: 3, basisPoints: 1500 }, { from: 5, basisPoints: 3333 }] },
    { kind: 'tiered-percent-off', by: 'spend', tiers: [{ from: 150, basisPoints: 1000 }, { from: 600, basisPoints: 2500 }] },
  ),
)

const ofSeveralSets: fc.Arbitrary<Reward> = fc.oneof(
  fc.constantFrom(99, 150, 300).map((priceMinor): Reward => ({ kind: 'bundle-price', priceMinor })),
  percent.map((basisPoints): Reward => ({ kind: 'percent-off', basisPoints })),
  fc.constantFrom(20, 130, 500).map((amountMinor): Reward => ({ kind: 'amount-off', amountMinor, per: 'once' })),
)

function ofAnotherSet(shelf: number): fc.Arbitrary<Reward> {
  return fc.record({ set: setOn(shelf), unitCount: fc.integer({ min: 1, max: 2 }), basisPoints: percent }).map((terms): Reward => ({ kind: 'get-percent-off', ...terms }))
}

function severalSets(shelf: number): fc.Arbitrary<Condition> {
  return fc.array(fc.record({ set: setOn(shelf), unitCount: fc.constantFrom(1, 1, 2) }), { minLength: 2, maxLength: 3 }).map((parts): Condition => ({ kind: 'sets', parts }))
}

function oneSet(shelf: number, isGenerous: boolean): fc.Arbitrary<Condition> {
  return fc.oneof(
    { weight: isGenerous ? 30 : 0, arbitrary: setOn(shelf).map((set): Condition => ({ kind: 'quantity', set, unitCount: 1 })) },
    { weight: 6, arbitrary: fc.record({ set: setOn(shelf), unitCount: fc.integer({ min: 1, max: 3 }) }).map((terms): Condition => ({ kind: 'quantity', ...terms })) },
    { weight: 2, arbitrary: fc.record({ set: setOn(shelf), spendMinor: fc.constantFrom(100, 300, 600) }).map((terms): Condition => ({ kind: 'spend', ...terms })) },
    { weight: 2, arbitrary: fc.record({ set: setOn(shelf), grams: fc.constantFrom(100, 734, 1500) }).map((terms): Condition => ({ kind: 'weight', ...terms })) },
  )
}

const basketSpend = fc.constantFrom(0, 200, 400, 800, 1200).map((spendMinor): Condition => ({ kind: 'basket', spendMinor }))

interface Terms {
  readonly condition: Condition
  readonly reward: Reward
}

function itemTerms(shelf: number, shelfCount: number, isGenerous: boolean): fc.Arbitrary<Terms> {
  return fc.oneof(
    { weight: 7, arbitrary: fc.record({ condition: oneSet(shelf, isGenerous), reward: ofOneSet }) },
    { weight: 2, arbitrary: fc.record({ condition: severalSets(shelf), reward: fc.oneof(ofSeveralSets, ofAnotherSet(shelf)) }) },
    { weight: 2, arbitrary: fc.record({ condition: fc.oneof(oneSet(shelf, isGenerous), basketSpend), reward: ofAnotherSet(shelf) }) },
    // An offer on the basket's spend speaks of every item, and so joins what the shelves keep apart.
    { weight: shelfCount === 1 ? 2 : 0, arbitrary: fc.record({ condition: basketSpend, reward: ofOneSet }) },
  )
}

const basketReward: fc.Arbitrary<Reward> = fc.oneof(
  fc.constantFrom(500, 1000, 2500).map((basisPoints): Reward => ({ kind: 'basket-percent-off', basisPoints })),
  fc.constantFrom(50, 200, 500).map((amountMinor): Reward => ({ kind: 'basket-amount-off', amountMinor })),
)
const basketTerms: fc.Arbitrary<Terms> = fc.record({ condition: fc.oneof({ weight: 4, arbitrary: basketSpend }, { weight: 1, arbitrary: oneSet(0, false) }, { weight: 1, arbitrary: severalSets(0) }), reward: basketReward })

const often = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(arbitrary, { nil: undefined, freq: 3 })
const limits = fc.record({
  limit: often(fc.integer({ min: 1, max: 2 })),
  remaining: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: fc.record({ budgetMinor: often(fc.constantFrom(7, 37, 150, 400)), rewardCount: often(fc.integer({ min: 1, max: 3 })) }) }),
  isAlone: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
})

type DrawnOffer = Terms & { readonly group: string; readonly limit: number | undefined; readonly remaining: OfferRemaining | undefined; readonly isAlone: boolean }

/** Baskets an exhaustive search can still price, with offers of every kind. */
export function smallBasket({ unitCount, itemOfferCount, groupCount, basketOfferCount, shelfCount = 1, isGenerous = false, mostWays = Infinity }: BasketSize): fc.Arbitrary<SmallBasket> {
  const groups = ['g1', 'g2', 'g3'].slice(0, groupCount)
  const itemOffer = fc.nat({ max: shelfCount - 1 }).chain((shelf) => fc.tuple(itemTerms(shelf, shelfCount, isGenerous), limits, fc.constantFrom(...groups))).map(([terms, limited, group]): DrawnOffer => ({ ...terms, ...limited, group }))
  const basketOffer = fc.tuple(basketTerms, limits, fc.constantFrom('h1', 'h2')).map(([terms, limited, group]): DrawnOffer => ({ ...terms, ...limited, limit: undefined, group }))
  return fc.record({
    lines: fc.array(drawnLine(shelfCount), { minLength: Math.ceil(unitCount / (isGenerous ? 1.5 : 3)), maxLength: unitCount }),
    itemOffers: fc.array(itemOffer, { minLength: Math.ceil(itemOfferCount * (isGenerous ? 0.9 : 0.5)), maxLength: itemOfferCount }),
    basketOffers: fc.array(basketOffer, { maxLength: basketOfferCount }),
  }).map(({ lines, itemOffers, basketOffers }) => {
    const offers = [...itemOffers, ...basketOffers].map(armedOffer)
    let kept = withinUnits(lines, unitCount)
    while (mostWays < Infinity && waysToTry(kept, offers) > mostWays) kept = kept.slice(0, -1)
    return { lines: kept, offers }
  })
}

function armedOffer({ condition, reward, group, limit, remaining, isAlone }: DrawnOffer, index: number): ArmedOffer {
  return { offer: offer(`o${index}`, reward, { condition, stackingGroup: group, limits: { perTransaction: limit }, combinable: isAlone ? false : undefined }), armedBy: 'automatic', remaining }
}

interface DrawnLine {
  readonly good: string
  readonly shelf: number
  readonly price: number
  readonly kilo: number
  readonly grams: number
  readonly count: number
  readonly barred: boolean
}

function withinUnits(drawn: readonly DrawnLine[], unitCount: number): Line[] {
  let room = unitCount
  return drawn.flatMap(({ good, shelf, price, kilo, grams: weight, count, barred }, index) => {
    const isWeighed = weighedGoods.includes(good)
    const taken = Math.min(isWeighed ? 1 : count, room)
    room -= taken
    if (taken === 0) return []
    const gross = isWeighed ? Math.floor((kilo * weight + 500) / 1000) : price
    return [line(String(index + 1), `${good}${shelf}`, gross, taken, { discountable: !barred, taxClassId: good < 'c' ? 'A' : 'B' }, isWeighed ? weight : undefined)]
  })
}
