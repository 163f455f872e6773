import type { Weakening } from '../faults/fault-row.ts'
import type { SimRun } from './run-sim.ts'

interface SimWeakening extends Weakening, SimRun {
  /** Soon noticed: the tests run it too. */
  readonly isQuick?: true
}

/** Defences of the product, each with a run in which the auditor has to see that it is gone. */
export const weakenings: readonly SimWeakening[] = [
  { name: 'the receipt is numbered in the sale\'s own commit', file: 'src/lane/store/derived.ts', find: 'given.run(fact.receiptNumber, fact.saleId, number)', replace: 'void given', noticed: 'where 2 comes next', seed: 1, days: 1, isQuick: true },
  { name: 'the open basket comes back after a power cut', file: 'src/lane/recover.ts', find: 'else sale = replayed', replace: 'else void replayed', noticed: 'after the start', seed: 1, days: 2, seeds: 2, isQuick: true },
  { name: 'a commit is whole or not at all', file: 'src/lane/store/journal.ts', find: "const store = db.transaction((entry: Parameters<Journal['append']>[0]) => {", replace: "const store = ((steps) => Object.assign(steps, { immediate: steps }))((entry: Parameters<Journal['append']>[0]) => {", noticed: 'of them are there after a power cut', seed: 1, days: 2, seeds: 4, isQuick: true },
  { name: 'an upload is acknowledged when all of it is stored', file: 'src/crm/ingest/ingest-upload.ts', find: 'rowOf(record, known))))', replace: 'rowOf(record, known)).slice(1)))', noticed: 'records, head office', seed: 1, days: 1 },
  { name: 'a lane on an empty disk goes on behind the receipts it gave before', file: 'src/lane/sync/leave-out-receipts.ts', find: 'own.lastReceiptNumber() > 0 ? {} : { storeId, laneNumber }', replace: 'own.lastReceiptNumber() >= 0 ? {} : { storeId, laneNumber }', noticed: 'a second time, under another journal', seed: 1, days: 8, seeds: 8 },
  { name: 'head office is filled again when its backup was put back', file: 'src/lane/sync/upload.ts', find: 'upload.setAccepted(accepted, clock.now())', replace: 'upload.setAccepted(Math.max(accepted, upload.acceptedThrough()), clock.now())', noticed: 'records, head office', seed: 1, days: 8, seeds: 4 },
  { name: 'a coupon\'s uses are counted as they are', file: 'src/crm/store/coupon-rows.ts', find: 'redeemedCount: redemptions.length,', replace: 'redeemedCount: redemptions.length + Number(redemptions.length > 0),', noticed: 'head office counts 2', seed: 1, days: 3, seeds: 4 },
  { name: 'a parked sale that was given away is here no more', file: 'src/lane/hand-over.ts', find: '  state.suspended.delete(saleId)\n  return {', replace: '  return {', noticed: 'was completed twice', seed: 1, days: 4, seeds: 8 },
  { name: 'points that were paid with are deducted', file: 'src/domain/loyalty/sale-entries.ts', find: "points: points.spent ?? 0", replace: 'points: 0', noticed: 'points of member-', seed: 1, days: 8, seeds: 8 },
]
