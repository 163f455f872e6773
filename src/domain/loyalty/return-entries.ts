import type { SaleReturned } from '../sale/sale-returned.ts'
import type { PointsEntry } from './points-entry.ts'
import { entryId } from './sale-entries.ts'

/** What a return adds to its member's ledger; nothing without a member. They are points of the sale that is undone. */
export function returnEntries({ of, points, businessDay, returnedAt }: Pick<SaleReturned, 'of' | 'points' | 'businessDay' | 'returnedAt'>, place: { readonly journalId: string; readonly number: number }): PointsEntry[] {
  if (!points) return []
  const moved = [{ kind: 'given-back' as const, points: points.givenBack }, { kind: 'clawed-back' as const, points: points.takenBack }]
  return moved.filter((each) => each.points > 0).map((each) => ({ ...each, entryId: entryId(place, each.kind), saleId: of.saleId, day: businessDay, at: returnedAt }))
}
