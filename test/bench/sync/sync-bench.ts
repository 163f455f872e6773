import type { ReportBench } from '../bench.ts'
import { deadOrAlive } from './dead-or-alive.ts'
import { ingestRates } from './ingest-rates.ts'
import { replicaLoad } from './replica-load.ts'

const sizes = {
  whole: { ingest: { rounds: 15, salesPerRound: 800 }, scans: { scanCount: 10_000 }, load: { itemCount: 1_000_000, scanCount: 1_000 } },
  short: { ingest: { rounds: 1, salesPerRound: 40 }, scans: undefined, load: { itemCount: 2_000, scanCount: 20 } },
}

export const syncBench: ReportBench = {
  name: 'sync',
  async report({ isShort }, { show, tell }) {
    const size = isShort ? sizes.short : sizes.whole
    show(await ingestRates(size.ingest, tell))
    show(await replicaLoad(size.load, tell))
    // Its head office is a process that gives way to all others: in a short run beside the tests it would be waited for. Row 15 of the faults does the same in one process.
    if (size.scans) show(await deadOrAlive(size.scans, tell))
  },
}
