import type { Question } from './ask-questions.ts'
import type { Component } from './component.ts'
import { drawing } from './drawing.ts'
import { openGroupSearch, type Found, type GroupSearch } from './group-search.ts'
import type { ItemChoice } from './item-choice.ts'
import { canList, openRanges, type Ranges } from './ranges.ts'
import type { BestChoice } from './search-best.ts'
import type { NodeBudget } from './walk-choices.ts'

/** Nodes for a first look where not everything can be listed; a part of the budget where it can. */
const glanceNodes = 200
const glancePart = 8

/** Nodes for deciding a few decisions anew, how often in a row that may be in vain, and how often it is done at all. */
const fewNodes = 300
const vainLimit = 60
const tryLimit = 1000

/** Decisions opened at once at first, and after how many tries it is one more. */
const firstOpen = 3
const triesPerOpen = 20

/**
 * Looks for the best choice of a part of the basket that a first search could not finish.
 *
 * Twice all of it, by bound: what each offer brings is listed for every number of units it could get, rents for the units
 * show which answers can still be best, and the most promising are followed first, group after group. In between, and
 * where there is too much to list, a few units at a time are decided anew, the others as they are, for as long as it helps:
 * the better the choice that is known, the less is left to follow.
 *
 * @param start what is known already; the answer never saves less
 */
export function searchHard(component: Component, start: ItemChoice, budget: NodeBudget): BestChoice {
  const search = openGroupSearch(component, budget)
  const first = search.look(start.savingMinor, search.canListAll ? Math.ceil(budget.left / glancePart) : glanceNodes)
  if (first.isAll) return provenFrom(first.found?.choice ?? start)
  const known = first.found ?? answeredLike(start, component, search)
  const improved = known && improve(search, known, search.canListAll ? Math.floor(budget.left / 2) : 0)
  const better = improved && improved.choice.savingMinor > start.savingMinor ? improved.choice : start
  if (better.savingMinor >= search.boundMinor) return provenFrom(better)
  if (!search.canListAll) return { choice: better, provenBest: false, boundMinor: search.boundMinor }
  const second = search.look(better.savingMinor, budget.left)
  const choice = second.found?.choice ?? better
  return second.isAll ? provenFrom(choice) : { choice, provenBest: false, boundMinor: Math.max(search.boundMinor, choice.savingMinor) }
}

function provenFrom(choice: ItemChoice): BestChoice {
  return { choice, provenBest: true, boundMinor: choice.savingMinor }
}

/**
 * Opens a few decisions at a time, a few more as that fails, and keeps whatever saves more. Which ones is drawn, always
 * in the same way.
 * @param leastLeft nodes to be left for what comes after
 */
function improve(search: GroupSearch, known: Found, leastLeft: number): Found {
  const draw = drawing()
  let [best, vain] = [known, 0]
  for (let tries = 1; search.budget.left > leastLeft && vain < vainLimit && tries <= tryLimit; tries += 1) {
    const ranges = drawRanges(search, best.answers, firstOpen + Math.floor(tries / triesPerOpen), draw)
    const { found } = ranges ? search.look(best.choice.savingMinor, fewNodes, ranges) : { found: undefined }
    vain = found ? 0 : vain + 1
    best = found ?? best
  }
  return best
}

/** As many decisions as asked for, or as many as can be listed; undefined where not even one can. */
function drawRanges({ questions, fewCost }: GroupSearch, answers: readonly number[], openCount: number, draw: (below: number) => number): Ranges | undefined {
  const turnCount = (questions.all.at(-1)?.turn ?? -1) + 1
  const open = new Set<number>()
  let ranges: Ranges | undefined
  while (open.size < Math.min(openCount, turnCount)) {
    open.add(draw(turnCount))
    const wider = openRanges(questions, answers, open)
    if (!canList(questions, wider, fewCost)) break
    ranges = wider
  }
  return ranges
}

/** The start in terms of answers: an offer of several seats may seat its units otherwise, and save more or less. */
function answeredLike({ runs }: ItemChoice, { groups }: Component, { questions, look }: GroupSearch): Found | undefined {
  const left = new Map<string, number>()
  for (const run of runs) {
    for (let use = run.lastUse; use; use = use.before) {
      if (!groups[0]?.includes(use.candidate)) continue
      const key = `${run.poolIndex} ${use.candidate.index}`
      left.set(key, (left.get(key) ?? 0) + run.count)
    }
  }
  const room = questions.all.map(({ decision }) => decision.count)
  const answers = questions.all.map(({ chooser, slots, turn, place }: Question) => {
    const key = `${chooser.runs[slots[0] ?? 0]?.poolIndex ?? 0} ${chooser.candidate.index}`
    const count = Math.min(room[place] ?? 0, left.get(key) ?? 0)
    left.set(key, (left.get(key) ?? 0) - count)
    for (const other of questions.all) if (other.turn === turn) room[other.place] = (room[other.place] ?? 0) - count
    return count
  })
  return look(-1, glanceNodes, { least: answers, most: answers }).found
}
