import type { BusinessTime } from '../domain/business-day/business-time.ts'
import type { Member } from '../domain/loyalty/member.ts'
import type { EarningMember } from '../domain/loyalty/work-out-points.ts'
import { armOffers } from '../domain/offers/arm-offers.ts'
import { limitArmed } from '../domain/offers/limit-armed.ts'
import type { Offer } from '../domain/offers/offer.ts'
import { priceBasket } from '../domain/offers/price-basket.ts'
import type { OfferRemaining, PricedBasket } from '../domain/offers/priced-basket.ts'
import type { PricedWith } from '../domain/sale/priced-with.ts'
import { soldLines, type Basket } from '../domain/sale/sale.ts'
import type { Shop } from './shop.ts'

/**
 * The whole basket priced in one pass: what the screen shows is what the receipt will say.
 * @param remaining what limits over many sales leave of an offer; see `remainingFor`
 */
export function priceSale(basket: Basket, shop: Shop, time: BusinessTime, remaining: (offer: Offer) => OfferRemaining | undefined): PricedBasket {
  const lines = soldLines(basket)
  const { taxClasses, taxRounding, earnRules } = shop.settings
  const armed = armOffers({ book: shop.book, lines, member: basket.attached?.member, list: basket.attached?.list, coupons: basket.coupons })
  return priceBasket({ lines, armed: limitArmed(armed, remaining), time, taxClasses, taxRounding, earn: earnRules, hasMember: basket.attached !== undefined, member: basket.attached?.member })
}

/** What whoever prices this basket again must know of the moment and of the shop; the rest is in the sale itself. */
export function pricedWith({ attached }: Basket, { edition }: Shop, time: BusinessTime): PricedWith {
  return { time, edition, ...(attached && { member: earningMember(attached.member) }) }
}

function earningMember({ tier, birthday, paidUntilDay }: Member): EarningMember {
  return { tier, birthday, paidUntilDay }
}

/** Nothing in it, nothing owed. */
export const emptyPriced: PricedBasket = {
  lines: [],
  outcomes: [],
  totals: { grossMinor: 0, discountMinor: 0, netMinor: 0, taxAddedMinor: 0, dueMinor: 0, unitCount: 0 },
  tax: [],
  pointsEarned: 0,
  provenBest: true,
}
