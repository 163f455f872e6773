import type { Weakening } from '../faults/fault-row.ts'
import type { SimRun } from './run-sim.ts'

/** Defences of the product, each with a run in which the auditor has to see that it is gone. */
export const weakenings: readonly (Weakening & SimRun)[] = [
  { name: 'the receipt is numbered in the sale\'s own commit', file: 'src/lane/store/derived.ts', find: 'given.run(fact.receiptNumber, fact.saleId, number)', replace: '', noticed: 'where 2 comes next', seed: 1, days: 1 },
  { name: 'the open basket comes back after a power cut', file: 'src/lane/recover.ts', find: 'else sale = replayed', replace: '', noticed: 'after the start', seed: 1, days: 4 },
  { name: 'a commit is whole or not at all', file: 'src/lane/store/journal.ts', find: "const store = db.transaction((entry: Parameters<Journal['append']>[0]) => {", replace: "const store = ((steps) => Object.assign(steps, { immediate: steps }))((entry: Parameters<Journal['append']>[0]) => {", noticed: 'of them are there after a power cut', seed: 1, days: 6 },
  { name: 'head office takes a record once', file: 'src/crm/ingest/check-chain.ts', find: 'records.filter((record) => record.number > end.acceptedThrough)', replace: 'records.filter(() => true)', noticed: 'forked', seed: 1, days: 3 },
  { name: 'the queue goes back with a restored head office', file: 'src/lane/store/upload-cursor.ts', find: 'void set.run(through, at)', replace: 'void set.run(Math.max(through, acceptedThrough()), at)', noticed: 'are not of one mind', seed: 1, days: 6 },
]
