import type { Line } from '../basket/line.ts'
import type { NextVisitCandidate } from '../loyalty/member.ts'
import type { OfferBook } from './offer-book.ts'
import type { Offer } from './offer.ts'
import type { PricedBasket } from './priced-basket.ts'

export function chooseNextVisit(input: { readonly candidates: readonly NextVisitCandidate[]; readonly book: OfferBook; readonly lines: readonly Line[]; readonly priced: PricedBasket; readonly minimumDueMinor: number; readonly day: string }): { readonly offer: Offer; readonly reason: string } | undefined {
  const { candidates, book, priced, minimumDueMinor, day } = input
  if (priced.totals.dueMinor < minimumDueMinor) return undefined
  for (const { offerId, reason } of candidates) {
    const offer = book.byId.get(offerId)
    if (offer?.activation.kind === 'coupon' && offer.window.untilDay > day) return { offer, reason }
  }
  const offer = book.couponOffers.find(({ window }) => window.untilDay > day)
  return offer && { offer, reason: 'welcome' }
}
