import type { EntryMethod } from '../../domain/basket/line.ts'
import type { BusinessTime } from '../../domain/business-day/business-time.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { CashierId, JournalId, SaleId, TaxClassId, TenderId } from '../../domain/ids.ts'
import { clawBack, type ClawedBack } from '../../domain/loyalty/claw-back.ts'
import type { Member } from '../../domain/loyalty/member.ts'
import { remainingOfTaken, type TakenOffer } from '../../domain/loyalty/take-for-points.ts'
import { armOffers } from '../../domain/offers/arm-offers.ts'
import { limitArmed } from '../../domain/offers/limit-armed.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { compileOfferBook } from '../../domain/offers/offer-book.ts'
import { priceBasket, type PricingInput } from '../../domain/offers/price-basket.ts'
import { priceReturn, type PricedReturn } from '../../domain/offers/price-return.ts'
import type { ArmedOffer, OfferRemaining, PricedBasket } from '../../domain/offers/priced-basket.ts'
import { fileUnknownOffers, showUnknownOffers } from '../../domain/offers/unknown-offer.ts'
import { remainingOf } from '../../domain/offers/remaining.ts'
import { apply } from '../../domain/sale/apply.ts'
import type { Given } from '../../domain/sale/commands.ts'
import { decide, isRefusal } from '../../domain/sale/decide.ts'
import { redeemedCoupons } from '../../domain/sale/complete-sale.ts'
import type { PresentedCoupon, SalePoints } from '../../domain/sale/facts.ts'
import { noSale, soldLines, type Basket, type Sale } from '../../domain/sale/sale.ts'
import type { TaxClass } from '../../domain/tax/tax.ts'
import { emptyPriced } from '../../lane/price-sale.ts'
import { UsageError } from '../command.ts'
import { documentPoints } from './document-points.ts'
import type { PriceDocument, PriceItem } from './price-document.ts'
import { readCoupon } from './read-coupon.ts'

/** A basket priced exactly as a lane would, with the lines it was priced from. */
export interface PricedDocument {
  readonly lines: Basket['lines']
  readonly priced: PricedBasket
  /** When the document brings something back. */
  readonly returned?: PricedReturn | undefined
  /** With a member. */
  readonly points?: SalePoints | undefined
  /** What the return does to points, coupons and list; with a member. */
  readonly clawedBack?: ClawedBack | undefined
}

const noTax: TaxClass = { taxClassId: 'none' as TaxClassId, name: 'no tax', letter: '-', rateBasisPoints: 0, kind: 'included' }

/**
 * Puts the document's lines into a sale by the rules of selling and prices it.
 * @throws UsageError naming the basket line that the rules of selling refuse
 */
export function priceDocumentBasket(document: PriceDocument): PricedDocument {
  const lines = sell(document)
  const member = document.member && memberOf(document.member)
  const sold: PricingInput = { lines, armed: armedIn(document, lines), time: businessTime(document), taxClasses: document.taxes ?? [noTax], taxRounding: document.taxRounding, earn: document.earn, hasMember: member !== undefined, member }
  const priced = showUnknownOffers(priceBasket(sold), fileUnknownOffers(document.unknownOffers), { lines, member, list: document.list })
  const points = member && documentPoints(document, member, priced)
  if (document.returns.length === 0) return { lines, priced, points: points?.sale }
  const returned = document.returns.map(({ line, unitCount }) => ({ lineIndex: line, unitCount }))
  const clawedBack = points && clawBack({ sold, completed: { priced, points: points.sale, tenders: points.tenders, redeemed: redeemedCoupons(presentedCoupons(document), priced) }, returned })
  return { lines, priced, points: points?.sale, returned: priceReturn({ sold, priced, returned }), clawedBack }
}

function armedIn(document: PriceDocument, lines: Basket['lines']): ArmedOffer[] {
  const { member, list, offers, remaining } = document
  const taken = takenIn(document)
  const armed = armOffers({ book: compileOfferBook(offers), lines, member: member && memberOf(member), list, coupons: presentedCoupons(document) })
  return limitArmed(armed, (offer) => remainingOfTaken(offer, taken, remaining[offer.offerId] ?? nothingGivenBefore(offer, document)))
}

