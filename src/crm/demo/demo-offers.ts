import type { Offer } from '../../domain/offers/offer.ts'
import { offerOf } from './demo-offer.ts'
import { couponOffers } from './offers/coupon-offers.ts'
import { listOffers } from './offers/list-offers.ts'
import { openOffers } from './offers/open-offers.ts'

/** Every offer of the demo store, running around `today` (`YYYY-MM-DD`). */
export function demoOffers(today: string): Offer[] {
  return [...openOffers, ...listOffers, ...couponOffers].map((written) => offerOf(written, today))
}
