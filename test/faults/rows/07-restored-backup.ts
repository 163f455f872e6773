import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultRow } from '../fault-row.ts'

const sizes = {
  quick: { laneCount: 3, salesPerLane: 30, restores: 1 },
  full: { laneCount: 20, salesPerLane: 2_000, restores: 5 },
}
const forks = { quick: { laneCount: 2, mostSales: 4 }, full: { laneCount: 100, mostSales: 40 } }

export const row: FaultRow = {
  number: 7,
  fault: 'CRM restored from an older backup',
  async run({ scale, seed, folder }) {
    const { runRestores } = await import('../upload/restored-office.ts')
    const { lostCount, filledCount, exceptionCount, violations } = await runRestores({ ...sizes[scale], seed, folder })
    const { seededRandom } = await import('../../../drivers/simulator/seeded-random.ts')
    const { runForks } = await import('../upload/forked-lane.ts')
    const forkFolder = join(folder, 'forks')
    mkdirSync(forkFolder)
    const forked = await runForks({ ...forks[scale], random: seededRandom(seed), folder: forkFolder })
    return { figure: `${lostCount.toLocaleString('en')} sales lost in ${sizes[scale].restores} restores, ${filledCount.toLocaleString('en')} filled unasked, ${exceptionCount} exceptions; ${forks[scale].laneCount} forked journals went on by themselves, ${forked.saleCount.toLocaleString('en')} sales of both branches in the books`, violations: [...violations, ...forked.violations] }
  },
  weakenings: [
    { name: 'going on as a branch where the journal forked', file: 'src/lane/sync/start-sync.ts', find: 'if (isForked) await goOn()', replace: '', noticed: 'never came up' },
    { name: 'leaving out the receipt numbers of the other branch', file: 'src/lane/sync/branch-off.ts', find: 'receiptNumber > last ?', replace: 'receiptNumber < 0 ?', noticed: 'receipt numbers were given twice' },
    { name: 'asking now and then how far head office has got', file: 'src/lane/sync/start-sync.ts', find: 'isWithin(greetMs, greetedMs, nowMs)', replace: 'isWithin(Infinity, greetedMs, nowMs)', noticed: 'were not filled' },
    { name: "head office's word, also when it is lower than before", file: 'src/lane/sync/upload.ts', find: 'upload.setAccepted(accepted, clock.now())', replace: 'upload.setAccepted(Math.max(accepted, upload.acceptedThrough()), clock.now())', noticed: 'were not filled' },
    { name: 'the state of the database a request speaks of', file: 'src/crm/ingest/ingest-upload.ts', find: 'request.epoch !== undefined && request.epoch !== journal.epoch', replace: 'request.epoch === null', noticed: 'did not notice that it was restored' },
  ],
}
