import type { ItemCandidate } from './candidate.ts'
import { isSimple, type Component } from './component.ts'
import { drawing } from './drawing.ts'
import { choiceOfRuns, noChoice, type ItemChoice } from './item-choice.ts'
import type { StepBudget } from './list-takes.ts'
import { searchStates } from './search-states.ts'
import type { UnitRun } from './unit-run.ts'

/** Steps for choosing anew for some offers, and how often in a row that may be in vain. */
const windowSteps = 60_000
const vainLimit = 25

/** Offers chosen for at once: at first, at least and at most. */
const [firstOpen, fewestOpen, mostOpen] = [4, 2, 8]

/**
 * A better choice for a part of the basket that has too much to it to look at all: a few offers at a time get the best of
 * the units that the others leave, again and again. Which ones is drawn, always in the same way.
 *
 * @returns a choice that never saves less than the start
 */
export function improveChoice(component: Component, start: ItemChoice, steps: StepBudget): ItemChoice {
  const simple = component.groups.flat().filter(isSimple)
  const choosing = component.groups.flat().filter((candidate) => !isSimple(candidate))
  const draw = drawing()
  let [best, openCount, vain] = [start, firstOpen, 0]
  while (steps.left > 0 && vain < vainLimit) {
    const open = canBeOpen(best, new Set([...simple, ...drawSome(choosing, openCount, draw)]))
    const isOpen = (candidate: ItemCandidate): boolean => open.has(candidate)
    const own = { left: Math.min(windowSteps, steps.left) }
    steps.left -= own.left
    const [kept, free] = freeUnits(component, best, isOpen)
    const groups = component.groups.map((group) => group.filter(isOpen)).filter(({ length }) => length > 0)
    const found = searchStates({ ...component, runs: free, groups }, { ...noChoice, runs: free }, own)
    steps.left += own.left
    openCount = found ? Math.min(mostOpen, openCount + (vain % 2)) : Math.max(fewestOpen, openCount - 1)
    const tried = found ? choiceOfRuns([...kept, ...found.choice.runs]) : best
    vain = tried.savingMinor > best.savingMinor ? 0 : vain + 1
    if (vain === 0) best = tried
  }
  return best
}

/** Those of them that share no unit with an offer that stays: such a unit stays as it is, and counts for both. */
function canBeOpen({ runs }: ItemChoice, open: ReadonlySet<ItemCandidate>): Set<ItemCandidate> {
  const all = runs.map(usedBy)
  const can = new Set(open)
  for (let before = -1; before !== can.size; ) {
    before = can.size
    for (const users of all) if (users.some((user) => !can.has(user))) for (const user of users) can.delete(user)
  }
  return can
}

function usedBy({ lastUse }: UnitRun): ItemCandidate[] {
  const users: ItemCandidate[] = []
  for (let use = lastUse; use; use = use.before) users.push(use.candidate)
  return users
}

/** Units that an offer outside has, as they are, and all others as they were before any offer. */
function freeUnits({ runs }: Component, choice: ItemChoice, isOpen: (candidate: ItemCandidate) => boolean): [kept: UnitRun[], free: UnitRun[]] {
  const kept = choice.runs.filter((run) => !usedBy(run).every(isOpen))
  const free = runs.map((run) => ({ ...run, count: run.count - kept.reduce((sum, { poolIndex, count }) => sum + (poolIndex === run.poolIndex ? count : 0), 0) }))
  return [kept, free.filter(({ count }) => count > 0)]
}

function drawSome<Item>(all: readonly Item[], count: number, draw: (below: number) => number): Set<Item> {
  const some = new Set<Item>()
  while (some.size < Math.min(count, all.length)) for (const item of all.slice(draw(all.length)).slice(0, 1)) some.add(item)
  return some
}
