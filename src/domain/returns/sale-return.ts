import { unitCountOf } from '../basket/line.ts'
import type { CashierId, SaleId } from '../ids.ts'
import { offerUses, type OfferUse } from '../offers/offer-uses.ts'
import type { SaleCompleted } from '../sale/facts.ts'
import type { ReturnedLine, ReturnedTender, ReturnReason, SaleReturned } from '../sale/sale-returned.ts'
import type { MoneyBack, ReturnAsked, WorkedOutReturn } from './work-out-return.ts'

/** When, by whom and as what a return is written down. */
export interface ReturnGiven {
  readonly at: string
  readonly businessDay: string
  readonly cashierId: CashierId
  readonly newSaleId: SaleId
  readonly receiptNumber: number
  readonly reason: ReturnReason
  /** The member's points before and after, where the lane knows her. */
  readonly balance?: { readonly before: number; readonly after: number } | undefined
}

/** The one fact of a return: goods, money, points and coupons together or not at all. */
export function saleReturn({ completed }: Pick<ReturnAsked, 'completed'>, worked: WorkedOutReturn, { tenders, roundingMinor }: MoneyBack, given: ReturnGiven): SaleReturned {
  const { priced, broken, clawedBack } = worked
  const { saleId, receiptNumber, businessDay, member } = completed
  return {
    kind: 'sale-returned',
    saleId: given.newSaleId,
    receiptNumber: given.receiptNumber,
    returnedAt: given.at,
    businessDay: given.businessDay,
    cashierId: given.cashierId,
    reason: given.reason,
    of: { saleId, receiptNumber, businessDay },
    lines: priced.lines.flatMap((line) => returnedLine(line, completed)),
    broken,
    refundMinor: priced.refundMinor,
    tax: priced.tax,
    dueBackMinor: priced.dueBackMinor,
    tenders: [...pointsTender(worked), ...tenders],
    ...(roundingMinor === 0 ? {} : { roundingMinor }),
    ...(member ? { member: { memberId: member.memberId, displayName: member.displayName, cardLast4: member.cardLast4 }, points: pointsMoved(worked, given) } : {}),
    ...(completed.issued && priced.kept.lines.length === 0 ? { withdrawn: completed.issued.couponCode } : {}),
    restored: { couponCodes: clawedBack.couponCodes, offers: restoredUses(worked, completed) },
  }
}

function returnedLine({ lineId, unitCount, paidMinor, refundMinor }: WorkedOutReturn['priced']['lines'][number], { lines }: SaleCompleted): ReturnedLine[] {
  const line = lines.find((each) => each.lineId === lineId)
  if (!line) return []
  const { item, quantity } = line
  const back = quantity.kind === 'weight' && unitCount === unitCountOf(quantity) ? quantity : { kind: 'units' as const, count: unitCount }
  return [{ lineId, itemId: item.itemId, name: item.name, categoryId: item.categoryId, quantity: back, paidMinor, refundMinor }]
}

function pointsTender({ inPointsMinor, clawedBack }: WorkedOutReturn): ReturnedTender[] {
  return inPointsMinor > 0 ? [{ tenderKind: 'points', amountMinor: inPointsMinor, points: clawedBack.giveBack }] : []
}

function pointsMoved({ clawedBack: { takeBack, giveBack } }: WorkedOutReturn, { balance }: ReturnGiven): SaleReturned['points'] {
  return { takenBack: takeBack, givenBack: giveBack, ...(balance ? { balanceBefore: balance.before, balanceAfter: balance.after } : {}) }
}

/** What limits over many sales had counted of the offers that may be used again. */
function restoredUses({ clawedBack }: WorkedOutReturn, { priced, redeemed }: SaleCompleted): OfferUse[] {
  const byCoupon = redeemed.filter(({ couponCode }) => clawedBack.couponCodes.includes(couponCode)).map(({ offerId }) => offerId)
  const offerIds = new Set([...clawedBack.listOfferIds, ...byCoupon])
  return offerUses(priced).filter(({ offerId }) => offerIds.has(offerId))
}
