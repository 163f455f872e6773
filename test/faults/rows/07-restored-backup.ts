import type { FaultRow } from '../fault-row.ts'

const sizes = {
  quick: { laneCount: 3, salesPerLane: 30, restores: 1 },
  full: { laneCount: 20, salesPerLane: 2_000, restores: 5 },
}

export const row: FaultRow = {
  number: 7,
  fault: 'CRM restored from an older backup',
  async run({ scale, seed, folder }) {
    const { runRestores } = await import('../upload/restored-office.ts')
    const { lostCount, filledCount, exceptionCount, violations } = await runRestores({ ...sizes[scale], seed, folder })
    return { figure: `${lostCount.toLocaleString('en')} sales lost in ${sizes[scale].restores} restores, ${filledCount.toLocaleString('en')} filled unasked, ${exceptionCount} exceptions`, violations }
  },
  weakenings: [
    { name: 'asking now and then how far head office has got', file: 'src/lane/sync/start-sync.ts', find: 'isWithin(greetMs, greetedMs, nowMs)', replace: 'isWithin(Infinity, greetedMs, nowMs)', noticed: 'were not filled' },
    { name: "head office's word, also when it is lower than before", file: 'src/lane/sync/upload.ts', find: 'upload.setAccepted(acceptedThrough, clock.now())', replace: 'upload.setAccepted(Math.max(acceptedThrough, upload.acceptedThrough()), clock.now())', noticed: 'were not filled' },
    { name: 'the state of the database a request speaks of', file: 'src/crm/ingest/ingest-upload.ts', find: 'request.epoch !== undefined && request.epoch !== journal.epoch', replace: 'request.epoch === null', noticed: 'did not notice that it was restored' },
  ],
}
