import type { SaleId } from '../domain/ids.ts'
import type { LaneStore } from './store/open-lane-store.ts'

/** How the receipt of a sale or a return stands. `held` means the printer is away; it prints when it is back. */
export function printStateOf(store: LaneStore, saleId: SaleId): 'asked' | 'printed' | 'failed' | 'unknown' | 'held' {
  const last = store.own.prints(saleId).at(-1)
  if (last?.outcome === undefined) return 'asked'
  if (last.outcome === 'failed') return last.copy ? 'failed' : 'held'
  return last.outcome === 'printed' ? 'printed' : 'unknown'
}
