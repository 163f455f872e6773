import { openLaneStore } from '../../lane/store/open-lane-store.ts'
import { completedSales } from './completed-sales.ts'

/** What the lanes' own journals say was sold. */
export interface LanesTally {
  readonly journalIds: readonly string[]
  readonly saleIds: ReadonlySet<string>
  readonly lines: number
  readonly grossMinor: number
  readonly discountMinor: number
  readonly netMinor: number
  readonly pointsEarned: number
}

/**
 * Adds up the completed sales of lanes that have stopped.
 * @param commandIds commands that complete a basket of this run; other sales in the journals do not count
 */
export function tallyLanes(dataDirs: readonly string[], commandIds: ReadonlySet<string>): LanesTally {
  const saleIds = new Set<string>()
  const journalIds: string[] = []
  const sums = { lines: 0, grossMinor: 0, discountMinor: 0, netMinor: 0, pointsEarned: 0 }
  for (const dataDir of dataDirs) {
    const store = openLaneStore({ dataDir, mode: 'read' })
    try {
      journalIds.push(store.identity.journalId)
      for (const { commandId, completed } of completedSales(store.journal)) {
        if (!commandIds.has(commandId)) continue
        const { totals } = completed.priced
        saleIds.add(completed.saleId)
        sums.lines += completed.lines.length
        sums.grossMinor += totals.grossMinor
        sums.discountMinor += totals.discountMinor
        sums.netMinor += totals.netMinor
        sums.pointsEarned += completed.points?.earned ?? 0
      }
    } finally {
      store.close()
    }
  }
  return { journalIds, saleIds, ...sums }
}
