import { addDays } from '../business-day/business-time.ts'
import { earnOnMoney } from '../loyalty/earn-on-money.ts'
import { sumOfParts } from '../loyalty/points-part.ts'
import { pointsPriceOf } from '../loyalty/take-for-points.ts'
import { tierProgress } from '../loyalty/tier-progress.ts'
import type { Given } from './commands.ts'
import type { SalePoints, Tender } from './facts.ts'
import { pointsIn, type AttachedMember } from './sale.ts'

/** What of the circumstances points depend on. */
export type PointsGiven = Pick<Given, 'priced' | 'pointsBalance' | 'pointsPending' | 'loyalty' | 'mostPointsPerSale'>

/** What the sale does to the member's points: those she paid with, and those she earns on the rest. */
export function salePoints({ member }: AttachedMember, { tenders, businessDay }: { readonly tenders: readonly Tender[]; readonly businessDay: string }, given: PointsGiven): SalePoints {
  const { priced, pointsBalance, pointsPending = 0, loyalty = {} } = given
  const spent = pointsIn(tenders) + pointsPriceOf(priced)
  const paidInPointsMinor = tenders.reduce((sum, { tenderKind, amountMinor }) => sum + (tenderKind === 'points' ? amountMinor : 0), 0)
  const parts = earnOnMoney(priced.pointsParts ?? [], { dueMinor: priced.totals.dueMinor, paidInPointsMinor }, given.mostPointsPerSale)
  const earned = priced.pointsParts ? sumOfParts(parts) : priced.pointsEarned
  const { pendingDays = 0 } = loyalty
  const isPending = pendingDays > 0 && earned > 0
  const nextTier = tierProgress(member, loyalty, priced.totals.netMinor)
  return {
    earned,
    ...(parts.length > 0 ? { parts } : {}),
    ...(spent > 0 ? { spent } : {}),
    balanceBefore: pointsBalance,
    balanceAfter: pointsBalance - spent + (isPending ? 0 : earned),
    ...(isPending ? { pending: { fromDay: addDays(businessDay, pendingDays), points: pointsPending + earned } } : {}),
    ...(nextTier ? { nextTier } : {}),
  }
}
