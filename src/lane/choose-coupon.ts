import { createHash } from 'node:crypto'
import { issueCoupon } from '../contract/coupon-code.ts'
import { addDays } from '../domain/business-day/business-time.ts'
import type { CouponCode } from '../domain/ids.ts'
import { chooseNextVisit } from '../domain/offers/choose-next-visit.ts'
import type { IssuedCoupon } from '../domain/sale/facts.ts'
import { soldLines } from '../domain/sale/sale.ts'
import { openBasket, type LaneState } from './lane-state.ts'
import type { LaneStore } from './store/open-lane-store.ts'

/** The next-visit offer for the basket about to be closed, chosen and signed without the network. */
export function chooseCoupon(state: LaneState, { own, identity }: LaneStore, day: string): IssuedCoupon | undefined {
  const basket = openBasket(state)
  const { shop, priced } = state
  if (!basket || !shop) return undefined
  const { nextVisit, couponSecret } = shop.settings
  const candidates = basket.attached?.member.nextVisit ?? []
  const choice = chooseNextVisit({ candidates, book: shop.book, lines: soldLines(basket), priced, minimumDueMinor: nextVisit.minimumDueMinor, day })
  if (choice?.offer.activation.kind !== 'coupon') return undefined
  const lastDay = addDays(day, nextVisit.validDays)
  const expiresOn = lastDay < choice.offer.window.untilDay ? lastDay : choice.offer.window.untilDay
  const code = issueCoupon({ secret: couponSecret, reference: choice.offer.activation.reference, laneNumber: identity.laneNumber, sequence: nextSequence(identity.journalId, own.issuedCount(choice.offer.offerId)), expiresOn })
  return code && { couponCode: code.couponCode as CouponCode, offerId: choice.offer.offerId, name: choice.offer.name, expiresOn, reason: choice.reason }
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
