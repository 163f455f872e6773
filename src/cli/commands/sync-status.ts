import type { PricingReport } from '../../contract/sync.ts'
import { realClock } from '../../lane/real-clock.ts'
import { askOffice, type OfficeAnswer } from '../ask-office.ts'
import { askPricing } from '../ask-pricing.ts'
import { exitCode, type Command } from '../command.ts'
import { driftWords, lasting, secondsBetween } from '../doctor/words.ts'
import { laneConfigOf, laneDataOptions, laneDataUsage, withLaneStore } from '../lane-data.ts'
import { readStanding, type LaneStanding } from '../lane-standing.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise sync status [--data DIR | --config FILE] [--json]

How a lane stands with head office: the last record written, the last one acknowledged, what is waiting and since when;
how old the data of head office are, how far the feed is, by which key it is believed; which other lanes of the store it
has heard of. Where the lane is named by its configuration head office is asked too: whether it answers, in which
epoch, how far the clocks are apart, how many of the lane's sales it has priced again, and on how many it agrees.
May be run while the lane is selling.

${laneDataUsage}
  --json         one JSON object: journalId, storeId, laneNumber, lastNumber, acceptedThrough,
                 waitingFacts, waitingSales, waitingSince (null for nothing), lastContactAt (null before the first
                 answer), feed (change and mark of every topic), hasSettings, feedKey (null before the first), lanes
                 (journalId, laneNumber, isClosed, heardThrough), unknownOffers (of kinds this program is too old for:
                 they are left out and shown), office (null where it was not asked, else kind: answered, silent or
                 refused; with answered the status and driftSeconds, by which this machine's clock is ahead), pricedAgain
                 (null without an answer now, else checked, agreed, different, notCheckable, waiting, reasons)

Exit codes: 0 nothing is waiting · 1 facts are waiting, or there is no lane · 2 wrong usage`

export const syncStatus: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { ...laneDataOptions, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const standing = await withLaneStore(values, io, readStanding)
    const config = await laneConfigOf(values, io)
    const [office, pricedAgain] = config ? await Promise.all([askOffice(config, standing.journalId), askPricing(config, standing.journalId)]) : []
    if (values.json) io.out(JSON.stringify({ ...standing, office: office ?? null, pricedAgain: pricedAgain ?? null }))
    else for (const line of [...standingWords(standing, realClock.now()), ...officeWords(office, pricedAgain)]) io.out(line)
    return standing.waitingFacts === 0 ? exitCode.ok : exitCode.foundTrouble
  },
}

function standingWords({ storeId, laneNumber, journalId, lastNumber, acceptedThrough, waitingFacts, waitingSales, waitingSince, lastContactAt, feed, lanes, unknownOffers }: LaneStanding, at: string): string[] {
  const topics = Object.entries(feed).map(([topic, { change, mark }]) => `${topic} ${change}${mark === '' ? '' : ` (${mark.slice(0, 8)})`}`)
  const heard = lanes.map((lane) => `${lane.laneNumber}${lane.isClosed ? ' (closed)' : ''}`)
  return [
    `store ${storeId}, lane ${laneNumber}, journal ${journalId}`,
    `written ${lastNumber}, acknowledged ${acceptedThrough}, waiting ${waitingFacts} facts of ${waitingSales} sales${waitingSince === null ? '' : `, the oldest since ${waitingSince}`}`,
    lastContactAt === null ? 'head office has never answered this lane' : `last answer of head office ${lastContactAt}: so old is what it sent, ${lasting(secondsBetween(lastContactAt, at))}`,
    `feed: ${topics.join(', ')}`,
    heard.length === 0 ? 'no other lane of the store was ever heard' : `heard of lanes ${heard.join(', ')}`,
    ...unknownOffers.map(({ offerId, name }) => `offer ${offerId} (${name}) is of a kind this program does not know: it is left out until the program is updated`),
  ]
}

/** Nothing where it was not asked. */
function officeWords(office: OfficeAnswer | undefined, pricedAgain: PricingReport | undefined): string[] {
  switch (office?.kind) {
    case undefined:
      return []
    case 'silent':
      return ['head office does not answer now; what it made of the sales is not known']
    case 'refused':
      return [`head office answers, and refuses: ${office.problem}`]
    case 'answered':
      return [
        `head office answers${office.status.epoch === undefined ? '' : `, epoch ${office.status.epoch}`}${office.driftSeconds === null ? '' : `; this clock is ${driftWords(office.driftSeconds)}`}`,
        ...(pricedAgain ? [pricedWords(pricedAgain)] : []),
      ]
  }
}

function pricedWords({ checked, agreed, different, notCheckable, waiting }: PricingReport): string {
  return `priced again by head office ${checked} sales: ${agreed} agreed, ${different} different; ${notCheckable} could not be checked, ${waiting} waiting`
}