function takenIn({ offers, taken }: PriceDocument): TakenOffer[] {
  return offers.flatMap(({ offerId, pointsPrice }) => {
    const rewardCount = taken[offerId]
    return pointsPrice === undefined || rewardCount === undefined ? [] : [{ offerId, rewardCount, pointsPrice }]
  })
}

/** What limits over many sales leave where the document does not say: the whole limit, less what the member has had. */
function nothingGivenBefore(offer: Offer, { member, businessTime }: PriceDocument): OfferRemaining | undefined {
  const { total, budgetMinor } = offer.limits
  return remainingOf(offer, { journalId: 'none' as JournalId, day: businessTime.day, member, ownOfMember: [], ownTotal: { rewardCount: 0, amountMinor: 0 }, allowance: { rewardCount: total, budgetMinor } })
}

function sell(document: PriceDocument): Basket['lines'] {
  const given = givenOf(document)
  const items = new Map<string, Item>(document.items.map((each) => [each.itemId, itemOf(each)]))
  const sale = document.basket.reduce<Sale>((sale, { itemId, quantity, labelPriceMinor }, index) => {
    const item = items.get(itemId)
    if (!item) throw new UsageError(`basket[${index}].itemId: there is no item "${itemId}" in items`)
    const entry: EntryMethod = labelPriceMinor === undefined ? 'scanned' : 'weighed-label'
    const decision = decide(sale, { kind: 'add-item', item, gtin: item.gtins[0] ?? '', quantity, entry, labelPriceMinor }, given)
    if (isRefusal(decision)) throw new UsageError(`basket[${index}]: ${decision.refused}`)
    return decision.reduce(apply, sale)
  }, noSale)
  return sale.kind === 'open' ? soldLines(sale.basket) : []
}

/** An item with everything a sale asks for. */
export function itemOf({ priceMinor, prices, taxClassId, name, ...rest }: PriceItem): Item {
  return { ...rest, name: name ?? { en: rest.itemId }, taxClassId: taxClassId ?? noTax.taxClassId, prices: prices ?? [{ fromDay: '0001-01-01', priceMinor: priceMinor ?? 0 }] }
}

function memberOf(given: NonNullable<PriceDocument['member']>): Member {
  const { memberId, displayName = 'Member', cardLast4 = '0000', memberSince = '2000-01-01', tier = 'standard', pointsSynced = 0, pointsThrough = {}, nextVisit = [], ...rest } = given
  return { ...rest, memberId, displayName, cardLast4, memberSince, tier, pointsSynced, pointsThrough, nextVisit }
}

function presentedCoupons({ coupons, offers }: PriceDocument): Basket['coupons'] {
  return coupons.flatMap((coupon) => {
    if ('code' in coupon) return presentedByCode(coupon.code)
    const { offerId, couponCode } = coupon
    const offer = offers.find((each) => each.offerId === offerId)
    return offer?.activation.kind === 'coupon' ? [{ couponCode, offerId, name: offer.name, singleUse: offer.activation.singleUse }] : []
  })
}

/** The document's door has refused every code that cannot be presented. */
function presentedByCode(code: string): PresentedCoupon[] {
  const presented = readCoupon(code)
  return 'wrong' in presented ? [] : [presented]
}

function businessTime({ businessTime: { day, minuteOfDay } }: PriceDocument): BusinessTime {
  return { day, minuteOfDay, weekday: ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1 }
}

function givenOf(document: PriceDocument): Given {
  const none = 'none'
  return { at: `${document.businessTime.day}T00:00:00.000Z`, time: businessTime(document), cashierId: none as CashierId, newSaleId: none as SaleId, newTenderId: none as TenderId, priced: emptyPriced, receiptNumber: 1, pointsBalance: 0 }
}
