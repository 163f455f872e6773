import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '../../../src/domain/basket/line.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { armed, byCoupon, line, offer, price, setOf, stateOf } from '../../support/domain-baskets.ts'
import { greatestSaving } from '../../support/domain-oracle.ts'
import { firstFitSaving } from '../../support/domain-oracle-plain.ts'
import { smallBasket, type SmallBasket } from '../../support/domain-small-baskets.ts'

/** Too large to try everything, so these look at what must hold whatever the best price is. */
const basket = smallBasket({ unitCount: 14, itemOfferCount: 8, groupCount: 2, basketOfferCount: 3 })

const shuffled = basket.chain(({ lines, offers }) =>
  fc.record({
    lines: fc.constant(lines),
    offers: fc.constant(offers),
    otherLines: fc.shuffledSubarray([...lines], { minLength: lines.length }),
    otherOffers: fc.shuffledSubarray([...offers], { minLength: offers.length }),
  }),
)

describe('whatever the basket', () => {
  it('its parts add up: discounts to lines, lines to totals, offers to discounts, tax rows to what is paid', () => {
    fc.assert(
      fc.property(basket, ({ lines, offers }) => {
        const priced = price(lines, offers, { nodeLimit: 500 })
        for (const each of priced.lines) {
          expect(each.discountMinor).toBe(sum(each.discounts.map(({ amountMinor }) => amountMinor)))
          expect(each.netMinor).toBe(each.grossMinor - each.discountMinor)
          expect(each.netMinor).toBeGreaterThanOrEqual(0)
          for (const { amountMinor } of each.discounts) expect(amountMinor).toBeGreaterThan(0)
        }
        const { totals, outcomes, tax } = priced
        expect(totals.grossMinor).toBe(sum(lines.map(({ grossMinor }) => grossMinor)))
        expect(totals.discountMinor).toBe(sum(priced.lines.map(({ discountMinor }) => discountMinor)))
        expect(totals.discountMinor).toBe(sum(outcomes.map(({ state }) => (state.kind === 'applied' ? state.amountMinor : 0))))
        expect(totals.netMinor).toBe(totals.grossMinor - totals.discountMinor)
        expect(totals.dueMinor).toBe(sum(tax.map(({ netMinor, taxMinor }) => netMinor + taxMinor)))
        expect(outcomes.map(({ offerId }) => offerId)).toEqual(offers.map(({ offer: { offerId } }) => offerId).toSorted())
      }),
      { seed: 51, numRuns: 40 },
    )
  })

  it('the order of scanning and the order of the offers change neither totals, tax nor any line’s price', () => {
    fc.assert(
      fc.property(shuffled, ({ lines, offers, otherLines, otherOffers }) => {
        const [one, other] = [price(lines, offers, { nodeLimit: 500 }), price(otherLines, otherOffers, { nodeLimit: 500 })]
        expect(other.totals).toEqual(one.totals)
        expect(other.tax).toEqual(one.tax)
        expect(amounts(other)).toEqual(amounts(one))
        expect(netsByGoods(other, otherLines)).toEqual(netsByGoods(one, lines))
      }),
      { seed: 52, numRuns: 30 },
    )
  })

  it('lines that may not be discounted keep their price', () => {
    fc.assert(
      fc.property(basket, ({ lines, offers }) => {
        const priced = price(lines, offers, { nodeLimit: 500 })
        lines.forEach(({ item }, index) => item.discountable || expect(priced.lines[index]?.discountMinor).toBe(0))
      }),
      { seed: 53, numRuns: 40 },
    )
  })

  it('a unit serves one offer of a group at most, and an offer no more units than its limit', () => {
    fc.assert(
      fc.property(basket, ({ lines, offers }) => {
        const priced = price(lines, offers, { nodeLimit: 500 })
        for (const [index, each] of priced.lines.entries()) {
          for (const group of ['g1', 'g2']) {
            const own = each.discounts.filter(({ offerId }) => offers.some(({ offer: of }) => of.offerId === offerId && of.stackingGroup === group))
            expect(sum(own.map(({ unitCount }) => unitCount))).toBeLessThanOrEqual(unitCountOf(lines[index]))
          }
        }
      }),
      { seed: 54, numRuns: 40 },
    )
  })

  it('no plain till that takes the first offer that fits saves more, however few nodes the search may look at', () => {
    fc.assert(
      fc.property(basket, fc.constantFrom(0, 1, 20, 500), ({ lines, offers }, nodeLimit) => {
        expect(price(lines, offers, { nodeLimit }).totals.discountMinor).toBeGreaterThanOrEqual(firstFitSaving(lines, offers))
      }),
      { seed: 55, numRuns: 60 },
    )
  })

  it('one more offer never makes it dearer', () => {
    fc.assert(
      fc.property(smallBasket({ unitCount: 6, itemOfferCount: 5, groupCount: 2, basketOfferCount: 2 }), ({ lines, offers }) => {
        const [fewer, all] = [price(lines, offers.slice(0, -1)), price(lines, offers)]
        if (fewer.provenBest && all.provenBest) expect(all.totals.discountMinor).toBeGreaterThanOrEqual(fewer.totals.discountMinor)
      }),
      { seed: 56, numRuns: 60 },
    )
  })

  it('a search that claims proof has it', () => {
    fc.assert(
      fc.property(smallBasket({ unitCount: 6, itemOfferCount: 3, groupCount: 1, basketOfferCount: 2, mostWays: 2000 }), fc.constantFrom(1, 3, 10, 40), ({ lines, offers }, nodeLimit) => {
        const priced = price(lines, offers, { nodeLimit })
        const greatest = greatestSaving(lines, offers)
        if (priced.provenBest) expect(priced.totals.discountMinor).toBe(greatest)
        else expect(priced.totals.discountMinor).toBeLessThanOrEqual(greatest)
        expect(priced.discountAtMostMinor ?? priced.totals.discountMinor).toBeGreaterThanOrEqual(greatest)
      }),
      { seed: 57, numRuns: 100 },
    )
  })

  it('no offer takes off more than its budget, nor one that goes with no other what others have', () => {
    fc.assert(
      fc.property(basket, ({ lines, offers }) => {
        const priced = price(lines, offers, { nodeLimit: 500 })
        for (const { offer: of, remaining } of offers) {
          const state = stateOf(priced, of.offerId)
          if (state?.kind !== 'applied') continue
          expect(state.amountMinor).toBeLessThanOrEqual(remaining?.budgetMinor ?? Infinity)
          if (of.combinable === false && of.stackingGroup.startsWith('h')) expect(basketOffersApplied(priced, offers)).toBe(1)
        }
        for (const [index, each] of priced.lines.entries()) expect(unitsOverServed(each.discounts, offers, unitCountOf(lines[index]))).toBe(false)
      }),
      { seed: 59, numRuns: 60 },
    )
  })

  it('no coupon is used where the same could be saved with fewer', () => {
    fc.assert(
      fc.property(smallBasket({ unitCount: 6, itemOfferCount: 4, groupCount: 1, basketOfferCount: 0 }), ({ lines, offers }: SmallBasket) => {
        const coupons = offers.map((each, index) => (index % 2 === 0 ? each : { ...byCoupon(each.offer, `952123400000${index}`), remaining: each.remaining }))
        const priced = price(lines, coupons)
        for (const [index, each] of offers.entries()) {
          if (index % 2 === 0 || stateOf(priced, each.offer.offerId)?.kind !== 'applied') continue
          const without = price(lines, coupons.filter((_, other) => other !== index))
          const saysSo = without.totals.discountMinor < priced.totals.discountMinor || couponsUsed(without) >= couponsUsed(priced)
          if (priced.provenBest && without.provenBest) expect(saysSo).toBe(true)
        }
      }),
      { seed: 58, numRuns: 80 },
    )
  })
})

