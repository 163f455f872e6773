import type { BusinessTime } from '../domain/business-day/business-time.ts'
import { armOffers } from '../domain/offers/arm-offers.ts'
import { priceBasket } from '../domain/offers/price-basket.ts'
import type { PricedBasket } from '../domain/offers/priced-basket.ts'
import { soldLines, type Basket } from '../domain/sale/sale.ts'
import type { Shop } from './shop.ts'

/** The whole basket priced in one pass: what the screen shows is what the receipt will say. */
export function priceSale(basket: Basket, shop: Shop, time: BusinessTime): PricedBasket {
  const lines = soldLines(basket)
  const { taxClasses, taxRounding, earnRules } = shop.settings
  const armed = armOffers({ book: shop.book, lines, member: basket.attached?.member, list: basket.attached?.list, coupons: basket.coupons })
  return priceBasket({ lines, armed, time, taxClasses, taxRounding, earn: earnRules, hasMember: basket.attached !== undefined })
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
