import { exitCode, type Command } from '../command.ts'
import { laneDataOptions, laneDataUsage, withLaneStore } from '../lane-data.ts'
import { readOptions } from '../read-options.ts'
import { verifyJournal } from '../verify-journal.ts'

const usage = `usage: lanewise journal verify [--data DIR | --config FILE] [--json]

Walks a lane's journal from the first record to the last: numbers without gaps, every record chained to the
one before it, every fact readable, receipt numbers counting up by one but for those
written down as left out, no sale completed twice. Where old records
were taken out, it begins with what is kept of them.
May be run while the lane is selling. Names the first bad record.

${laneDataUsage}
  --json         one JSON object: journalId, storeId, laneNumber, ok, startsAfter, recordCount, receiptCount, firstBad

Exit codes: 0 the journal is whole · 1 it is not, or is not there · 2 wrong usage`

export const journalVerify: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { ...laneDataOptions, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const { identity, report } = await withLaneStore(values, io, (store) => ({ identity: store.identity, report: verifyJournal(store.journal) }))
    const ok = report.firstBad === undefined
    if (values.json) io.out(JSON.stringify({ ...identity, ok, ...report }))
    else {
      io.out(`journal ${identity.journalId} of store ${identity.storeId}, lane ${identity.laneNumber}: ${report.recordCount} records, ${report.receiptCount} receipts`)
      if (report.startsAfter > 0) io.out(`records 1 to ${report.startsAfter} were taken out: head office has had them for 90 days`)
      io.out(report.firstBad ? `record ${report.firstBad.number}: ${report.firstBad.trouble}. Keep the folder as it is and call support; what head office has acknowledged is safe.` : 'whole: chain unbroken, no number missing')
    }
    return ok ? exitCode.ok : exitCode.foundTrouble
  },
}
