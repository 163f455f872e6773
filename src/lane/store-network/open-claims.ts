import type { LaneMessage } from '../../contract/store-network.ts'
import type { Clock } from '../real-clock.ts'
import type { News } from './open-news.ts'
import type { Neighbour, Talk } from './open-talk.ts'

/**
 * What came of asking the other lanes.
 * - free: every lane there is says so, or has given its own claim up
 * - held, spent: at that lane
 * - unanswered: nobody said no, and these lanes said nothing
 */
export type ClaimEnd =
  | { readonly kind: 'free' }
  | { readonly kind: 'held' | 'spent'; readonly laneNumber: number }
  | { readonly kind: 'unanswered'; readonly laneNumbers: readonly number[] }

/** What this lane has, from its journal and its open sales: a restart knows it again. */
export interface Holder {
  isSpent(what: string): boolean
  isHeld(what: string): boolean
}

/**
 * One thing, one lane: a lane that wants it asks all others and has it when all of them say it is free.
 *
 * A lane that says "free" while it is asking for the same thing itself gives its own claim up; so of two lanes that hear
 * each other never both have it, in whatever order their messages come. Which of them gives up is settled by stamps, by
 * which each lane counts what it asks, then by journal id, never by a clock: exactly one goes on. Whoever got it writes it
 * into its journal in the same step, and from then on `Holder` knows it.
 */
export interface Claims {
  /** Ends at once where there is nobody to ask, and within `longestMs` always. */
  ask(what: string, ended: (end: ClaimEnd) => void): void
  /** True while an answer is waited for. */
  isAsking(what?: string): boolean
  hear(from: Neighbour, message: LaneMessage): void
}

/** Asked again after so long, for datagrams get lost; and given up. */
const askAgainMs = [15, 30, 45, 65, 85, 105, 125] as const
export const longestMs = 150

interface Asking {
  readonly claimId: string
  readonly what: string
  readonly stamp: number
  readonly waiting: Map<string, number>
  readonly silent: readonly number[]
  readonly timers: (() => void)[]
  readonly ended: (end: ClaimEnd) => void
}

export interface ClaimParts {
  readonly talk: () => Pick<Talk, 'present' | 'silent' | 'tell' | 'send'>
  readonly self: Neighbour
  readonly holder: Holder
  /** What is free has perhaps just been used: the answer counts once everything the lane has told is here. */
  readonly news: Pick<News, 'through' | 'hasHeard'>
  readonly clock: Clock
  readonly newId: () => string
}

export function openClaims({ talk, self, holder, news, clock, newId }: ClaimParts): Claims {
  const asking = new Map<string, Asking>()
  let stamp = 0

  const end = (claim: Asking, how: ClaimEnd): void => {
    if (!asking.delete(claim.what)) return
    for (const cancel of claim.timers) cancel()
    claim.ended(how)
  }
  const endUnlessWaiting = (claim: Asking, isOver: boolean): void => {
    if (claim.waiting.size > 0 && !isOver) return
    const laneNumbers = [...claim.silent, ...claim.waiting.values()].sort((a, b) => a - b)
    end(claim, laneNumbers.length === 0 ? { kind: 'free' } : { kind: 'unanswered', laneNumbers })
  }
  const message = ({ claimId, what, stamp: own }: Asking): LaneMessage => ({ kind: 'claim', claimId, what, stamp: own })

  const ask: Claims['ask'] = (what, ended) => {
    stamp += 1
    const waiting = new Map(talk().present().map((lane) => [lane.journalId, lane.laneNumber]))
    const claim: Asking = { claimId: newId(), what, stamp, waiting, silent: talk().silent().map(({ laneNumber }) => laneNumber), timers: [], ended }
    asking.set(what, claim)
    if (waiting.size === 0) return endUnlessWaiting(claim, true)
    talk().tell(message(claim))
    for (const delayMs of askAgainMs) claim.timers.push(clock.after(delayMs, () => [...claim.waiting.keys()].forEach((journalId) => talk().send(journalId, message(claim)))))
    claim.timers.push(clock.after(longestMs, () => endUnlessWaiting(claim, true)))
  }

  const answerTo = (from: Neighbour, theirs: Extract<LaneMessage, { kind: 'claim' }>): 'free' | 'held' | 'spent' => {
    if (holder.isSpent(theirs.what)) return 'spent'
    if (holder.isHeld(theirs.what)) return 'held'
    const own = asking.get(theirs.what)
    if (!own) return 'free'
    if (comesFirst({ stamp: own.stamp, journalId: self.journalId }, { stamp: theirs.stamp, journalId: from.journalId })) return 'held'
    end(own, { kind: 'held', laneNumber: from.laneNumber })
    return 'free'
  }

  return {
    ask,
    isAsking: (what) => (what === undefined ? asking.size > 0 : asking.has(what)),
    hear(from, heard) {
      if (heard.kind !== 'claim' && heard.kind !== 'claim-answer') return
      if (heard.kind === 'claim') return talk().send(from.journalId, { kind: 'claim-answer', claimId: heard.claimId, answer: answerTo(from, heard), through: news.through() })
      const claim = [...asking.values()].find(({ claimId }) => claimId === heard.claimId)
      if (!claim || !news.hasHeard(from.journalId, heard.through) || !claim.waiting.delete(from.journalId)) return
      if (heard.answer !== 'free') return end(claim, { kind: heard.answer, laneNumber: from.laneNumber })
      endUnlessWaiting(claim, false)
    },
  }
}

function comesFirst(one: { readonly stamp: number; readonly journalId: string }, other: typeof one): boolean {
  return one.stamp === other.stamp ? one.journalId < other.journalId : one.stamp < other.stamp
}
