import { askPricing } from '../ask-pricing.ts'
import { exitCode, type Command } from '../command.ts'
import { laneConfigOf, laneDataOptions, laneDataUsage, withLaneStore } from '../lane-data.ts'
import { readOptions } from '../read-options.ts'
import type { PricingReport } from '../../contract/sync.ts'

const usage = `usage: lanewise sync status [--data DIR | --config FILE] [--json]

How far head office has got with a lane's journal: the last record written, the last one acknowledged,
what is waiting, and when head office last answered; where the lane is named by its configuration, also how many of
its sales head office has priced again, and on how many it agrees. May be run while the lane is selling.

${laneDataUsage}
  --json         one JSON object: journalId, storeId, laneNumber, lastNumber, acceptedThrough,
                 waitingFacts, waitingSales, lastContactAt (null before the first answer), pricedAgain (null without
                 an answer now, else checked, agreed, different, notCheckable, waiting, reasons),
                 unknownOffers (of kinds this program is too old for: they are left out and shown)

Exit codes: 0 nothing is waiting · 1 facts are waiting, or there is no lane · 2 wrong usage`

export const syncStatus: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { ...laneDataOptions, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const status = await withLaneStore(values, io, ({ identity, journal, upload, replica }) => ({
      ...identity,
      lastNumber: journal.lastNumber(),
      acceptedThrough: upload.acceptedThrough(),
      waitingFacts: journal.lastNumber() - upload.acceptedThrough(),
      waitingSales: upload.waitingSaleCount(),
      lastContactAt: upload.lastContactAt() ?? null,
      unknownOffers: replica.unknownOffers().map(({ offerId, name }) => ({ offerId, name: name.en })),
    }))
    const config = await laneConfigOf(values, io)
    const pricedAgain = config && (await askPricing(config, status.journalId))
    if (values.json) io.out(JSON.stringify({ ...status, pricedAgain: pricedAgain ?? null }))
    else {
      io.out(`store ${status.storeId}, lane ${status.laneNumber}, journal ${status.journalId}`)
      io.out(`written ${status.lastNumber}, acknowledged ${status.acceptedThrough}, waiting ${status.waitingFacts} facts of ${status.waitingSales} sales`)
      io.out(status.lastContactAt === null ? 'head office has never answered this lane' : `last answer of head office ${status.lastContactAt}`)
      if (pricedAgain) io.out(pricedWords(pricedAgain))
      else if (config) io.out('head office does not answer now; what it made of the sales is not known')
      for (const { offerId, name } of status.unknownOffers) io.out(`offer ${offerId} (${name}) is of a kind this program does not know: it is left out until the program is updated`)
    }
    return status.waitingFacts === 0 ? exitCode.ok : exitCode.foundTrouble
  },
}

function pricedWords({ checked, agreed, different, notCheckable, waiting }: PricingReport): string {
  return `priced again by head office ${checked} sales: ${agreed} agreed, ${different} different; ${notCheckable} could not be checked, ${waiting} waiting`
}
