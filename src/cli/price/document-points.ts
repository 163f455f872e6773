import type { JournalId, TenderId } from '../../domain/ids.ts'
import type { Member } from '../../domain/loyalty/member.ts'
import { pointsBalance } from '../../domain/loyalty/points-balance.ts'
import { isRedeemable, mostRedeemable, pointsForAmount } from '../../domain/loyalty/redeem-points.ts'
import { pointsPriceOf } from '../../domain/loyalty/take-for-points.ts'
import type { PricedBasket } from '../../domain/offers/priced-basket.ts'
import type { SalePoints, Tender } from '../../domain/sale/facts.ts'
import { salePoints } from '../../domain/sale/sale-points.ts'
import { UsageError } from '../command.ts'
import type { PriceDocument } from './price-document.ts'

/** What the sale does to the member's points, and the tender she pays with. */
export interface DocumentPoints {
  readonly sale: SalePoints
  readonly tenders: readonly Tender[]
}

/**
 * Points of the document's member, exactly as a lane would have them.
 * @throws UsageError for an amount that cannot be paid with points
 */
export function documentPoints(document: PriceDocument, member: Member, priced: PricedBasket): DocumentPoints {
  const { loyalty = {}, earn, businessTime: { day } } = document
  const { balance, pending } = pointsBalance({ member, journalId: 'none' as JournalId, own: [], rules: loyalty, day })
  const price = pointsPriceOf(priced)
  if (price > 0 && price > balance) throw new UsageError(`taken: these offers cost ${price} points, and she has ${balance}`)
  const tenders = pointsTender(document, { balance: balance - price, dueMinor: priced.totals.dueMinor })
  const given = { priced, pointsBalance: balance, pointsPending: pending, loyalty, mostPointsPerSale: earn.mostPerSale }
  return { sale: salePoints({ member, identifiedBy: 'card' }, { tenders, businessDay: day }, given), tenders }
}

function pointsTender({ loyalty, paidInPointsMinor }: PriceDocument, has: { readonly balance: number; readonly dueMinor: number }): Tender[] {
  if (paidInPointsMinor === 0) return []
  const rule = loyalty?.redeem
  const points = rule && isRedeemable(rule, paidInPointsMinor, has) ? pointsForAmount(rule, paidInPointsMinor) : undefined
  if (points === undefined) throw new UsageError(`paidInPointsMinor: ${(rule && mostRedeemable(rule, has)?.amountMinor) ?? 0} at most can be paid with these points${rule ? `, in steps of ${rule.amountMinor}` : ''}`)
  return [{ tenderId: 'points' as TenderId, tenderKind: 'points', amountMinor: paidInPointsMinor, points }]
}
