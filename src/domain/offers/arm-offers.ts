import type { Line } from '../basket/line.ts'
import type { CouponCode, ItemId } from '../ids.ts'
import type { Member } from '../loyalty/member.ts'
import type { PresentedCoupon } from '../sale/facts.ts'
import type { ListLine } from '../shopping-list/shopping-list.ts'
import type { Offer } from './offer.ts'
import { manufacturerOffer } from './manufacturer-offer.ts'
import { offersConcerning, type OfferBook } from './offer-book.ts'
import type { ArmedOffer } from './priced-basket.ts'

export interface ArmingInput {
  readonly book: OfferBook
  /** Not voided. */
  readonly lines: readonly Line[]
  readonly member?: Pick<Member, 'tier'> | undefined
  readonly list?: { readonly lines: readonly Pick<ListLine, 'offerIds'>[] } | undefined
  readonly coupons: readonly Pick<PresentedCoupon, 'couponCode' | 'offerId'>[]
}

/**
 * Finds the offers that are candidates in this sale, in offer id order, then coupon code.
 *
 * Automatic, member and tier offers arm when an item of theirs is in the basket, or when they are about the basket's
 * spend. Offers of the member's list always arm, so that the screen can show them unclaimed. Every presented coupon
 * arms its offer once. An offer armed in several ways without a coupon is armed once, by its own activation.
 */
export function armOffers({ book, lines, member, list, coupons }: ArmingInput): ArmedOffer[] {
  const armed = new Map<string, ArmedOffer>()
  for (const offer of listOffers(book, list)) armed.set(offer.offerId, { offer, armedBy: 'list' })
  for (const offer of selfArming(book, lines)) arm(armed, offer, member)
  for (const { offer } of [...armed.values()]) arm(armed, offer, member)
  for (const [couponCode, of] of couponOffers(book, coupons)) armed.set(`${of.offer.offerId} ${couponCode}`, { ...of, armedBy: 'coupon', couponCode })
  return [...armed.values()].sort(inOfferOrder)
}

/** Offer id first, then coupon code: the one order in which offers are listed everywhere. */
export function inOfferOrder(a: ArmedOffer, b: ArmedOffer): number {
  if (a.offer.offerId !== b.offer.offerId) return a.offer.offerId < b.offer.offerId ? -1 : 1
  const [aCode, bCode] = [a.couponCode ?? '', b.couponCode ?? '']
  return aCode === bCode ? 0 : aCode < bCode ? -1 : 1
}

function arm(armed: Map<string, ArmedOffer>, offer: Offer, member: ArmingInput['member']): void {
  const { activation } = offer
  if (activation.kind === 'automatic') armed.set(offer.offerId, { offer, armedBy: 'automatic' })
  if (activation.kind === 'member' && member) armed.set(offer.offerId, { offer, armedBy: 'member' })
  if (activation.kind === 'tier' && member && activation.tiers.includes(member.tier)) armed.set(offer.offerId, { offer, armedBy: 'tier' })
}

function listOffers(book: OfferBook, list: ArmingInput['list']): Offer[] {
  return (list?.lines ?? []).flatMap((line) => line.offerIds.flatMap((offerId) => book.byId.get(offerId) ?? []))
}

function selfArming(book: OfferBook, lines: readonly Line[]): Offer[] {
  const asked = new Set<ItemId>()
  const found = [...book.basketOffers]
  for (const { item } of lines) {
    if (asked.has(item.itemId)) continue
    asked.add(item.itemId)
    for (const offer of offersConcerning(book, item)) found.push(offer)
  }
  return found
}

/** Each code once, whoever presented it twice; a coupon whose offer has left the book arms nothing, and a manufacturer's brings its own. */
function couponOffers(book: OfferBook, coupons: ArmingInput['coupons']): Map<CouponCode, Pick<ArmedOffer, 'offer' | 'remaining'>> {
  const byCode = new Map<CouponCode, Pick<ArmedOffer, 'offer' | 'remaining'>>()
  for (const { couponCode, offerId } of coupons) {
    const offer = book.byId.get(offerId)
    const own = manufacturerOffer(couponCode)
    if (own && 'offer' in own) byCode.set(couponCode, own.mostMinor === undefined ? { offer: own.offer } : { offer: own.offer, remaining: { budgetMinor: own.mostMinor } })
    else if (offer) byCode.set(couponCode, { offer })
  }
  return byCode
}
