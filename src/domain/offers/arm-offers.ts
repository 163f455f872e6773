import type { Line } from '../basket/line.ts'
import type { SoldItem } from '../catalog/item.ts'
import type { CouponCode } from '../ids.ts'
import type { Member } from '../loyalty/member.ts'
import type { PresentedCoupon } from '../sale/facts.ts'
import type { ListLine } from '../shopping-list/shopping-list.ts'
import type { Offer } from './offer.ts'
import { manufacturerOffer } from './manufacturer-offer.ts'
import { offersConcerning, selfArmingFor, type OfferBook, type SelfArmingOffers } from './offer-book.ts'
import type { ArmedOffer } from './priced-basket.ts'

export interface ArmingInput {
  readonly book: OfferBook
  /** Not voided. */
  readonly lines: readonly Line[]
  readonly member?: Pick<Member, 'tier'> | undefined
  readonly list?: { readonly lines: readonly Pick<ListLine, 'offerIds'>[] } | undefined
  readonly coupons: readonly Pick<PresentedCoupon, 'couponCode' | 'offerId'>[]
}

/** What was found before in the same sale: for arming the next time, with one line more. */
export interface ArmingMemo {
  /** Offers by the items of the sale's lines; gone with the lines. */
  readonly found: WeakMap<SelfArmingOffers, WeakMap<SoldItem, readonly Offer[]>>
  /** Manufacturers' offers read from the sale's coupons. */
  readonly read: Map<CouponCode, CouponOffer | undefined>
  ordered: readonly ArmedOffer[]
}

export function openArmingMemo(): ArmingMemo {
  return { found: new WeakMap(), read: new Map(), ordered: [] }
}

/**
 * Finds the offers that are candidates in this sale, in offer id order, then coupon code.
 *
 * Automatic, member and tier offers arm when an item of theirs is in the basket, or when they are about the basket's
 * spend. Offers of the member's list always arm, so that the screen can show them unclaimed. Every presented coupon
 * arms its offer once. An offer armed in several ways without a coupon is armed once, by its own activation.
 *
 * @param memo of this one sale; changes how long it takes and nothing else
 */
export function armOffers({ book, lines, member, list, coupons }: ArmingInput, memo: ArmingMemo = openArmingMemo()): ArmedOffer[] {
  const offers = new Set<Offer>()
  for (const { offerIds } of list?.lines ?? []) for (const offerId of offerIds) addTo(offers, book.byId.get(offerId))
  for (const own of selfArmingFor(book, member)) addSelfArming(offers, own, lines, memo)
  const armed: ArmedOffer[] = []
  for (const offer of offers) armed.push({ offer, armedBy: armedBy(offer, member) })
  for (const [couponCode, of] of couponOffers(book, coupons, memo)) armed.push({ ...of, armedBy: 'coupon', couponCode })
  return (memo.ordered = sortLike(memo.ordered, armed)).slice()
}

/** Offer id first, then coupon code: the one order in which offers are listed everywhere. */
export function inOfferOrder(a: ArmedOffer, b: ArmedOffer): number {
  if (a.offer.offerId !== b.offer.offerId) return a.offer.offerId < b.offer.offerId ? -1 : 1
  const [aCode, bCode] = [a.couponCode ?? '', b.couponCode ?? '']
  return aCode === bCode ? 0 : aCode < bCode ? -1 : 1
}

/** By its own activation where that holds, else by the list that named it. */
function armedBy({ activation }: Offer, member: ArmingInput['member']): ArmedOffer['armedBy'] {
  if (activation.kind === 'automatic') return 'automatic'
  if (activation.kind === 'member' && member) return 'member'
  return activation.kind === 'tier' && member && activation.tiers.includes(member.tier) ? 'tier' : 'list'
}

function addTo(offers: Set<Offer>, offer: Offer | undefined): void {
  if (offer) offers.add(offer)
}

function addSelfArming(offers: Set<Offer>, own: SelfArmingOffers, lines: readonly Line[], { found }: ArmingMemo): void {
  for (const offer of own.basketOffers) offers.add(offer)
  const byItem = found.get(own) ?? new WeakMap<SoldItem, readonly Offer[]>()
  found.set(own, byItem)
  for (const { item } of lines) {
    const known = byItem.get(item) ?? offersConcerning(own, item)
    byItem.set(item, known)
    for (const offer of known) offers.add(offer)
  }
}

/** In offer order; those that were there before stand in it already, so only the others have to find their place. */
function sortLike(before: readonly ArmedOffer[], armed: readonly ArmedOffer[]): ArmedOffer[] {
  const byOffer = new Map(armed.flatMap((each) => (each.couponCode === undefined ? [[each.offer, each] as const] : [])))
  const known: ArmedOffer[] = []
  for (const { offer, couponCode } of before) {
    const own = couponCode === undefined ? byOffer.get(offer) : undefined
    if (own && byOffer.delete(offer)) known.push(own)
  }
  return [...known, ...byOffer.values(), ...armed.filter(({ couponCode }) => couponCode !== undefined)].sort(inOfferOrder)
}

type CouponOffer = Pick<ArmedOffer, 'offer' | 'remaining'>

/** Each code once, whoever presented it twice; a coupon whose offer has left the book arms nothing, and a manufacturer's brings its own. */
function couponOffers(book: OfferBook, coupons: ArmingInput['coupons'], { read }: ArmingMemo): Map<CouponCode, CouponOffer> {
  const byCode = new Map<CouponCode, CouponOffer>()
  for (const { couponCode, offerId } of coupons) {
    if (!read.has(couponCode)) read.set(couponCode, readManufacturers(couponCode))
    const offer = book.byId.get(offerId)
    const own = read.get(couponCode) ?? (offer && { offer })
    if (own) byCode.set(couponCode, own)
  }
  return byCode
}

function readManufacturers(couponCode: CouponCode): CouponOffer | undefined {
  const own = manufacturerOffer(couponCode)
  if (!own || !('offer' in own)) return undefined
  return own.mostMinor === undefined ? { offer: own.offer } : { offer: own.offer, remaining: { budgetMinor: own.mostMinor } }
}
