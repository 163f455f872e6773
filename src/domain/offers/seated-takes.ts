import type { Chooser } from './group-table.ts'
import { useOf } from './item-reward.ts'
import { total } from './item-use.ts'
import type { StepBudget } from './list-takes.ts'
import { slotCounts, type OwnRun, type Take } from './take.ts'
import { unitSaving } from './unit-saving.ts'

/** Giving one more run's units takes so many steps, and working out what several bundles save. */
const giveSteps = 12
const bundleSteps = 300

/** Takes of an offer on several sets, or one that gives another set: exactly the units that so many rewards need, whatever their seats. */
export function listSeatedTakes(chooser: Chooser, runs: readonly OwnRun[], steps: StepBudget, takeLimit: number): Take[] {
  const terms = termsOf(chooser, runs)
  const { asked, askedSeats, eachGot, measures, isCounted, neededOnce, timesMost, gotEach } = terms
  const haveFrom = fromEach(runs.map(({ run }, place) => (askedSeats[place] ? run.count * (measures[place] ?? 0) : 0)))
  const gotFrom = fromEach(runs.map(({ run }, place) => (eachGot[place] ? run.count : 0)))
  const counts = runs.map(() => 0)
  const gotCounts = runs.map(() => 0)
  const all: Take[] = []
  const add = (times: number, missing: number): void => {
    if (isCounted ? asked.length > 1 && !canBeSeated(terms, counts, times) : counts.some((count, place) => count > 0 && missing + (measures[place] ?? 0) <= 0)) return
    const savingMinor = savingOf(chooser, runs, { counts, gotCounts, eachGot, times }, steps)
    if (savingMinor > 0) all.push({ savingMinor, counts: [...counts], gotCounts: [...gotCounts] })
  }
  /** Gives units of one run after another: `missing` is what the condition still needs, `gotLeft` how many may still be got. */
  const give = (place: number, missing: number, gotLeft: number, times: number): void => {
    steps.left -= giveSteps
    // Fewer got than this are a take of fewer rewards.
    const isTooLittle = missing > (haveFrom[place] ?? 0) || gotLeft - (gotFrom[place] ?? 0) > Math.max(0, gotEach - 1)
    if (steps.left <= 0 || all.length > takeLimit || isTooLittle) return
    const own = runs[place]
    if (!own) return add(times, missing)
    const each = measures[place] ?? 0
    for (let count = 0; count <= own.run.count; count += 1) {
      if (count > 0 && (!askedSeats[place] || each === 0 || missing - (count - 1) * each <= 0)) break
      counts[place] = count
      for (let got = 0; got <= Math.min(own.run.count - count, eachGot[place] ? gotLeft : 0); got += 1) {
        gotCounts[place] = got
        give(place + 1, missing - count * each, gotLeft - got, times)
      }
      gotCounts[place] = 0
    }
    counts[place] = 0
  }
  for (let times = 1; times <= timesMost; times += 1) give(0, neededOnce * times, gotEach * times, times)
  return all
}

interface SeatedTerms {
  /** Units needed by each seat that is asked for. */
  readonly asked: readonly number[]
  /** Bit n: units of the run, by place, may take seat n of those. */
  readonly askedSeats: readonly number[]
  /** Off a unit of the run that is got; zero where none may be. */
  readonly eachGot: readonly number[]
  /** What a unit of the run counts for the condition: one, its price or its weight. */
  readonly measures: readonly number[]
  readonly isCounted: boolean
  readonly neededOnce: number
  readonly timesMost: number
  /** Units got for each reward. */
  readonly gotEach: number
}

function termsOf({ candidate: { reward, needs, limit, condition }, seats }: Chooser, runs: readonly OwnRun[]): SeatedTerms {
  const isGot = reward.kind === 'get-percent-off'
  const asked = isGot ? needs.slice(0, -1) : needs
  const bits = runs.map(({ slots }) => slots.reduce((own, slot) => own | (1 << (seats[slot] ?? 0)), 0))
  const askedSeats = bits.map((own) => own & ((1 << asked.length) - 1))
  const eachGot = runs.map(({ run }, place) => (isGot && (bits[place] ?? 0) >> asked.length ? unitSaving(reward, run) : 0))
  const measures = runs.map(({ run }) => (condition.kind === 'spend' ? run.unitMinor : condition.kind === 'weight' ? run.grams : 1))
  const neededOnce = condition.kind === 'spend' ? condition.spendMinor : condition.kind === 'weight' ? condition.grams : total(asked)
  const have = total(runs.map(({ run }, place) => (askedSeats[place] ? run.count * (measures[place] ?? 0) : 0)))
  const gotMost = total(runs.map(({ run }, place) => (eachGot[place] ? run.count : 0)))
  const isOnce = neededOnce === 0 || reward.kind === 'amount-off'
  const timesMost = Math.min(limit, isOnce ? 1 : Math.floor(have / neededOnce), isGot ? Math.ceil(gotMost / reward.unitCount) : Infinity)
  return { asked, askedSeats, eachGot, measures, isCounted: condition.kind !== 'spend' && condition.kind !== 'weight', neededOnce, timesMost, gotEach: isGot ? reward.unitCount : 0 }
}

/** By place: the sum from there on. */
function fromEach(counts: readonly number[]): number[] {
  return counts.map((_, place) => total(counts.slice(place)))
}

/** True when the units can be shared out among the seats, which they fill exactly: no seats are all that too many units may take (Hall's theorem). */
function canBeSeated({ asked, askedSeats }: SeatedTerms, counts: readonly number[], times: number): boolean {
  for (let some = 1; some < 1 << asked.length; some += 1) {
    let room = 0
    for (const [seat, need] of asked.entries()) if (some & (1 << seat)) room += need * times
    for (const [place, count] of counts.entries()) if (count > 0 && ((askedSeats[place] ?? 0) & ~some) === 0) room -= count
    if (room < 0) return false
  }
  return true
}

interface Given extends Pick<Take, 'counts' | 'gotCounts'> {
  readonly eachGot: readonly number[]
  readonly times: number
}

function savingOf(chooser: Chooser, runs: readonly OwnRun[], given: Given, steps: StepBudget): number {
  const { reward, budgetMinor } = chooser.candidate
  const sum = (of: readonly number[], each: (place: number) => number): number => of.reduce((all, count, place) => all + (count > 0 ? count * each(place) : 0), 0)
  const leftMinor = (place: number): number => runs[place]?.run.leftMinor ?? 0
  switch (reward.kind) {
    case 'get-percent-off':
      return Math.min(budgetMinor, sum(given.gotCounts, (place) => given.eachGot[place] ?? 0))
    case 'percent-off':
      return Math.min(budgetMinor, sum(given.counts, (place) => unitSaving(reward, { leftMinor: leftMinor(place), grams: 0 })))
    case 'amount-off':
      return Math.min(budgetMinor, reward.amountMinor, sum(given.counts, leftMinor))
    case 'bundle-price': {
      if (given.times === 1) return Math.min(budgetMinor, sum(given.counts, leftMinor) - reward.priceMinor)
      steps.left -= bundleSteps
      const use = useOf(chooser.candidate, { ...chooser, counts: slotCounts(chooser, runs, given) })
      // Where one of the bundles is not worth its price, the others are a take of their own.
      return use.rewardedCount === given.times ? use.savingMinor : 0
    }
    default:
      // The door refuses other rewards on several sets; see the feed's schema.
      return 0
  }
}
