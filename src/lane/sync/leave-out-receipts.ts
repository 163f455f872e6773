import type { JournalStatus, StatusAsked } from '../../contract/sync.ts'
import type { CommandId } from '../../domain/ids.ts'
import type { FactOf } from '../../domain/sale/facts.ts'
import type { Clock } from '../real-clock.ts'
import type { LaneStore } from '../store/open-lane-store.ts'

interface Parts {
  readonly store: Pick<LaneStore, 'journal' | 'own'>
  readonly clock: Clock
  readonly newId: () => string
}

/** More receipts than a lane gives in the second by which its copy may be behind; enough for some hours where it had no copy. */
const unprovenReceipts = 100

/**
 * Leaves out numbers of receipts that may have been given behind the last one anybody knows of: none is given twice, and
 * the gap is explained.
 * @param known the highest number that is known to be given
 */
export function leaveOutReceipts(known: number, why: FactOf<'receipts-skipped'>['why'], { store: { journal, own }, clock, newId }: Parts): void {
  const at = clock.now()
  journal.append({ commandId: newId() as CommandId, at, facts: [{ kind: 'receipts-skipped', firstNumber: own.lastReceiptNumber() + 1, lastNumber: known + unprovenReceipts, why, skippedAt: at }] })
}

/** What a lane without a receipt adds to its question: head office may know it from before, when it had another disk. */
export function whoAsks({ own, identity: { storeId, laneNumber } }: LaneStore): Pick<StatusAsked, 'storeId' | 'laneNumber'> {
  return own.lastReceiptNumber() > 0 ? {} : { storeId, laneNumber }
}

/** Goes on behind the receipts of the lane's earlier journals, unless it has given one meanwhile. */
export function goOnBehind({ lastReceiptNumber }: JournalStatus, parts: Parts): void {
  if (lastReceiptNumber !== undefined && parts.store.own.lastReceiptNumber() === 0) leaveOutReceipts(lastReceiptNumber, 'begun-anew', parts)
}
