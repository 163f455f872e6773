import type { EntryMethod } from '../../domain/basket/line.ts'
import type { BusinessTime } from '../../domain/business-day/business-time.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { CashierId, SaleId, TenderId } from '../../domain/ids.ts'
import type { Member } from '../../domain/loyalty/member.ts'
import { armOffers } from '../../domain/offers/arm-offers.ts'
import { compileOfferBook } from '../../domain/offers/offer-book.ts'
import { priceBasket } from '../../domain/offers/price-basket.ts'
import type { PricedBasket } from '../../domain/offers/priced-basket.ts'
import { apply } from '../../domain/sale/apply.ts'
import type { Given } from '../../domain/sale/commands.ts'
import { decide, isRefusal } from '../../domain/sale/decide.ts'
import { noSale, soldLines, type Basket, type Sale } from '../../domain/sale/sale.ts'
import { emptyPriced } from '../../lane/price-sale.ts'
import { UsageError } from '../command.ts'
import type { PriceDocument, PriceItem } from './price-document.ts'

/** A basket priced exactly as a lane would, with the lines it was priced from. */
export interface PricedDocument {
  readonly lines: Basket['lines']
  readonly priced: PricedBasket
}

/**
 * Puts the document's lines into a sale by the rules of selling and prices it.
 * @throws UsageError naming the line, the coupon or the tax class that does not fit
 */
export function priceDocumentBasket(document: PriceDocument): PricedDocument {
  const lines = sell(document)
  const { member: given, list, taxClasses, earn } = document
  const member = given && memberOf(given)
  const book = compileOfferBook(document.offers)
  const armed = armOffers({ book, lines, member, list, coupons: presentedCoupons(document) })
  return { lines, priced: priceBasket({ lines, armed, time: businessTime(document), taxClasses, earn, hasMember: member !== undefined }) }
}

function sell(document: PriceDocument): Basket['lines'] {
  const given = givenOf(document)
  const sale = document.lines.reduce<Sale>((sale, line, index) => {
    const item = itemOf(line.item, document, index)
    const entry: EntryMethod = line.labelPriceMinor === undefined ? 'scanned' : 'weighed-label'
    const decision = decide(sale, { kind: 'add-item', item, gtin: item.gtins[0] ?? '', quantity: line.quantity, entry, labelPriceMinor: line.labelPriceMinor }, given)
    if (isRefusal(decision)) throw new UsageError(`lines[${index}]: ${decision.refused}`)
    return decision.reduce(apply, sale)
  }, noSale)
  return sale.kind === 'open' ? soldLines(sale.basket) : []
}

function itemOf({ priceMinor, prices, taxClassId, name, ...rest }: PriceItem, { taxClasses }: PriceDocument, index: number): Item {
  const tax = taxClassId ?? taxClasses[0]?.taxClassId
  if (tax === undefined || !taxClasses.some((each) => each.taxClassId === tax)) throw new UsageError(`lines[${index}].item.taxClassId: there is no tax class "${tax}" in taxClasses`)
  return { ...rest, name: name ?? { en: rest.itemId }, taxClassId: tax, prices: prices ?? [{ fromDay: '0001-01-01', priceMinor: priceMinor ?? 0 }] }
}

function memberOf(given: NonNullable<PriceDocument['member']>): Member {
  const { memberId, displayName = 'Member', cardLast4 = '0000', memberSince = '2000-01-01', tier = 'standard', language, pointsSynced = 0, pointsThrough = {}, nextVisit = [] } = given
  return { memberId, displayName, cardLast4, memberSince, tier, language, pointsSynced, pointsThrough, nextVisit }
}

function presentedCoupons({ coupons, offers }: PriceDocument): Basket['coupons'] {
  return coupons.map(({ offerId, couponCode }, index) => {
    const offer = offers.find((each) => each.offerId === offerId)
    if (offer?.activation.kind !== 'coupon') throw new UsageError(`coupons[${index}].offerId: there is no coupon offer "${offerId}" in offers`)
    return { couponCode, offerId, name: offer.name, singleUse: offer.activation.singleUse }
  })
}

function businessTime({ time }: PriceDocument): BusinessTime {
  return { day: time.day, minuteOfDay: time.minuteOfDay, weekday: ((new Date(`${time.day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1 }
}

function givenOf(document: PriceDocument): Given {
  const none = 'none'
  return { at: `${document.time.day}T00:00:00.000Z`, time: businessTime(document), cashierId: none as CashierId, newSaleId: none as SaleId, newTenderId: none as TenderId, priced: emptyPriced, receiptNumber: 1, pointsBalance: 0 }
}
