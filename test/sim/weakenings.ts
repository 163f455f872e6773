import type { Weakening } from '../faults/fault-row.ts'
import type { SimRun } from './run-sim.ts'

/** Defences of the product, each with a run in which the auditor has to see that it is gone. */
export const weakenings: readonly (Weakening & SimRun)[] = [
  { name: 'the receipt is numbered in the sale\'s own commit', file: 'src/lane/store/derived.ts', find: 'given.run(fact.receiptNumber, fact.saleId, number)', replace: 'void given', noticed: 'where 2 comes next', seed: 1, days: 1 },
  { name: 'the open basket comes back after a power cut', file: 'src/lane/recover.ts', find: 'else sale = replayed', replace: 'else void replayed', noticed: 'after the start', seed: 1, days: 2, seeds: 2 },
  { name: 'a commit is whole or not at all', file: 'src/lane/store/journal.ts', find: "const store = db.transaction((entry: Parameters<Journal['append']>[0]) => {", replace: "const store = ((steps) => Object.assign(steps, { immediate: steps }))((entry: Parameters<Journal['append']>[0]) => {", noticed: 'of them are there after a power cut', seed: 1, days: 2, seeds: 4 },
]
