import type { CashEnd } from '../money/settle-cash.ts'
import type { PricedBasket } from '../offers/priced-basket.ts'
import { listProgress } from '../shopping-list/list-progress.ts'
import type { Given } from './commands.ts'
import type { PresentedCoupon, RedeemedCoupon, SaleCompleted, Tender, UnclaimedListLine } from './facts.ts'
import { salePoints } from './sale-points.ts'
import { soldLines, type AttachedMember, type Basket } from './sale.ts'

/** The money of a sale. */
export interface Paid extends CashEnd {
  readonly tenders: readonly Tender[]
}

/**
 * The one fact that ends a sale: totals, coupons, points and the next-visit offer together or not at all.
 * @param paid all that was taken; less the change it is what is due, and the rounding of cash
 */
export function completeSale(basket: Basket, { tenders, changeMinor, roundingMinor }: Paid, given: Given): SaleCompleted {
  const { priced } = given
  const attached = basket.attached
  return {
    kind: 'sale-completed',
    saleId: basket.saleId,
    receiptNumber: given.receiptNumber,
    openedAt: basket.openedAt,
    completedAt: given.at,
    businessDay: basket.businessDay,
    cashierId: given.cashierId,
    lines: soldLines(basket),
    priced,
    pricedWith: given.pricedWith,
    terms: given.terms,
    tenders,
    changeMinor,
    ...(roundingMinor === 0 ? {} : { roundingMinor }),
    member: attached && memberOf(attached),
    points: attached && salePoints(attached, { tenders, businessDay: basket.businessDay }, given),
    redeemed: redeemedCoupons(basket.coupons, priced),
    issued: given.nextVisit?.issued,
    ...(given.nextVisit?.heldOut ? { heldOut: given.nextVisit.heldOut } : {}),
    ...(given.nextVisit?.chosenFrom ? { chosenFrom: given.nextVisit.chosenFrom } : {}),
    list: attached?.list && { listId: attached.list.listId, lineCount: attached.list.lines.length, unclaimed: unclaimedLines(attached, basket) },
  }
}

function memberOf({ member, identifiedBy }: AttachedMember): SaleCompleted['member'] {
  return { memberId: member.memberId, displayName: member.displayName, cardLast4: member.cardLast4, identifiedBy }
}

/** A coupon whose offer gave nothing stays the customer's. */
export function redeemedCoupons(coupons: readonly Pick<PresentedCoupon, 'couponCode' | 'offerId' | 'singleUse' | 'unasked'>[], priced: PricedBasket): RedeemedCoupon[] {
  return coupons.flatMap((coupon) => {
    const state = priced.outcomes.find((outcome) => outcome.couponCode === coupon.couponCode)?.state
    if (state?.kind !== 'applied') return []
    return [{ couponCode: coupon.couponCode, offerId: coupon.offerId, amountMinor: state.amountMinor, singleUse: coupon.singleUse, ...(coupon.unasked ? { unasked: true } : {}) }]
  })
}

function unclaimedLines(attached: AttachedMember, basket: Basket): UnclaimedListLine[] {
  if (!attached.list) return []
  const progress = listProgress(attached.list, soldLines(basket).map((line) => line.item))
  return progress
    .filter(({ inBasket }) => !inBasket)
    .map(({ line }) => ({
      name: line.name,
      ...(line.wanted.kind === 'item' ? { itemId: line.wanted.itemId } : { categoryId: line.wanted.categoryId }),
      offerIds: line.offerIds,
    }))
}
