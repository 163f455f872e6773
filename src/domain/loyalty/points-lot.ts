import { addDays } from '../business-day/business-time.ts'
import { monthEndAfter } from './expiry-day.ts'
import type { LoyaltyRules } from './loyalty-rules.ts'
import type { PointsEntry } from './points-entry.ts'

/** Points that were earned together, while the ledger is read. */
export interface PointsLot {
  readonly lotId: string
  readonly saleId?: string | undefined
  /** First day on which they can be spent. */
  readonly fromDay: string
  /** Last day, where they have one of their own. */
  readonly untilDay?: string | undefined
  /** Still there. */
  left: number
  /** Ended unspent. */
  expired: number
}

export function lotOf({ entryId, saleId, day, points }: PointsEntry, { pendingDays = 0, expiry }: LoyaltyRules): PointsLot {
  return {
    lotId: entryId,
    saleId,
    fromDay: addDays(day, pendingDays),
    ...(expiry?.kind === 'month-end' ? { untilDay: monthEndAfter(day, expiry.months) } : {}),
    left: points,
    expired: 0,
  }
}

/** The soonest to expire first; of those the first that could be spent. */
export function soonestFirst(a: PointsLot, b: PointsLot): number {
  const [aKey, bKey] = [a, b].map(({ untilDay = '9999-12-31', fromDay, lotId }) => `${untilDay} ${fromDay} ${lotId}`)
  return (aKey ?? '') < (bKey ?? '') ? -1 : 1
}
