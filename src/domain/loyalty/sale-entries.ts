import type { SaleCompleted } from '../sale/facts.ts'
import type { PointsEntry } from './points-entry.ts'

/** What a finished sale adds to its member's ledger; nothing without a member. What a fact adds is the same at the lane and at head office. */
export function saleEntries({ saleId, member, points, businessDay, completedAt }: Pick<SaleCompleted, 'saleId' | 'member' | 'points' | 'businessDay' | 'completedAt'>, place: { readonly journalId: string; readonly number: number }): PointsEntry[] {
  if (!member || !points) return []
  const moved = [{ kind: 'spent' as const, points: points.spent ?? 0 }, { kind: 'earned' as const, points: points.earned }]
  return moved.filter((each) => each.points > 0).map((each) => ({ ...each, entryId: entryId(place, each.kind), saleId, day: businessDay, at: completedAt }))
}

/** Of one sale what is spent comes before what is earned: nobody pays with the points of the same basket. */
export function entryId({ journalId, number }: { readonly journalId: string; readonly number: number }, kind: PointsEntry['kind']): string {
  return `${journalId} ${String(number).padStart(12, '0')} ${order[kind]} ${kind}`
}

const order: Readonly<Record<PointsEntry['kind'], number>> = { spent: 1, earned: 2, 'given-back': 3, 'clawed-back': 4 }
