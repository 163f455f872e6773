import type { PointsEntry } from '../../src/domain/loyalty/points-entry.ts'

/** A fact of a ledger: so many points of one sale on one day. */
export function entry(kind: PointsEntry['kind'], points: number, day: string, saleId = `sale-${day}`, at = `${day}T10:00:00.000Z`): PointsEntry {
  return { entryId: `${saleId} ${kind} ${at}`, kind, saleId, day, at, points }
}
