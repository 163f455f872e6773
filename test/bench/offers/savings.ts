import fc from 'fast-check'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import type { Line } from '../../../src/domain/basket/line.ts'
import { armOffers, inOfferOrder } from '../../../src/domain/offers/arm-offers.ts'
import { openPartMaker, splitBasket, type ReachingCandidate } from '../../../src/domain/offers/basket-part.ts'
import type { BasketCandidate } from '../../../src/domain/offers/candidate.ts'
import { chooseBasketOffers } from '../../../src/domain/offers/choose-basket-offers.ts'
import { firstFit } from '../../../src/domain/offers/first-fit.ts'
import { inGoodsOrder } from '../../../src/domain/offers/goods-order.ts'
import { missingFor } from '../../../src/domain/offers/measure.ts'
import type { ArmedOffer } from '../../../src/domain/offers/priced-basket.ts'
import { surveyOffers } from '../../../src/domain/offers/survey-offers.ts'
import { assert } from '../../../src/domain/assert.ts'
import { price } from '../../support/domain-baskets.ts'
import { firstFitSaving } from '../../support/domain-oracle-plain.ts'
import { smallBasket, type BasketSize } from '../../support/domain-small-baskets.ts'
import type { Table } from '../bench.ts'
import { benchTime, drawBasket, lineOf, openBigShop } from './big-shop.ts'

export interface SavingsSize {
  readonly basketCount: number
  readonly itemCount: number
  readonly offerCount: number
  readonly lineCount: number
}

/** Offers that stand in each other's way on a few shelves, as in a leaflet week. */
const crowded: readonly (readonly [title: string, size: BasketSize])[] = [
  ['up to twenty offers on two shelves', { unitCount: 16, itemOfferCount: 17, groupCount: 1, basketOfferCount: 3, shelfCount: 2 }],
  ['up to twenty offers on four shelves, two groups', { unitCount: 24, itemOfferCount: 17, groupCount: 2, basketOfferCount: 3, shelfCount: 4 }],
  ['up to fifty offers on eight shelves', { unitCount: 40, itemOfferCount: 45, groupCount: 1, basketOfferCount: 5, shelfCount: 8, isGenerous: true }],
]

/** What plain tills save of what we save, on the same baskets. */
export function savings({ basketCount, itemCount, offerCount, lineCount }: SavingsSize, seed: number): Table {
  const drawn = crowded.map(([title, size]) => ({ title, baskets: fc.sample(fc.noBias(smallBasket(size)), { seed, numRuns: basketCount }) }))
  const baskets = [...drawn, { title: `${offerCount} offers in a shop of ${itemCount} items, ${lineCount} lines`, baskets: shopBaskets({ basketCount, itemCount, offerCount, lineCount }, seed) }]
  return {
    title: 'What is saved: the first offer that fits, the largest saving first, and ours',
    columns: ['baskets', 'count', 'ours minor', 'first fit %', 'worst first fit %', 'largest first %', 'worst largest first %', 'proven'],
    rows: baskets.map(({ title, baskets: own }) => compare(title, own)),
    notes: ['in percent of what we save, over all baskets together and for the worst of them', 'first fit: offers in id order, each on what it can; then the first basket offer of each group', 'largest first: of the offers left always the one that saves most; then the best basket offers'],
  }
}

interface Drawn {
  readonly lines: readonly Line[]
  readonly offers: readonly ArmedOffer[]
}

function shopBaskets({ basketCount, itemCount, offerCount, lineCount }: SavingsSize, seed: number): Drawn[] {
  const shop = openBigShop({ itemCount, offerCount, seed })
  const random = seededRandom(seed + 5)
  return Array.from({ length: basketCount }, () => {
    const lines = drawBasket(shop, random, lineCount).map(lineOf).map((line) => ({ ...line, item: { ...line.item, taxClassId: line.item.taxClassId.toUpperCase() as typeof line.item.taxClassId } }))
    // The plain till of the tests knows neither days nor hours.
    const armed = armOffers({ book: shop.book, lines, member: { tier: 'gold' }, coupons: [] })
    return { lines, offers: armed.filter(({ offer: { reward, window } }) => reward.kind !== 'bonus-points' && !window.weekdays && !window.minutes) }
  })
}

function compare(title: string, baskets: readonly Drawn[]): Table['rows'][number] {
  const all = { ours: 0, first: 0, largest: 0, worstFirst: 1, worstLargest: 1, proven: 0 }
  for (const { lines, offers } of baskets) {
    const { totals, provenBest } = price(lines, offers, { time: benchTime })
    const [ours, first, largest] = [totals.discountMinor, firstFitSaving(lines, offers), largestFirst(lines, offers)]
    assert(first <= ours && largest <= ours, `a plain till saves more: ${first} or ${largest}, ours ${ours}`)
    all.ours += ours
    all.first += first
    all.largest += largest
    all.worstFirst = Math.min(all.worstFirst, ours === 0 ? 1 : first / ours)
    all.worstLargest = Math.min(all.worstLargest, ours === 0 ? 1 : largest / ours)
    all.proven += provenBest ? 1 : 0
  }
  const percent = (part: number): number => Math.round(part * 10_000) / 100
  return { baskets: title, count: baskets.length, 'ours minor': all.ours, 'first fit %': percent(all.first / all.ours), 'worst first fit %': percent(all.worstFirst), 'largest first %': percent(all.largest / all.ours), 'worst largest first %': percent(all.worstLargest), proven: all.proven }
}

/** A till that looks ahead by one offer: always the one that saves most of those left. Item offers that ask for a basket's spend are left out, as a plain till does. */
function largestFirst(lines: readonly Line[], armed: readonly ArmedOffer[]): number {
  const item: ReachingCandidate[] = []
  const basket: BasketCandidate[] = []
  for (const { candidate: any, reach, measure } of surveyOffers(armed.toSorted(inOfferOrder), lines).offers) {
    if (any?.layer === 'item' && (any.candidate.condition.kind !== 'basket' || any.candidate.condition.spendMinor === 0)) item.push({ candidate: any.candidate, reach })
    if (any?.layer === 'basket' && !missingFor(any.candidate, measure, Infinity)) basket.push(any.candidate)
  }
  const parts = splitBasket(inGoodsOrder(lines), item, openPartMaker(new Map(), 0))
  const savedMinor = parts.reduce((sum, { component }) => sum + firstFit(component, 'largest-saving').savingMinor, 0)
  const discountableMinor = lines.reduce((sum, line) => sum + (line.item.discountable ? line.grossMinor : 0), 0)
  return savedMinor + chooseBasketOffers(basket, discountableMinor - savedMinor).savingMinor
}