describe('a search that cannot be finished', () => {
  const items = Array.from({ length: 40 }, (_, index) => `item${index}`)
  const lines: Line[] = items.map((itemId, index) => line(String(index + 1), itemId, 100 + ((index * 7919) % 900)))
  const offers: Offer[] = Array.from({ length: 12 }, (_, turn) =>
    offer(`offer${turn}`, { kind: 'n-for-m', takeCount: 3, payCount: 2 }, { condition: { kind: 'quantity', set: setOf(items.filter((_, index) => (index * (turn + 3)) % 5 < 3)), unitCount: 1 } }),
  )

  it('says so, gives the same answer every time, and at least a plain till’s', () => {
    const priced = price(lines, offers, { nodeLimit: 3000 })
    expect(priced.provenBest).toBe(false)
    expect(price(lines, offers, { nodeLimit: 3000 })).toEqual(priced)
    expect(priced.totals.discountMinor).toBeGreaterThanOrEqual(firstFitSaving(lines, offers.map(armed)))
  })
})

type Priced = ReturnType<typeof price>

function basketOffersApplied(priced: Priced, offers: SmallBasket['offers']): number {
  return offers.filter(({ offer: of }) => of.stackingGroup.startsWith('h') && stateOf(priced, of.offerId)?.kind === 'applied').length
}

/** True when a line has too few units for the offers that share none of theirs. */
function unitsOverServed(discounts: Priced['lines'][number]['discounts'], offers: SmallBasket['offers'], unitCount: number): boolean {
  const alone = discounts.filter(({ offerId }) => offers.some(({ offer: of }) => of.offerId === offerId && of.combinable === false && of.stackingGroup.startsWith('g')))
  const most = Math.max(0, ...discounts.filter((each) => !alone.includes(each)).map((each) => each.unitCount))
  return sum(alone.map((each) => each.unitCount)) + most > unitCount
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, each) => total + each, 0)
}

function amounts({ outcomes }: Priced): unknown[] {
  return outcomes.map(({ offerId, state }) => [offerId, state.kind, state.kind === 'applied' ? state.amountMinor : 0])
}

function couponsUsed({ outcomes }: Priced): number {
  return outcomes.filter(({ couponCode, state }) => couponCode !== undefined && state.kind === 'applied').length
}

/** Net prices by what the line is: lines that are alike may change places. */
function netsByGoods({ lines: priced }: Priced, lines: readonly Line[]): string[] {
  return lines.map(({ item, quantity, grossMinor }, index) => JSON.stringify([item.itemId, item.discountable, quantity, grossMinor, priced[index]?.netMinor])).toSorted()
}

function unitCountOf(of: Line | undefined): number {
  return of?.quantity.kind === 'units' ? of.quantity.count : 1
}
