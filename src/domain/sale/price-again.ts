import type { BusinessTime } from '../business-day/business-time.ts'
import type { OfferId } from '../ids.ts'
import type { EarnRules } from '../loyalty/earn-rules.ts'
import { earnOnMoney } from '../loyalty/earn-on-money.ts'
import { sumOfParts } from '../loyalty/points-part.ts'
import { armOffers } from '../offers/arm-offers.ts'
import { manufacturerOffer } from '../offers/manufacturer-offer.ts'
import type { Offer } from '../offers/offer.ts'
import { offerOfCoupon, type OfferBook } from '../offers/offer-book.ts'
import { priceBasket } from '../offers/price-basket.ts'
import type { ArmedOffer, PricedBasket } from '../offers/priced-basket.ts'
import { windowState } from '../offers/window-state.ts'
import type { TaxClass, TaxRounding } from '../tax/tax.ts'
import { redeemedCoupons } from './complete-sale.ts'
import type { RedeemedCoupon, SaleCompleted } from './facts.ts'
import type { PricedWith } from './priced-with.ts'

/** The store's rules of the edition a sale was priced with, as head office itself has them. */
export interface OfficeBooks {
  readonly settings: { readonly taxClasses: readonly TaxClass[]; readonly taxRounding?: TaxRounding | undefined; readonly earnRules: EarnRules }
  readonly book: OfferBook
}

/** What head office has ever told the lanes of the member at the lane; empty without one. */
export interface MemberTold {
  readonly tiers: ReadonlySet<string>
  /** Offers of the list that the sale names. */
  readonly listOfferIds: ReadonlySet<string>
}

export interface PricedAgain {
  readonly priced: PricedBasket
  readonly redeemed: readonly RedeemedCoupon[]
  /** After what was paid with points. */
  readonly pointsEarned: number
}

/**
 * Prices a finished sale again, from its fact and the books of head office alone.
 *
 * Offers arm by themselves as they do at the lane. The fact is believed in what only the lane could see: what was
 * scanned, who was there, which coupons she handed over, what limits over many sales had left, which offers it did not understand. It is not believed that
 * a list carried an offer, or a member had a tier, that head office never told of, or that a coupon is one of an offer
 * whose number it does not bear.
 */
export function priceAgain(sale: SaleCompleted, { time, edition, member: known }: PricedWith, { settings, book }: OfficeBooks, told: MemberTold): PricedAgain {
  const coupons = couponsThen(sale, book, time)
  const hasMember = sale.member !== undefined
  const member = known && { ...known, tier: told.tiers.has(known.tier) ? known.tier : '' }
  const armable = armOffers({ book, lines: sale.lines, member: hasMember ? (member ?? { tier: '' }) : undefined, list: listThen(sale, told), coupons })
  const armed = armable.filter(({ offer }) => edition.unknownOfferIds?.includes(offer.offerId) !== true)
  const { taxClasses, taxRounding, earnRules: earn } = settings
  const priced = priceBasket({ lines: sale.lines, armed: withRemaining(armed, sale), time, taxClasses, taxRounding, earn, hasMember, member })
  return { priced, redeemed: redeemedCoupons(coupons, priced), pointsEarned: earnedThen(sale, priced, earn) }
}

type CouponThen = Pick<RedeemedCoupon, 'couponCode' | 'offerId' | 'singleUse'>

/** One that had lapsed at the lane is not counted here either: what its offer was when it was taken, the fact does not say. */
function couponsThen({ priced }: SaleCompleted, book: OfferBook, time: BusinessTime): CouponThen[] {
  return priced.outcomes.flatMap(({ couponCode, offerId, state }) => {
    if (couponCode === undefined) return []
    const own = manufacturerOffer(couponCode)
    if (own) return 'offer' in own ? [{ couponCode, offerId: own.offer.offerId, singleUse: own.coupon.serial !== undefined }] : []
    const offer = offerOfCoupon(book, { offerId, couponCode })
    const hasLapsed = offer && state.kind === 'excluded' && state.reason === 'expired' && windowState(offer.window, time) !== 'expired'
    return offer && !hasLapsed ? [{ couponCode, offerId, singleUse: offer.activation.singleUse }] : []
  })
}

/** A list changes with every purchase. Offers the lane armed without a coupon may have come from it, if they were ever on it. */
function listThen({ list, priced }: SaleCompleted, { listOfferIds }: MemberTold): { readonly lines: readonly { readonly offerIds: readonly OfferId[] }[] } | undefined {
  if (!list) return undefined
  const offerIds = priced.outcomes.flatMap(({ offerId, couponCode }) => (couponCode === undefined && listOfferIds.has(offerId) ? [offerId] : []))
  return { lines: [{ offerIds }] }
}

/** What limits had left is the lane's word. Where it says nothing of an offer that is not everybody's without end, nothing was left. */
function withRemaining(armed: readonly ArmedOffer[], { priced }: SaleCompleted): ArmedOffer[] {
  const then = new Map(priced.outcomes.map((outcome) => [placeOf(outcome.offerId, outcome.couponCode), outcome]))
  return armed.map((each) => {
    const outcome = then.get(placeOf(each.offer.offerId, each.couponCode))
    const remaining = outcome?.remaining ?? (outcome && isRationed(each.offer) ? { rewardCount: 0 } : undefined)
    return remaining === undefined ? each : { ...each, remaining }
  })
}

function isRationed({ limits: { perMember, perMemberDay, total, budgetMinor }, pointsPrice }: Offer): boolean {
  return [perMember, perMemberDay, total, budgetMinor, pointsPrice].some((limit) => limit !== undefined)
}

/** What is paid with points earns none. */
function earnedThen({ tenders }: SaleCompleted, { pointsParts, pointsEarned, totals }: PricedBasket, { mostPerSale }: EarnRules): number {
  const paidInPointsMinor = tenders.reduce((sum, { tenderKind, amountMinor }) => sum + (tenderKind === 'points' ? amountMinor : 0), 0)
  return pointsParts ? sumOfParts(earnOnMoney(pointsParts, { dueMinor: totals.dueMinor, paidInPointsMinor }, mostPerSale)) : pointsEarned
}

function placeOf(offerId: string, couponCode: string | undefined): string {
  return `${offerId} ${couponCode ?? ''}`
}
