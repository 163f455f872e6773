import { createHash } from 'node:crypto'
import { issueCoupon } from '../contract/coupon-code.ts'
import { holdoutDraw } from '../contract/keyed-hash.ts'
import { addDays } from '../domain/business-day/business-time.ts'
import type { CouponCode, OfferId } from '../domain/ids.ts'
import { chooseNextVisit } from '../domain/offers/choose-next-visit.ts'
import type { Offer } from '../domain/offers/offer.ts'
import type { Given } from '../domain/sale/commands.ts'
import type { IssuedCoupon, SaleCompleted } from '../domain/sale/facts.ts'
import { soldLines, type Basket } from '../domain/sale/sale.ts'
import { openBasket, type LaneState } from './lane-state.ts'
import type { Shop } from './shop.ts'
import type { LaneStore } from './store/open-lane-store.ts'

/** The next-visit offer for the basket about to be closed, chosen and signed without the network. */
export function chooseCoupon(state: LaneState, store: LaneStore, day: string): Given['nextVisit'] {
  const basket = openBasket(state)
  const { shop, priced } = state
  if (!basket || !shop) return undefined
  const { nextVisit, couponSecret } = shop.settings
  const candidates = basket.attached?.member.nextVisit ?? []
  const unusedOfferIds = unusedOffers(basket, store, day)
  const usedUp = new Set<OfferId>()
  const hasLeft = (offer: Offer): boolean => {
    const isLeft = !usedUp.has(offer.offerId) && mayIssue(offer, store)
    if (!isLeft) usedUp.add(offer.offerId)
    return isLeft
  }
  const drawOf = (campaignId: string): number => holdoutDraw(couponSecret, campaignId, basket.attached?.member.memberId ?? basket.saleId)
  const from = (): Pick<SaleCompleted, 'chosenFrom'> => ({ chosenFrom: { candidates, unusedOfferIds: [...unusedOfferIds].sort(), usedUpOfferIds: [...usedUp].sort() } })
  for (;;) {
    const choice = chooseNextVisit({ candidates, book: shop.book, lines: soldLines(basket), priced, minimumDueMinor: nextVisit.minimumDueMinor, day, unusedOfferIds, hasLeft, drawOf })
    if (!choice) return from()
    const { offer, reason, campaignId, isHeldOut } = choice
    if (isHeldOut) return { ...from(), heldOut: { offerId: offer.offerId, campaignId, reason } }
    const issued = sign(offer, reason, { shop, store, day })
    if (issued) return { ...from(), issued }
    // Its serials are used up on this lane: the next best, of the offers that are left.
    usedUp.add(offer.offerId)
  }
}

/** What head office knows she holds, less what has been redeemed since, and what this lane has given her itself. */
function unusedOffers({ attached }: Basket, { own }: LaneStore, day: string): Set<OfferId> {
  if (!attached) return new Set()
  const told = (attached.member.unusedCoupons ?? []).filter(({ couponCode, expiresOn }) => expiresOn >= day && !own.couponSpent(couponCode))
  return new Set([...told, ...own.unusedCoupons(attached.member.memberId, day)].map(({ offerId }) => offerId))
}

/** Within what one lane may give out, and what head office has released to this one. */
function mayIssue({ offerId, issue = {} }: Offer, { own, replica }: LaneStore): boolean {
  const released = issue.total === undefined ? Infinity : (replica.allowance(offerId)?.issueCount ?? 0)
  const most = Math.min(issue.perLane ?? Infinity, released)
  return most === Infinity || own.issuedCount(offerId) < most
}

function sign(offer: Offer, reason: string, { shop, store: { own, identity }, day }: { readonly shop: Shop; readonly store: LaneStore; readonly day: string }): IssuedCoupon | undefined {
  if (offer.activation.kind !== 'coupon') return undefined
  const { nextVisit, couponSecret } = shop.settings
  const lastDay = addDays(day, nextVisit.validDays)
  const expiresOn = lastDay < offer.window.untilDay ? lastDay : offer.window.untilDay
  const sequence = nextSequence(identity.journalId, own.issuedCount(offer.offerId))
  const code = issueCoupon({ secret: couponSecret, reference: offer.activation.reference, laneNumber: identity.laneNumber, sequence, expiresOn })
  return code && { couponCode: code.couponCode as CouponCode, offerId: offer.offerId, name: offer.name, expiresOn, reason, ...(offer.issue?.campaignId === undefined ? {} : { campaignId: offer.issue.campaignId }) }
}

/** As many serials as one offer has on one lane; see `issueCoupon`. */
const serialCount = 9999

/**
 * A lane that got a new disk counts from nothing again. Each journal begins elsewhere in the circle of serials,
 * so that two disks of one lane do not hand out the same coupon on the same day.
 * @returns beyond the last serial when the circle is used up: no coupon is issued then
 */
function nextSequence(journalId: string, issuedCount: number): number {
  if (issuedCount >= serialCount) return serialCount + 1
  const start = createHash('sha256').update(journalId).digest().readUInt32BE(0) % serialCount
  return ((start + issuedCount) % serialCount) + 1
}
