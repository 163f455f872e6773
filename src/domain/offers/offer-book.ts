import { inItemSet, type SetMember } from './item-set.ts'
import type { Offer } from './offer.ts'
import { seatSets } from './seats.ts'
import { emptySetIndex, fileUnderSet, foundByItem, type SetIndex } from './set-index.ts'

/** Every offer of the store, filed so that a basket touches only those that can concern it. Compiled once per edition. */
export interface OfferBook {
  readonly byId: ReadonlyMap<string, Offer>
  /** By the 13 digits of a Global Coupon Number; of two offers with one number, the one with the lower id. */
  readonly byCouponReference: ReadonlyMap<string, Offer>
  /** Coupon offers in id order. */
  readonly couponOffers: readonly Offer[]
  /** Offers a basket arms by itself whatever is in it: automatic, member and tier offers on the basket's spend. */
  readonly basketOffers: readonly Offer[]
  /** Offers a basket arms by itself once an item of theirs is in it. List and coupon offers are asked for by id. */
  readonly itemOffers: SetIndex<Offer>
}

/** @param offers in any order; of two with the same id the later one stands */
export function compileOfferBook(offers: readonly Offer[]): OfferBook {
  const byId = new Map<string, Offer>(offers.map((offer) => [offer.offerId, offer]))
  const ordered = [...byId.values()].sort((a, b) => (a.offerId < b.offerId ? -1 : 1))
  const selfArming = ordered.filter(({ activation }) => activation.kind !== 'coupon' && activation.kind !== 'list')
  const couponOffers = ordered.filter(({ activation }) => activation.kind === 'coupon')
  const itemOffers = emptySetIndex<Offer>()
  for (const offer of selfArming) if (offer.condition.kind !== 'basket') for (const set of seatSets(offer)) fileUnderSet(itemOffers, set, offer)
  return { byId, byCouponReference: byReference(couponOffers), couponOffers, basketOffers: selfArming.filter(({ condition }) => condition.kind === 'basket'), itemOffers }
}

/** Automatic, member and tier offers whose item set holds the item; one may come twice. */
export function offersConcerning(book: OfferBook, item: SetMember): Offer[] {
  return foundByItem(book.itemOffers, item).filter((offer) => offer.condition.kind !== 'basket' && seatSets(offer).some((set) => inItemSet(set, item)))
}

function byReference(couponOffers: readonly Offer[]): Map<string, Offer> {
  const byCouponReference = new Map<string, Offer>()
  for (const offer of couponOffers.toReversed()) if (offer.activation.kind === 'coupon') byCouponReference.set(offer.activation.reference, offer)
  return byCouponReference
}
