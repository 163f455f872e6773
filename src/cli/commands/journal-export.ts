import { readFact } from '../../lane/store/journal.ts'
import type { LaneStore } from '../../lane/store/open-lane-store.ts'
import { exitCode, type Command } from '../command.ts'
import type { Io } from '../io.ts'
import { laneDataOptions, laneDataUsage, withLaneStore } from '../lane-data.ts'
import { poslogTransaction } from '../poslog.ts'
import { readOptions, wholeNumber } from '../read-options.ts'

const usage = `usage: lanewise journal export [--data DIR | --config FILE] [--after N] [--poslog] [--json]

Writes a lane's journal, one JSON object a line, oldest first: number, at, body (the exact text of the fact in its
envelope), previousHash and hash, so that whoever reads it can check the chain. Begins with the oldest record the lane
still has: what head office has had for 90 days is taken out. May be run while the lane is selling.

  --after N      only records behind number N (default 0)
  --poslog       completed sales and returns alone, under the names of ARTS POSLog; amounts are minor units
  --json         changes nothing: every line is JSON
${laneDataUsage}

Exit codes: 0 written · 1 there is no such lane · 2 wrong usage`

export const journalExport: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { ...laneDataOptions, after: { type: 'string' }, poslog: { type: 'boolean' }, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const after = values.after === undefined ? 0 : wholeNumber(values.after, '--after', { min: 0, max: Number.MAX_SAFE_INTEGER })
    await withLaneStore(values, io, (store) => writeRecords(store, after, values.poslog === true, io))
    return exitCode.ok
  },
}

const pageSize = 1_000

function writeRecords(store: LaneStore, after: number, asPoslog: boolean, io: Io): void {
  const workstation = { ...store.identity, currencyCode: store.replica.settings()?.currency.code }
  for (let page = store.journal.recordsAfter(after, pageSize); page.length > 0; page = store.journal.recordsAfter(page.at(-1)?.number ?? 0, pageSize)) {
    for (const record of page) {
      if (!asPoslog) {
        io.out(JSON.stringify(record))
        continue
      }
      const fact = readFact(record.body)
      if (fact.kind === 'sale-completed' || fact.kind === 'sale-returned') io.out(JSON.stringify(poslogTransaction(fact, workstation)))
    }
  }
}
