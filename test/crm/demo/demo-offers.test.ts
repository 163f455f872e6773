import { describe, expect, it } from 'vitest'
import { offer as offerSchema } from '../../../src/contract/offer.ts'
import { demoItems } from '../../../src/crm/demo/demo-items.ts'
import { demoOffers } from '../../../src/crm/demo/demo-offers.ts'
import { demoSettings } from '../../../src/crm/demo/demo-settings.ts'
import { hasCheckDigit } from '../../../src/domain/barcode/check-digit.ts'
import { grossOf, type Line, type Quantity } from '../../../src/domain/basket/line.ts'
import type { Item } from '../../../src/domain/catalog/item.ts'
import type { LineId } from '../../../src/domain/ids.ts'
import { seatSets } from '../../../src/domain/offers/seats.ts'
import { inItemSet } from '../../../src/domain/offers/item-set.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { priceBasket } from '../../../src/domain/offers/price-basket.ts'

const today = '2026-04-01'
const offers = demoOffers(today)
const settings = demoSettings({ couponSecret: 'coupon-secret-of-a-test', memberSecret: 'member-secret-of-a-test' })
const running = offers.filter((offer) => offer.window.fromDay <= today && offer.window.untilDay >= today)

function ofKind(kind: Offer['activation']['kind']): Offer[] {
  return offers.filter((offer) => offer.activation.kind === kind)
}

function itemsOf(offer: Offer): Item[] {
  const sold = offer.condition.kind === 'basket' ? demoItems.filter((item) => item.discountable) : demoItems
  return sold.filter((item) => seatSets(offer).some((set) => inItemSet(set, item)))
}

/** Plenty of everything the offer speaks of. */
function basketFor(offer: Offer): Line[] {
  const items = itemsOf(offer).slice(0, 6)
  return items.map((item, index) => {
    const quantity: Quantity = item.soldBy === 'weight' ? { kind: 'weight', grams: 5000 } : { kind: 'units', count: 12 }
    const unitPriceMinor = item.prices.at(-1)?.priceMinor ?? 0
    return { lineId: String(index + 1) as LineId, item: { ...item, gtin: item.gtins[0] ?? '', unitPriceMinor }, quantity, entry: 'scanned', grossMinor: grossOf(unitPriceMinor, quantity), state: 'sold' }
  })
}

/** A moment at which the offer counts: the weekday and hour it asks for. */
function momentOf(offer: Offer): { readonly day: string; readonly weekday: number; readonly minuteOfDay: number } {
  return { day: today, weekday: offer.window.weekdays?.[0] ?? 3, minuteOfDay: offer.window.minutes?.from ?? 600 }
}

describe('the demo store\'s offers', () => {
  it('are many, of every sort', () => {
    expect(offers.length).toBeGreaterThanOrEqual(45)
    expect(ofKind('list').length).toBeGreaterThanOrEqual(25)
    expect(ofKind('coupon').length).toBeGreaterThanOrEqual(10)
    for (const kind of ['automatic', 'member', 'tier'] as const) expect(ofKind(kind).length).toBeGreaterThanOrEqual(2)
    expect(new Set(ofKind('list').map((offer) => offer.reward.kind))).toEqual(new Set(['percent-off', 'amount-off', 'fixed-price', 'n-for-m', 'bonus-points']))
    expect(new Set(offers.map((offer) => offer.reward.kind)).size).toBe(8)
  })

  it('have an id, a name in each language and a coupon number of their own', () => {
    const references = offers.flatMap((offer) => (offer.activation.kind === 'coupon' ? [offer.activation.reference] : []))
    for (const texts of [offers.map((offer) => offer.offerId), offers.map((offer) => offer.name.en), offers.map((offer) => offer.name.zh), references]) expect(new Set(texts).size).toBe(texts.length)
    expect(references.filter((reference) => !/^952\d{10}$/.test(reference) || !hasCheckDigit(reference))).toEqual([])
  })

  it('name no supplier the store does not buy from', () => {
    const suppliers = new Set(demoItems.flatMap((item) => item.supplierId ?? []))
    const paying = offers.flatMap((offer) => offer.funding.supplierId ?? [])
    expect(paying.length).toBeGreaterThanOrEqual(10)
    expect(paying.filter((supplierId) => !suppliers.has(supplierId))).toEqual([])
  })

  it.each(offers.map((offer) => [offer.offerId, offer] as const))('%s is sound and speaks of items that are sold', (_, offer) => {
    expect(offerSchema.parse(offer)).toEqual(offer)
    expect(itemsOf(offer)).not.toEqual([])
    const named = seatSets(offer).flatMap((set) => set.itemIds ?? [])
    expect(named.filter((itemId) => !demoItems.some((item) => item.itemId === itemId))).toEqual([])
  })

  it.each(running.map((offer) => [offer.offerId, offer] as const))('%s pays off in a basket that is full of it', (_, offer) => {
    const { activation } = offer
    const armedBy = activation.kind
    const { outcomes } = priceBasket({ lines: basketFor(offer), armed: [{ offer, armedBy }], time: momentOf(offer), taxClasses: settings.taxClasses, earn: settings.earnRules, hasMember: true })
    expect(outcomes).toMatchObject([{ offerId: offer.offerId, state: { kind: 'applied' } }])
    const [{ state } = { state: undefined }] = outcomes
    expect(state?.kind === 'applied' && state.amountMinor + state.points).toBeGreaterThan(0)
  })
})
