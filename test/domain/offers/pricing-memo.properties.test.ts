import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '../../../src/domain/basket/line.ts'
import type { CouponCode, ItemId, LineId, OfferId } from '../../../src/domain/ids.ts'
import { armOffers, openArmingMemo } from '../../../src/domain/offers/arm-offers.ts'
import { compileOfferBook } from '../../../src/domain/offers/offer-book.ts'
import type { Activation, Offer } from '../../../src/domain/offers/offer.ts'
import type { PricingInput } from '../../../src/domain/offers/price-basket.ts'
import type { OfferRemaining } from '../../../src/domain/offers/priced-basket.ts'
import { openPricingMemo } from '../../../src/domain/offers/pricing-memo.ts'
import { offer, price, sundayMorning } from '../../support/domain-baskets.ts'
import { smallBasket, type BasketSize } from '../../support/domain-small-baskets.ts'

/** What may happen to a sale between two prices. */
type Step =
  | { readonly kind: 'scan'; readonly good: number }
  | { readonly kind: 'void' | 'count'; readonly position: number; readonly count: number }
  | { readonly kind: 'member'; readonly tier: string | undefined }
  | { readonly kind: 'list'; readonly named: readonly number[] }
  | { readonly kind: 'coupon'; readonly offer: number; readonly serial: number }
  | { readonly kind: 'remaining'; readonly offer: number; readonly left: OfferRemaining | undefined }
  | { readonly kind: 'time'; readonly minuteOfDay: number }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('scan' as const), good: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('void' as const, 'count' as const), position: fc.nat(), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('member' as const), tier: fc.constantFrom('gold', 'basic', undefined) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('list' as const), named: fc.array(fc.nat(), { maxLength: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('coupon' as const), offer: fc.nat(), serial: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remaining' as const), offer: fc.nat(), left: fc.constantFrom<(OfferRemaining | undefined)[]>(undefined, { rewardCount: 0, limitedBy: 'member-limit' }, { rewardCount: 1 }, { budgetMinor: 90 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time' as const), minuteOfDay: fc.constantFrom(600, 1100) }) },
)

const activations: readonly Activation[] = [
  { kind: 'automatic' },
  { kind: 'automatic' },
  { kind: 'member' },
  { kind: 'tier', tiers: ['gold', 'silver'] },
  { kind: 'list' },
  { kind: 'coupon', reference: '9521234000009', singleUse: true },
]

const pointsOffers = [
  offer('p-bonus', { kind: 'bonus-points', points: 40 }, { condition: { kind: 'spend', set: {}, spendMinor: 700 } }),
  offer('p-double', { kind: 'points-multiplier', factorBasisPoints: 20_000 }, { condition: { kind: 'basket', spendMinor: 300 } }),
]

/** The offers of the drawn basket, each armed in another way; some only in the morning, and one of everybody's in a set of many. */
function storeOffers(drawn: readonly { readonly offer: Offer }[]): Offer[] {
  const many = Array.from({ length: 30 }, (_, index) => (index === 0 ? 'apple0' : `other${index}`) as ItemId)
  return [
    ...pointsOffers,
    offer('z-many', { kind: 'amount-off', amountMinor: 5, per: 'unit' }, { condition: { kind: 'quantity', set: { itemIds: many, exceptItemIds: many.slice(3) }, unitCount: 1 }, stackingGroup: 'g2' }),
    ...drawn.map(({ offer: of }, index) => ({ ...of, activation: activations[index % activations.length] ?? { kind: 'automatic' }, window: index % 7 === 3 ? { ...of.window, minutes: { from: 0, until: 720 } } : of.window })),
  ]
}

interface Sale extends Pick<PricingInput, 'time'> {
  readonly lines: readonly Line[]
  readonly member: { readonly tier: string } | undefined
  readonly list: { readonly lines: readonly { readonly offerIds: readonly OfferId[] }[] } | undefined
  readonly coupons: readonly { readonly couponCode: CouponCode; readonly offerId: OfferId }[]
  readonly remaining: ReadonlyMap<OfferId, OfferRemaining | undefined>
}

