import type { Line } from '../../src/domain/basket/line.ts'
import type { BusinessTime } from '../../src/domain/business-day/business-time.ts'
import type { SoldItem } from '../../src/domain/catalog/item.ts'
import type { CouponCode, ItemId, LineId, OfferId, TaxClassId } from '../../src/domain/ids.ts'
import type { ItemSet, Offer } from '../../src/domain/offers/offer.ts'
import { priceBasket, type PricingInput } from '../../src/domain/offers/price-basket.ts'
import type { ArmedOffer, OfferState, PricedBasket } from '../../src/domain/offers/priced-basket.ts'
import type { PricingMemo } from '../../src/domain/offers/pricing-memo.ts'
import type { TaxClass } from '../../src/domain/tax/tax.ts'

/** Sunday 22 November 2026, ten in the morning. */
export const sundayMorning: BusinessTime = { day: '2026-11-22', weekday: 7, minuteOfDay: 600 }

export const taxA: TaxClass = { taxClassId: 'A' as TaxClassId, name: 'Standard', letter: 'A', rateBasisPoints: 2000, kind: 'included' }
export const taxB: TaxClass = { taxClassId: 'B' as TaxClassId, name: 'Reduced', letter: 'B', rateBasisPoints: 700, kind: 'added' }

export type ItemPart = Partial<Omit<SoldItem, 'itemId' | 'taxClassId' | 'name'>> & { readonly taxClassId?: string }

/** A line of `count` units at `unitMinor`, or one of a weighed item when `grams` is given: `unitMinor` is then its gross. */
export function line(lineId: string, itemId: string, unitMinor: number, count = 1, { taxClassId = 'A', ...part }: ItemPart = {}, grams?: number): Line {
  const item = { itemId: itemId as ItemId, gtin: '', name: { en: itemId }, departmentId: 'd', categoryId: 'c', tags: [], discountable: true, unitPriceMinor: unitMinor, ...part, taxClassId: taxClassId as TaxClassId }
  const quantity = grams === undefined ? ({ kind: 'units', count } as const) : ({ kind: 'weight', grams } as const)
  return { lineId: lineId as LineId, item, quantity, entry: 'scanned', grossMinor: grams === undefined ? unitMinor * count : unitMinor, state: 'sold' }
}

export type OfferPart = Partial<Omit<Offer, 'offerId' | 'reward' | 'funding'>> & { readonly funding?: Partial<Offer['funding']> }

/** An offer that always holds for one unit of any item, unless told otherwise. */
export function offer(offerId: string, reward: Offer['reward'], { funding, ...part }: OfferPart = {}): Offer {
  return {
    offerId: offerId as OfferId,
    name: { en: offerId },
    activation: { kind: 'automatic' },
    window: { fromDay: '2026-01-01', untilDay: '2026-12-31' },
    condition: { kind: 'quantity', set: {}, unitCount: 1 },
    limits: {},
    stackingGroup: 'item',
    ...part,
    reward,
    funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true, ...funding },
  }
}

/** So many units of the named items. */
export function unitsOf(itemIds: readonly string[], unitCount = 1): Offer['condition'] {
  return { kind: 'quantity', set: setOf(itemIds), unitCount }
}

export function setOf(itemIds: readonly string[]): ItemSet {
  return { itemIds: itemIds.map((itemId) => itemId as ItemId) }
}

export function armed(of: Offer): ArmedOffer {
  return { offer: of, armedBy: 'automatic' }
}

/** The same offer armed by a coupon that is used up. */
export function byCoupon(of: Offer, couponCode = '9521234000001', singleUse = true): ArmedOffer {
  return { offer: { ...of, activation: { kind: 'coupon', reference: couponCode, singleUse } }, armedBy: 'coupon', couponCode: couponCode as CouponCode }
}

export function price(lines: readonly Line[], offers: readonly (Offer | ArmedOffer)[], part: Partial<PricingInput> = {}, memo?: PricingMemo): PricedBasket {
  const armedOffers = offers.map((each) => ('offer' in each ? each : armed(each)))
  return priceBasket({ lines, armed: armedOffers, time: sundayMorning, taxClasses: [taxA, taxB], earn: { points: 1, perMinor: 100 }, hasMember: false, ...part }, memo)
}

export function stateOf(priced: PricedBasket, offerId: string): OfferState | undefined {
  return priced.outcomes.find((outcome) => outcome.offerId === offerId)?.state
}

export function netOf(priced: PricedBasket): number[] {
  return priced.lines.map((each) => each.netMinor)
}
