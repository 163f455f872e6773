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
  readonly forEverybody: SelfArmingOffers
  readonly forMembers: SelfArmingOffers
  /** An offer for several tiers is with each. */
  readonly forTier: ReadonlyMap<string, SelfArmingOffers>
}

/** Offers that a basket of certain customers arms by itself. List and coupon offers are asked for by id. */
export interface SelfArmingOffers {
  /** On the basket's spend: armed whatever is in it. */
  readonly basketOffers: readonly Offer[]
  /** Armed once an item of theirs is in the basket. */
  readonly itemOffers: SetIndex<Offer>
}

type CouponOffer = Offer & { readonly activation: { readonly kind: 'coupon' } }

/** @param offers in any order; of two with the same id the later one stands */
export function compileOfferBook(offers: readonly Offer[]): OfferBook {
  const byId = new Map<string, Offer>(offers.map((offer) => [offer.offerId, offer]))
  const ordered = [...byId.values()].sort((a, b) => (a.offerId < b.offerId ? -1 : 1))
  const couponOffers = ordered.filter(({ activation }) => activation.kind === 'coupon')
  return {
    byId,
    byCouponReference: byReference(couponOffers),
    couponOffers,
    forEverybody: fileOffers(ordered.filter(({ activation }) => activation.kind === 'automatic')),
    forMembers: fileOffers(ordered.filter(({ activation }) => activation.kind === 'member')),
    forTier: new Map([...byTier(ordered)].map(([tier, own]) => [tier, fileOffers(own)])),
  }
}

/** What a basket arms by itself for a customer, wherever it is filed. */
export function selfArmingFor({ forEverybody, forMembers, forTier }: OfferBook, member: { readonly tier: string } | undefined): SelfArmingOffers[] {
  if (!member) return [forEverybody]
  const own = forTier.get(member.tier)
  return own ? [forEverybody, forMembers, own] : [forEverybody, forMembers]
}

/**
 * The coupon offer of a presented coupon, as long as the coupon bears its number: an offer may have been given another one
 * since. Undefined also for a manufacturer's coupon, which brings its offer itself.
 */
export function offerOfCoupon({ byId }: OfferBook, { offerId, couponCode }: { readonly offerId: string; readonly couponCode: string }): CouponOffer | undefined {
  const offer = byId.get(offerId)
  return offer && isCouponOffer(offer) && couponCode.startsWith(offer.activation.reference) ? offer : undefined
}

function isCouponOffer(offer: Offer): offer is CouponOffer {
  return offer.activation.kind === 'coupon'
}

/** Those of the offers whose item set holds the item, each once. */
export function offersConcerning({ itemOffers }: SelfArmingOffers, item: SetMember): Offer[] {
  return [...new Set(foundByItem(itemOffers, item))].filter((offer) => seatSets(offer).some((set) => inItemSet(set, item)))
}

function fileOffers(offers: readonly Offer[]): SelfArmingOffers {
  const itemOffers = emptySetIndex<Offer>()
  for (const offer of offers) if (offer.condition.kind !== 'basket') for (const set of seatSets(offer)) fileUnderSet(itemOffers, set, offer)
  return { basketOffers: offers.filter(({ condition }) => condition.kind === 'basket'), itemOffers }
}

function byTier(offers: readonly Offer[]): Map<string, Offer[]> {
  const tiers = new Map<string, Offer[]>()
  for (const offer of offers) {
    if (offer.activation.kind !== 'tier') continue
    for (const tier of new Set(offer.activation.tiers)) {
      const own = tiers.get(tier)
      if (own) own.push(offer)
      else tiers.set(tier, [offer])
    }
  }
  return tiers
}

function byReference(couponOffers: readonly Offer[]): Map<string, Offer> {
  const byCouponReference = new Map<string, Offer>()
  for (const offer of couponOffers.toReversed()) if (offer.activation.kind === 'coupon') byCouponReference.set(offer.activation.reference, offer)
  return byCouponReference
}
