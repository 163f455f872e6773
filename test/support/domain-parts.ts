import { inOfferOrder } from '../../src/domain/offers/arm-offers.ts'
import { openPartMaker, splitBasket, type BasketPart } from '../../src/domain/offers/basket-part.ts'
import { inGoodsOrder } from '../../src/domain/offers/goods-order.ts'
import { surveyOffers } from '../../src/domain/offers/survey-offers.ts'
import type { SmallBasket } from './domain-small-baskets.ts'

/** Every part of the basket with item offers, those on a basket's spend as well, searched in the usual way with so many nodes. */
export function partsOf({ lines, offers }: SmallBasket, nodeLimit = 200_000): BasketPart[] {
  const item = surveyOffers(offers.toSorted(inOfferOrder), lines).offers.flatMap(({ candidate: any, reach }) => (any?.layer === 'item' ? [{ candidate: any.candidate, reach }] : []))
  return splitBasket(inGoodsOrder(lines), item, openPartMaker(new Map(), nodeLimit))
}
