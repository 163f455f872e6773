import type { OfferId } from '../../domain/ids.ts'
import type { MemberOfferUses } from '../../domain/loyalty/member.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { groupBy } from '../group-by.ts'
import type { MemberUseRow } from '../store/offer-use-rows.ts'

/** So many of a member's newest trading days go down: a lane asks for today's, and stores may be a day apart. */
const dayCount = 3

/** Offers that one member has only so many times, and that still run. */
export function limitedPerMember(offers: readonly Offer[], today: string): Map<string, Offer> {
  return new Map(offers.filter(({ limits, window }) => (limits.perMember !== undefined || limits.perMemberDay !== undefined) && window.untilDay >= today).map((offer) => [offer.offerId, offer]))
}

/** What one member has had of each offer, as the lanes are told. @param uses hers alone */
export function offerUsesOf(uses: readonly MemberUseRow[]): MemberOfferUses[] {
  return [...groupBy(uses, ({ offerId }) => offerId)].map(([offerId, own]) => ({
    // Ids were taken by the contract's schema when they came in.
    offerId: offerId as OfferId,
    rewardCount: sumOf(own),
    days: [...groupBy(own, ({ day }) => day)].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, dayCount).map(([day, ofDay]) => ({ day, rewardCount: sumOf(ofDay) })),
    through: Object.fromEntries([...groupBy(own, ({ journalId }) => journalId)].map(([journalId, ofJournal]) => [journalId, Math.max(...ofJournal.map(({ through }) => through))])),
  }))
}

function sumOf(uses: readonly MemberUseRow[]): number {
  return uses.reduce((sum, { rewardCount }) => sum + rewardCount, 0)
}