function after(sale: Sale, step: Step, goods: readonly Line[], offers: readonly Offer[], number: number): Sale {
  const offerAt = (at: number): OfferId => offers[at % offers.length]?.offerId ?? ('' as OfferId)
  switch (step.kind) {
    case 'scan': {
      const good = goods[step.good % goods.length]
      return good ? { ...sale, lines: [...sale.lines, { ...good, lineId: `${number}` as LineId }] } : sale
    }
    case 'void':
      return { ...sale, lines: sale.lines.filter((_, position) => position !== step.position % sale.lines.length) }
    case 'count':
      return { ...sale, lines: sale.lines.map((line, position) => (position === step.position % sale.lines.length && line.quantity.kind === 'units' ? { ...line, quantity: { kind: 'units', count: step.count }, grossMinor: line.item.unitPriceMinor * step.count } : line)) }
    case 'member':
      return { ...sale, member: step.tier === undefined ? undefined : { tier: step.tier } }
    case 'list':
      return { ...sale, list: { lines: [{ offerIds: step.named.map(offerAt) }] } }
    case 'coupon':
      return { ...sale, coupons: [...sale.coupons, { couponCode: `${step.offer % offers.length}/${step.serial}` as CouponCode, offerId: offerAt(step.offer) }] }
    case 'remaining':
      return { ...sale, remaining: new Map([...sale.remaining, [offerAt(step.offer), step.left]]) }
    case 'time':
      return { ...sale, time: { ...sundayMorning, minuteOfDay: step.minuteOfDay } }
  }
}

const empty: Sale = { lines: [], member: undefined, list: undefined, coupons: [], remaining: new Map(), time: sundayMorning }

const sizes: readonly (readonly [title: string, size: BasketSize, nodeLimit: number, numRuns: number])[] = [
  ['one shelf, on which all offers meet', { unitCount: 12, itemOfferCount: 7, groupCount: 2, basketOfferCount: 3 }, 60, 40],
  ['several shelves', { unitCount: 20, itemOfferCount: 12, groupCount: 2, basketOfferCount: 3, shelfCount: 5, isGenerous: true }, 200, 40],
  ['searches that are cut off', { unitCount: 20, itemOfferCount: 12, groupCount: 3, basketOfferCount: 2, shelfCount: 2, isGenerous: true }, 12, 40],
]

describe('a price worked out from what the price before left', () => {
  it.each(sizes)('is the one worked out from nothing, whatever happened to the sale: %s', (_, size, nodeLimit, numRuns) => {
    fc.assert(
      fc.property(smallBasket(size), fc.array(anyStep, { minLength: 5, maxLength: 25 }), (drawn, steps) => {
        const offers = storeOffers(drawn.offers)
        const book = compileOfferBook(offers)
        const [armingMemo, memo] = [openArmingMemo(), openPricingMemo()]
        let sale = empty
        for (const [number, step] of steps.entries()) {
          sale = after(sale, step, drawn.lines, offers, number)
          const { lines, member, list, coupons, remaining, time } = sale
          const asked = { book, lines, member, list, coupons }
          const armed = armOffers(asked, armingMemo)
          expect(armed).toEqual(armOffers(asked))
          // New objects that say the same, as the lane hands them in every time.
          const limited = armed.map((each) => ({ ...each, remaining: remaining.get(each.offer.offerId) && { ...remaining.get(each.offer.offerId) } }))
          const terms = { time, hasMember: member !== undefined, nodeLimit }
          expect(price(lines, limited, terms, memo)).toEqual(price(lines, limited, terms))
        }
      }),
      { seed: 61, numRuns },
    )
  })

  it('holds for lines in another order, another basket and another limit, too', () => {
    fc.assert(
      fc.property(fc.array(smallBasket(sizes[0]?.[1] ?? { unitCount: 5, itemOfferCount: 3, groupCount: 1, basketOfferCount: 1 }), { minLength: 2, maxLength: 3 }), fc.constantFrom(3, 90), (baskets, otherLimit) => {
        const memo = openPricingMemo()
        for (const { lines, offers } of baskets) {
          for (const [order, nodeLimit] of [[lines, 60], [lines.toReversed(), 60], [lines, otherLimit]] as const) expect(price(order, offers, { nodeLimit }, memo)).toEqual(price(order, offers, { nodeLimit }))
        }
      }),
      { seed: 62, numRuns: 15 },
    )
  })

  it('numbers offers anew when there is no room left between two', () => {
    const memo = openPricingMemo()
    const lines = smallLines()
    const armedSoFar = [offer('a', { kind: 'percent-off', basisPoints: 100 }), offer('b', { kind: 'percent-off', basisPoints: 200 })]
    // Each new one stands right behind the first, so that the room there is halved every time.
    for (let turn = 0; turn < 120; turn += 1) {
      armedSoFar.push(offer(`a${String(999 - turn)}`, { kind: 'percent-off', basisPoints: 100 + turn }))
      expect(price(lines, armedSoFar, {}, memo)).toEqual(price(lines, armedSoFar))
    }
  })
})

function smallLines(): readonly Line[] {
  return fc.sample(smallBasket({ unitCount: 4, itemOfferCount: 1, groupCount: 1, basketOfferCount: 0 }), { seed: 1, numRuns: 1 })[0]?.lines ?? []
}
