import type { OfficeAnswer } from '../ask-office.ts'
import type { LaneStanding } from '../lane-standing.ts'
import { broken, look, ok, type Found } from './finding.ts'
import { driftWords, lasting, secondsBetween } from './words.ts'

const hour = 3_600
const day = 24 * hour
const again = 'Run this again when head office answers'

/** What head office sent: whether it is there, and how old. @param oldSeconds age of its last answer, null before the first */
export function checkReplica({ hasSettings, feed, unknownOffers }: Pick<LaneStanding, 'hasSettings' | 'feed' | 'unknownOffers'>, oldSeconds: number | null): Found {
  if (!hasSettings) return broken('nothing has come from head office yet: there is nothing to sell from', 'Check crm.url and crm.token of the configuration, and start the lane: it fetches everything')
  const seen = `items at change ${feed.items.change}, offers at ${feed.offers.change}; ${oldSeconds === null ? 'of unknown age' : `as head office had it ${lasting(oldSeconds)} ago`}`
  if (unknownOffers.length > 0) return look(`${seen}; ${unknownOffers.length} offers of kinds this program does not know`, 'Update the program; until then they are left out and shown')
  if (oldSeconds !== null && oldSeconds <= day) return ok(seen)
  return look(seen, 'Everything sells, at the prices and offers of then: bring the line to head office back')
}

/** By which key the lane knows head office. @param given in the configuration */
export function checkFeedKey(pinned: string | null, given: string | undefined): Found {
  if (given === undefined) return look(pinned === null ? 'none in the configuration: the first one seen will be kept' : `kept since it was first seen: ${pinned}`, "Compare it with the CRM's ready line, and write it into the configuration as crm.feedKey")
  if (pinned !== null && pinned !== given) return look(`the configuration has ${given}, what was taken so far was signed with ${pinned}`, 'If head office has a new key this settles itself at the next answer; else correct crm.feedKey')
  return ok('as the configuration says')
}

/** What head office has not acknowledged. */
export function checkWaiting({ waitingFacts, waitingSales, waitingSince }: Pick<LaneStanding, 'waitingFacts' | 'waitingSales' | 'waitingSince'>, at: string): Found {
  if (waitingSince === null) return ok('nothing waits')
  const seconds = secondsBetween(waitingSince, at)
  const seen = `${waitingFacts} records of ${waitingSales} sales, the oldest for ${lasting(seconds)}`
  return seconds < hour ? ok(seen) : look(seen, 'They are safe here and go up by themselves while the lane runs and head office answers; see the lines below')
}

/**
 * @param answer undefined where nobody could be asked: the lane was named by its folder
 * @param oldSeconds age of its last answer to the lane, null where it has never had one, undefined where the lane's database does not open
 */
export function checkOffice(answer: OfficeAnswer | undefined, oldSeconds: number | null | undefined): Found {
  const last = oldSeconds === undefined ? 'since when is in the database' : oldSeconds === null ? 'it has never answered this lane' : `its last answer is ${lasting(oldSeconds)} old`
  if (!answer) return look(`not asked; ${last}`, 'Name the lane with --config FILE, which says where head office is')
  switch (answer.kind) {
    case 'answered':
      return ok(`answers${answer.status.epoch === undefined ? '' : `, epoch ${answer.status.epoch}`}`)
    case 'silent':
      return look(`does not answer; ${last}`, 'The lane sells on. Check the network and crm.url of the configuration')
    case 'refused':
      return broken(`answers, and refuses: ${answer.problem}`, 'Until then sales wait here and nothing new comes')
  }
}

/**
 * Whether head office holds the same journal.
 * @param own hash of the lane's record with the number head office has got to; undefined where the lane has none, or keeps it no more
 */
export function checkAgreement(answer: OfficeAnswer | undefined, own: string | undefined, lastNumber: number): Found {
  if (answer?.kind !== 'answered') return look('not compared: head office was not heard', again)
  const { forked, acceptedThrough, acceptedHash } = answer.status
  if (acceptedThrough > lastNumber) return broken(`head office has record ${acceptedThrough}, the lane ends at ${lastNumber}: an older state of the disk was put back`, 'Stop selling and start the lane anew: it takes back what it lost')
  const differs = own !== undefined && acceptedHash !== undefined && own !== acceptedHash
  if (forked || differs) return broken('head office holds other records under the same numbers: the journal has forked', 'The lane sells on and keeps everything. If this line is still here tomorrow, keep its folder as it is and call support')
  return ok(`the same journal, through record ${acceptedThrough}`)
}

/** @param driftSeconds the lane's clock is ahead by; null while nobody knows */
export function checkClock(driftSeconds: number | null): Found {
  if (driftSeconds === null) return look("not compared: head office's time is not known", again)
  const off = Math.abs(driftSeconds)
  const seen = `against head office's ${driftWords(driftSeconds)}`
  const todo = 'Set the clock of this machine (and of head office, if that is the one): offers and receipts go by it, the order of sales does not'
  if (off <= 60) return ok(seen)
  return off <= day ? look(seen, todo) : broken(seen, todo)
}
