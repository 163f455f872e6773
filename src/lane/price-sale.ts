import type { BusinessTime } from '../domain/business-day/business-time.ts'
import type { Member } from '../domain/loyalty/member.ts'
import type { OwnPoints } from '../domain/loyalty/points-balance.ts'
import type { EarningMember } from '../domain/loyalty/work-out-points.ts'
import type { SaleId } from '../domain/ids.ts'
import { remainingOfTaken } from '../domain/loyalty/take-for-points.ts'
import { addOutcomes } from '../domain/offers/add-outcomes.ts'
import { armOffers, openArmingMemo, type ArmingMemo } from '../domain/offers/arm-offers.ts'
import { limitArmed } from '../domain/offers/limit-armed.ts'
import type { Offer } from '../domain/offers/offer.ts'
import { offerOfCoupon, type OfferBook } from '../domain/offers/offer-book.ts'
import { priceBasket } from '../domain/offers/price-basket.ts'
import type { OfferOutcome, OfferRemaining, PricedBasket } from '../domain/offers/priced-basket.ts'
import { openPricingMemo, type PricingMemo } from '../domain/offers/pricing-memo.ts'
import { showUnknownOffers } from '../domain/offers/unknown-offer.ts'
import type { PricedWith } from '../domain/sale/priced-with.ts'
import { saleTerms, type SaleTerms } from '../domain/sale/sale-terms.ts'
import { soldLines, type Basket } from '../domain/sale/sale.ts'
import type { Shop } from './shop.ts'

/** What pricing one sale keeps from scan to scan: never more than the sale's own lines and offers, and gone with it. */
export interface SaleMemo {
  readonly saleId: SaleId
  readonly arming: ArmingMemo
  readonly pricing: PricingMemo
  asked: AskedOfStore
}

/** What the disk was asked for one member, or for nobody: while a sale is open this lane moves none of it, since its own facts count when it ends. */
interface AskedOfStore {
  readonly member: Member | undefined
  /** What limits over many sales leave. */
  readonly left: Map<Offer, OfferRemaining | undefined>
  ownPoints?: readonly OwnPoints[] | undefined
}

export function openSaleMemo(saleId: SaleId): SaleMemo {
  return { saleId, arming: openArmingMemo(), pricing: openPricingMemo(), asked: { member: undefined, left: new Map() } }
}

/** @returns what is kept for this member, empty where it was last asked for another */
export function askedFor(memo: SaleMemo, member: Member | undefined): AskedOfStore {
  if (memo.asked.member !== member) memo.asked = { member, left: new Map() }
  return memo.asked
}

/**
 * The whole basket priced in one pass: what the screen shows is what the receipt will say.
 * @param remaining what limits over many sales leave of an offer; see `remainingFor`
 * @param memo      of this sale; makes the next price fast and changes nothing about it
 */
export function priceSale(basket: Basket, shop: Shop, time: BusinessTime, remaining: (offer: Offer) => OfferRemaining | undefined, memo: SaleMemo = openSaleMemo(basket.saleId)): PricedBasket {
  const lines = soldLines(basket)
  const { taxClasses, taxRounding, earnRules } = shop.settings
  const { member, list } = basket.attached ?? {}
  const armed = armOffers({ book: shop.book, lines, member, list, coupons: couponsInForce(basket, shop.book) }, memo.arming)
  const priced = priceBasket({ lines, armed: limitArmed(armed, leftFor(basket, askedOnce(remaining, askedFor(memo, member)))), time, taxClasses, taxRounding, earn: earnRules, hasMember: member !== undefined, member }, memo.pricing)
  return showUnknownOffers(showLapsedCoupons(priced, basket), shop.unknownOffers, { lines, member, list })
}

/**
 * Offers may change while a sale is open or parked. A coupon that was good for one before counts no more where that one has
 * another number by now, or counts otherwise: head office does not believe it either.
 */
function couponsInForce({ coupons }: Basket, book: OfferBook): Basket['coupons'] {
  return coupons.filter((coupon) => !book.byId.has(coupon.offerId) || offerOfCoupon(book, coupon)?.activation.singleUse === coupon.singleUse)
}

/** A coupon that was taken and arms nothing any more is shown as one that has ended. */
function showLapsedCoupons(priced: PricedBasket, { coupons }: Basket): PricedBasket {
  if (coupons.length === 0) return priced
  const known = new Set(priced.outcomes.map(({ couponCode }) => couponCode))
  const lapsed = coupons.filter(({ couponCode }) => !known.has(couponCode))
  return addOutcomes(priced, lapsed.map(({ offerId, name, couponCode }): OfferOutcome => ({ offerId, name, armedBy: 'coupon', couponCode, state: { kind: 'excluded', reason: 'expired' } })))
}

/** What costs points is given as often as the member has taken it. */
function leftFor({ taken = [] }: Basket, remaining: (offer: Offer) => OfferRemaining | undefined): (offer: Offer) => OfferRemaining | undefined {
  return (offer) => remainingOfTaken(offer, taken, remaining(offer))
}

function askedOnce(remaining: (offer: Offer) => OfferRemaining | undefined, { left }: AskedOfStore): (offer: Offer) => OfferRemaining | undefined {
  return (offer) => {
    if (!left.has(offer)) left.set(offer, remaining(offer))
    return left.get(offer)
  }
}

/** What whoever prices this basket again must know of the moment and of the shop; the rest is in the sale itself. */
export function pricedWith({ attached, itemsAt }: Basket, { edition }: Shop, time: BusinessTime): PricedWith {
  return { time, edition, ...(attached && { member: earningMember(attached.member), toldAt: attached.toldAt }), ...(itemsAt && { itemsAt }) }
}

function earningMember({ tier, birthday, paidUntilDay }: Member): EarningMember {
  return { tier, birthday, paidUntilDay }
}

/** What whoever brings some of it back is refunded by. */
export function termsOf(basket: Basket, { book, settings }: Shop, priced: PricedBasket): SaleTerms {
  return saleTerms({ lines: soldLines(basket), priced, book, settings, member: basket.attached?.member })
}

/** Nothing in it, nothing owed. */
export const emptyPriced: PricedBasket = {
  lines: [],
  outcomes: [],
  totals: { grossMinor: 0, discountMinor: 0, netMinor: 0, taxAddedMinor: 0, dueMinor: 0, unitCount: 0 },
  tax: [],
  pointsEarned: 0,
  provenBest: true,
}
