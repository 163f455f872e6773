import type { Offer } from '../domain/offers/offer.ts'
import type { OfferRemaining } from '../domain/offers/priced-basket.ts'
import { remainingOf, type OfferAllowance } from '../domain/offers/remaining.ts'
import type { Basket } from '../domain/sale/sale.ts'
import type { LaneStore } from './store/open-lane-store.ts'

/**
 * Allowances as the sale under way has seen them, by offer id. What head office releases meanwhile counts from the next
 * sale on: what is due must not change while it is being paid.
 */
export type SeenAllowances = Map<string, OfferAllowance | undefined>

/** What the limits of an offer over many sales leave for this basket, as this lane knows it with or without the network. */
export function remainingFor({ attached, businessDay }: Basket, { own, replica, identity, network }: Pick<LaneStore, 'own' | 'replica' | 'identity' | 'network'>, seen: SeenAllowances): (offer: Offer) => OfferRemaining | undefined {
  const allowanceOf = (offer: Offer): OfferAllowance | undefined => {
    if (!seen.has(offer.offerId)) seen.set(offer.offerId, replica.allowance(offer.offerId))
    return seen.get(offer.offerId)
  }
  return (offer) => {
    if (!isLimited(offer)) return undefined
    return remainingOf(offer, {
      journalId: identity.journalId,
      day: businessDay,
      member: attached?.member,
      ownOfMember: attached ? [...own.offerUses(attached.member.memberId, offer.offerId), ...network.offerUses(attached.member.memberId, offer.offerId)] : [],
      ownTotal: own.offerTotal(offer.offerId),
      allowance: allowanceOf(offer),
    })
  }
}

/** Most offers are not, and cost no look-up. */
function isLimited({ limits: { perMember, perMemberDay, total, budgetMinor } }: Offer): boolean {
  return perMember !== undefined || perMemberDay !== undefined || total !== undefined || budgetMinor !== undefined
}
