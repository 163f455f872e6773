import type { Line } from '../basket/line.ts'
import type { SoldItem } from '../catalog/item.ts'
import type { CouponCode } from '../ids.ts'
import type { Member } from '../loyalty/member.ts'
import type { PresentedCoupon } from '../sale/facts.ts'
import type { ListLine } from '../shopping-list/shopping-list.ts'
import { linesAdded } from './lines-added.ts'
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
  last: LastArmed | undefined
}

/** What was armed last, and for what. */
interface LastArmed {
  readonly input: ArmingInput
  readonly armed: readonly ArmedOffer[]
}

export function openArmingMemo(): ArmingMemo {
  return { found: new WeakMap(), read: new Map(), last: undefined }
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
export function armOffers(input: ArmingInput, memo: ArmingMemo = openArmingMemo()): readonly ArmedOffer[] {
  const { last } = memo
  const added = last && isSameCustomer(last.input, input) ? linesAdded(last.input.lines, input.lines) : undefined
  const armed = last && added ? armMore(last.armed, added, input, memo) : armAll(input, memo)
  memo.last = { input, armed }
  return armed
}

function armAll(input: ArmingInput, memo: ArmingMemo): ArmedOffer[] {
  const { book, lines, member, list, coupons } = input
  const offers = new Set<Offer>()
  for (const { offerIds } of list?.lines ?? []) for (const offerId of offerIds) addTo(offers, book.byId.get(offerId))
  for (const { basketOffers } of selfArmingFor(book, member)) for (const offer of basketOffers) offers.add(offer)
  for (const offer of offersOn(lines, input, memo)) offers.add(offer)
  const armed = Array.from(offers, (offer): ArmedOffer => ({ offer, armedBy: armedBy(offer, member) }))
  for (const [couponCode, of] of couponOffers(book, coupons, memo)) armed.push({ ...of, armedBy: 'coupon', couponCode })
  return armed.sort(inOfferOrder)
}

function armMore(before: readonly ArmedOffer[], added: readonly Line[], input: ArmingInput, memo: ArmingMemo): readonly ArmedOffer[] {
  const isArmed = (offer: Offer): boolean => before.some((each) => each.offer === offer && each.couponCode === undefined)
  const more = [...new Set(offersOn(added, input, memo))].filter((offer) => !isArmed(offer))
  return more.length === 0 ? before : [...before, ...more.map((offer): ArmedOffer => ({ offer, armedBy: armedBy(offer, input.member) }))].sort(inOfferOrder)
}

/** True when nothing but the goods can arm other offers. */
function isSameCustomer(before: ArmingInput, now: ArmingInput): boolean {
  const { book, member, list, coupons } = now
  return before.book === book && before.member?.tier === member?.tier && before.list === list && before.coupons.length === coupons.length && before.coupons.every((coupon, position) => coupon === coupons[position])
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

/** Offers whose items are on the lines; one may come twice. */
function offersOn(lines: readonly Line[], { book, member }: ArmingInput, { found }: ArmingMemo): Offer[] {
  const offers: Offer[] = []
  for (const own of selfArmingFor(book, member)) {
    const byItem = found.get(own) ?? new WeakMap<SoldItem, readonly Offer[]>()
    found.set(own, byItem)
    for (const { item } of lines) {
      const known = byItem.get(item) ?? offersConcerning(own, item)
      byItem.set(item, known)
      for (const offer of known) offers.push(offer)
    }
  }
  return offers
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
