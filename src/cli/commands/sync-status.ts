import { exitCode, type Command } from '../command.ts'
import { laneDataOptions, laneDataUsage, withLaneStore } from '../lane-data.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise sync status [--data DIR | --config FILE] [--json]

How far head office has got with a lane's journal: the last record written, the last one acknowledged,
what is waiting, and when head office last answered. May be run while the lane is selling.

${laneDataUsage}
  --json         one JSON object: journalId, storeId, laneNumber, lastNumber, acceptedThrough,
                 waitingFacts, waitingSales, lastContactAt (null before the first answer)

Exit codes: 0 nothing is waiting · 1 facts are waiting, or there is no lane · 2 wrong usage`

export const syncStatus: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { ...laneDataOptions, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const status = await withLaneStore(values, io, ({ identity, journal, upload }) => ({
      ...identity,
      lastNumber: journal.lastNumber(),
      acceptedThrough: upload.acceptedThrough(),
      waitingFacts: journal.lastNumber() - upload.acceptedThrough(),
      waitingSales: upload.waitingSaleCount(),
      lastContactAt: upload.lastContactAt() ?? null,
    }))
    if (values.json) io.out(JSON.stringify(status))
    else {
      io.out(`store ${status.storeId}, lane ${status.laneNumber}, journal ${status.journalId}`)
      io.out(`written ${status.lastNumber}, acknowledged ${status.acceptedThrough}, waiting ${status.waitingFacts} facts of ${status.waitingSales} sales`)
      io.out(status.lastContactAt === null ? 'head office has never answered this lane' : `last answer of head office ${status.lastContactAt}`)
    }
    return status.waitingFacts === 0 ? exitCode.ok : exitCode.foundTrouble
  },
}
