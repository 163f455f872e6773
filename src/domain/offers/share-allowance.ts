import { assert } from '../assert.ts'

/** One lane's journal, and one limited quantity of one offer: rewards, or money in minor units. */
export interface LaneShare {
  /** Released to it so far, over all its sales. */
  readonly released: number
  /** Given by it so far, as far as its facts have come up. */
  readonly used: number
  /** False for a journal that is over (the lane has a new disk): it gets nothing more. */
  readonly isOpen: boolean
}

export interface SharingRules {
  /** Of all sales together. */
  readonly limit: number
  /** The least worth sending: one reward, or money for one. */
  readonly smallest: number
}

/**
 * Works out what every lane's journal may give from now on: released so far, and more where there is more.
 *
 * Half of what is left is spread evenly over the open lanes, never less than `smallest` each; the other half waits for
 * those that sell. A lane is filled up to its part again once it has used half of it. Released never goes down, and
 * all that is released, or given beyond it, is never above the limit unless it was before. So whatever is lost, late or
 * sent twice, lanes that keep to their allowance cannot give more than the limit together.
 *
 * What a lane that has gone away holds stays with it.
 *
 * @param lanes in the order in which the last of it is handed out; the same lanes give the same answer
 * @returns what each is released now, same order
 */
export function shareAllowance({ limit, smallest }: SharingRules, lanes: readonly LaneShare[]): number[] {
  assert(limit >= 0 && smallest >= 1, 'a limit is not below zero, and the smallest part not below one')
  const openCount = lanes.filter(({ isOpen }) => isOpen).length
  const usedUp = lanes.reduce((sum, { used }) => sum + used, 0)
  let free = limit - lanes.reduce((sum, lane) => sum + bound(lane), 0)
  const part = Math.max(smallest, Math.floor((limit - usedUp) / 2 / Math.max(1, openCount)))
  return lanes.map((lane) => {
    const outstanding = bound(lane) - lane.used
    if (!lane.isOpen || free <= 0 || outstanding > Math.floor(part / 2)) return bound(lane)
    const more = Math.min(free, part - outstanding)
    free -= more
    return bound(lane) + more
  })
}

/** Gone for good: what was released, or what was given all the same. */
function bound({ released, used }: LaneShare): number {
  return Math.max(released, used)
}
