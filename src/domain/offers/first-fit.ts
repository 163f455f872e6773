import type { ItemCandidate } from './candidate.ts'
import { everySlot, type Component } from './component.ts'
import { tieBreakOf, type ItemChoice } from './item-choice.ts'
import { useOf } from './item-reward.ts'
import type { Slots } from './item-use.ts'
import { isSeated, plainSlots } from './seat-reward.ts'
import { serveUnits } from './serve-units.ts'
import { inServingOrder, type UnitRun } from './unit-run.ts'

/** Which offer of a group goes next, given what each would save with the units still free. */
type Turn = 'offer-order' | 'largest-saving'

/**
 * Serves units greedily: in each group one offer after another takes what is best for it of what is left.
 * In offer order this is what a plain till does; it is where the search starts, and nothing ends below it.
 */
export function firstFit(component: Component, turn: Turn): ItemChoice {
  const gains = new Map<ItemCandidate, number>()
  let runs = component.runs
  for (const group of component.groups) runs = serveGroup(component, group, runs, turn, gains)
  const savingMinor = [...gains.values()].reduce((sum, gainMinor) => sum + gainMinor, 0)
  return { savingMinor, tie: tieBreakOf(gains), runs }
}

function serveGroup({ serving }: Component, group: readonly ItemCandidate[], before: readonly UnitRun[], turn: Turn, gains: Map<ItemCandidate, number>): UnitRun[] {
  let free = inServingOrder(before)
  const served: UnitRun[] = []
  const waiting = [...group]
  while (waiting.length > 0) {
    const asked = turn === 'offer-order' ? waiting.slice(0, 1) : waiting
    const offered = asked.map((candidate) => {
      const all = everySlot(candidate, serving, free)
      const slots = isSeated(candidate) ? plainSlots(candidate, all) : all
      return { candidate, slots, use: useOf(candidate, slots) }
    })
    const [first] = offered
    if (!first) break
    const next = offered.reduce((best, each) => (each.use.savingMinor > best.use.savingMinor ? each : best), first)
    waiting.splice(waiting.indexOf(next.candidate), 1)
    if (next.use.savingMinor === 0) continue
    gains.set(next.candidate, next.use.savingMinor)
    const after = serveUnits(next.candidate, next.slots, next.use)
    // A unit an offer of this group has served is out of reach for the group's other offers.
    const isServed = (run: UnitRun): boolean => run.lastUse?.candidate === next.candidate
    served.push(...after.filter(isServed))
    free = inServingOrder([...remaining(free, next.slots), ...after.filter((run) => !isServed(run))])
  }
  return [...served, ...free]
}

/** Free units that were not offered to anybody. */
function remaining(free: readonly UnitRun[], { runs, counts }: Slots): UnitRun[] {
  return free.flatMap((run) => {
    const given = runs.reduce((sum, each, index) => sum + (each === run ? (counts[index] ?? 0) : 0), 0)
    return given < run.count ? [{ ...run, count: run.count - given }] : []
  })
}
