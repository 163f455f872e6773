import type { DeviceOrder, DeviceOutcome } from '../../src/contract/devices.ts'

/** Orders that move money, by id: none is carried out twice, however often it is sent. */
export interface OutcomeMemory {
  /** `new`: carry it out; `open`: it is being carried out; else the answer it got. */
  asked(order: DeviceOrder): 'new' | 'open' | DeviceOutcome
  keep(order: DeviceOrder, outcome: DeviceOutcome): void
  /** How it ended, when that is known for certain. */
  settled(orderId: string): DeviceOutcome | undefined
}

/** A sale has a handful of payments; a day's worth is not needed. */
const maxKeptCount = 64

export function openOutcomeMemory(): OutcomeMemory {
  const outcomes = new Map<string, 'open' | DeviceOutcome>()
  return {
    asked({ orderId }) {
      const before = outcomes.get(orderId)
      if (before) return before
      if (outcomes.size >= maxKeptCount) forgetOldest(outcomes)
      outcomes.set(orderId, 'open')
      return 'new'
    },
    keep({ orderId }, outcome) {
      if (outcomes.has(orderId)) outcomes.set(orderId, outcome)
    },
    settled(orderId) {
      const outcome = outcomes.get(orderId)
      return outcome === undefined || outcome === 'open' || outcome.outcome === 'unknown' ? undefined : outcome
    },
  }
}

function forgetOldest(outcomes: Map<string, unknown>): void {
  const oldest = outcomes.keys().next()
  if (!oldest.done) outcomes.delete(oldest.value)
}
