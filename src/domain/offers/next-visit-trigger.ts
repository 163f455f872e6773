import { assertNever } from '../assert.ts'
import type { Line } from '../basket/line.ts'
import type { NextVisitCandidate } from '../loyalty/member.ts'
import { inItemSet, isWholeRange } from './item-set.ts'
import type { BasketTrigger, Offer } from './offer.ts'
import { seatSets } from './seats.ts'

/** The basket just closed, as triggers see it. */
export interface ClosedBasket {
  /** Not voided. */
  readonly lines: readonly Line[]
  /** Paid for the goods. */
  readonly netMinor: number
}

/** What a basket adds to an offer, and why; the reason of the strongest of its triggers. */
export interface Triggered {
  readonly scoreBasisPoints: number
  readonly reason: NextVisitCandidate['reason']
}

/** @returns undefined when nothing in the basket speaks for the offer */
export function triggeredBy(offer: Offer, basket: ClosedBasket): Triggered | undefined {
  const held = (offer.issue?.triggers ?? []).filter((trigger) => holds(trigger, offer, basket))
  const [first, ...others] = held
  if (!first) return undefined
  const strongest = others.reduce((best, each) => (each.scoreBasisPoints > best.scoreBasisPoints ? each : best), first)
  return { scoreBasisPoints: held.reduce((sum, { scoreBasisPoints }) => sum + scoreBasisPoints, 0), reason: strongest.kind === 'bought' ? strongest.reason : 'stretch' }
}

function holds(trigger: BasketTrigger, offer: Offer, { lines, netMinor }: ClosedBasket): boolean {
  switch (trigger.kind) {
    case 'bought':
      return lines.some(({ item }) => inItemSet(trigger.set, item)) && !lines.some((line) => isAbout(offer, line))
    case 'spent-below':
      return netMinor >= trigger.fromMinor && netMinor < trigger.spendMinor
    default:
      return assertNever(trigger, 'trigger')
  }
}

/** Whether an offer speaks of a line's item; one on the whole range is about no item in particular. */
export function isAbout(offer: Offer, { item }: Line): boolean {
  return seatSets(offer).some((set) => !isWholeRange(set) && inItemSet(set, item))
}
