import { createHash } from 'node:crypto'

/** What the lane knows of head office since it greeted it last, and how it speaks to it. */
export interface Contact {
  /** State of the CRM's database that everything said since belongs to; undefined before the first greeting, and with a CRM too old to say. */
  epoch: string | undefined
  /** Requests made so far, so that no two have the same id. */
  askedCount: number
  /** Records in the next request: fewer after one that did not get through, more while all is well. */
  batchCount: number
  /** How far the lane's clock is ahead of head office's, whole seconds, below zero where it is behind; undefined while nobody knows. People are told; nothing is ordered by it. */
  driftSeconds: number | undefined
}

/** No more than the contract lets into one request. A long queue is through sooner in long ones: each costs a transaction there and a synced commit here. */
const batchCounts = { least: 10, most: 1_000 }

export function newContact(): Contact {
  return { epoch: undefined, askedCount: 0, batchCount: batchCounts.most, driftSeconds: undefined }
}

/** @returns an id for one request of this lane: the same in a replay, never the same twice while the lane runs */
export function nextAskId(contact: Contact, journalId: string, about: string): string {
  contact.askedCount += 1
  return createHash('sha256').update(`${journalId} ${about} ${contact.askedCount}`).digest('hex').slice(0, 32)
}

/** An answer that took longer says too little of the time at which it was given. */
const mostWaitMs = 5_000

/**
 * Compares the lane's clock with head office's by one answer, which is taken to have been given half-way between question
 * and answer. Right to within half a second and half of the wait.
 * @param asked ISO time at which the lane asked, by its own clock
 * @param given time of the answer by head office's clock, as HTTP's Date has it: cut to whole seconds
 * @param answered ISO time at which the lane had the answer
 * @returns whole seconds that the lane is ahead; undefined where the answer says no time, was long on its way, or came while the clock was set
 */
export function driftOf({ asked, given, answered }: { readonly asked: string; readonly given: string | undefined; readonly answered: string }): number | undefined {
  const [askedMs, answeredMs] = [Date.parse(asked), Date.parse(answered)]
  const givenMs = Date.parse(given ?? '') + 500
  if (Number.isNaN(givenMs) || answeredMs < askedMs || answeredMs - askedMs > mostWaitMs) return undefined
  return Math.round(((askedMs + answeredMs) / 2 - givenMs) / 1_000) + 0
}

/** A bad line brings a short request through sooner than a long one. */
export function shrinkBatch(contact: Contact): void {
  contact.batchCount = Math.max(batchCounts.least, Math.floor(contact.batchCount / 2))
}

/** @param throughCount as many as the request that came through might hold */
export function growBatch(contact: Contact, throughCount: number): void {
  contact.batchCount = Math.min(batchCounts.most, throughCount * 2)
}

/**
 * How long to wait before trying again: twice as long after every failure up to a most, of which each lane takes its own
 * part from the upper half, so that the lanes of a store do not all come back at the same moment.
 */
export function pauseAfter(failureCount: number, laneId: string, { firstMs, mostMs }: { readonly firstMs: number; readonly mostMs: number }): number {
  const wholeMs = Math.min(mostMs, firstMs * 2 ** (failureCount - 1))
  const part = createHash('sha256').update(`${laneId} ${failureCount}`).digest().readUInt32BE(0) / 2 ** 32
  return Math.round(wholeMs * (0.5 + part / 2))
}
