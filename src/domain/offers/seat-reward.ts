import type { ItemCandidate } from './candidate.ts'
import { noUse, total, unitsWorth, type ItemUse, type Slots } from './item-use.ts'
import type { Seat } from './seats.ts'
import type { UnitRun } from './unit-run.ts'
import { unitSaving } from './unit-saving.ts'

/** Units of one slot that carry the saving, and those that only meet the condition. */
export interface SlotPlace {
  readonly rewardedCount: number
  readonly helpingCount: number
}

/** True for offers that ask for several sets, or reward another set than they ask for. */
export function isSeated({ condition, reward }: ItemCandidate): boolean {
  return condition.kind === 'sets' || reward.kind === 'get-percent-off'
}

/**
 * What an offer with seats does with its units: so many rewards as every seat has units for, each seat's
 * dearest first. `rewardedCount` of the answer counts rewards: bundles, or units of the set that is got.
 */
export function useOfSeats(candidate: ItemCandidate, slots: Slots): ItemUse {
  const { reward, needs, limit, budgetMinor } = candidate
  const seats = needs.map((_, seat) => seatOf(slots, seat))
  const asked = reward.kind === 'get-percent-off' ? seats.slice(0, -1) : seats
  // A basket's spend is met once; what stands in the basket's own condition has been looked at before.
  const timesMet = Math.min(limit, asked.length === 0 ? 1 : Infinity, ...asked.map((seat, index) => timesOf(candidate, seat, index)))
  if (timesMet < 1) return noUse
  switch (reward.kind) {
    case 'get-percent-off': {
      const got = seats.at(-1) ?? emptySeat
      return capped(firstOf(got, timesMet * reward.unitCount, (run) => unitSaving(reward, run)), budgetMinor)
    }
    case 'bundle-price':
      return capped(bundles(seats, needs, timesMet, (valueMinor) => valueMinor - reward.priceMinor), budgetMinor)
    case 'amount-off':
      return capped(bundles(seats, needs, 1, (valueMinor) => Math.min(valueMinor, reward.amountMinor)), budgetMinor)
    case 'percent-off': {
      const saved = seats.map((seat, index) => firstOf(seat, timesMet * (needs[index] ?? 0), (run) => unitSaving(reward, run)).savingMinor)
      return capped({ savingMinor: total(saved), rewardedCount: timesMet, servedCount: 0 }, budgetMinor)
    }
    default:
      // The door refuses other rewards on several sets; see the feed's schema.
      return noUse
  }
}

/** Where the units lie that a use of several seats rests on, slot by slot. */
export function placesOf(candidate: ItemCandidate, slots: Slots, { rewardedCount }: ItemUse): SlotPlace[] {
  const { reward, needs } = candidate
  const isGot = reward.kind === 'get-percent-off'
  const times = isGot ? Math.ceil(rewardedCount / reward.unitCount) : rewardedCount
  const left = needs.map((need, seat) => (isGot && seat === needs.length - 1 ? rewardedCount : neededIn(candidate, seatOf(slots, seat), need * times, times)))
  return slots.counts.map((count, index) => {
    const seat = slots.seats[index] ?? 0
    const taken = Math.min(count, left[seat] ?? 0)
    left[seat] = (left[seat] ?? 0) - taken
    return isGot && seat < needs.length - 1 ? { rewardedCount: 0, helpingCount: taken } : { rewardedCount: taken, helpingCount: 0 }
  })
}

/** Percentages fall on each rewarded unit by itself; other savings are shared out over all of them. */
export function isPerRewardedUnit({ reward }: ItemCandidate): boolean {
  return reward.kind === 'percent-off' || reward.kind === 'get-percent-off'
}

/**
 * What a plain till would give the offer: seat after seat takes the dearest free units that so many rewards need, for
 * the greatest number of rewards for which that works out.
 */
export function plainSlots(candidate: ItemCandidate, slots: Slots): Slots {
  const unitCount = total(slots.counts)
  for (let times = Math.min(candidate.limit, unitCount); times > 0; times -= 1) {
    const counts = seatGreedily(candidate, slots, times)
    if (counts) return { ...slots, counts }
  }
  return { runs: [], seats: [], counts: [] }
}

function seatGreedily(candidate: ItemCandidate, slots: Slots, times: number): number[] | undefined {
  const { needs, reward } = candidate
  const free = new Map(slots.runs.map((run, index) => [run, slots.counts[index] ?? 0]))
  const counts = slots.counts.map(() => 0)
  for (const [seat, need] of needs.entries()) {
    const isGot = reward.kind === 'get-percent-off' && seat === needs.length - 1
    const own = slots.seats.flatMap((each, index) => (each === seat ? [index] : []))
    const runs = own.flatMap((index) => slots.runs[index] ?? [])
    const available = { runs, counts: runs.map((run) => free.get(run) ?? 0) }
    if (!isGot && timesOf(candidate, available, seat) < times) return undefined
    let missing = isGot ? need * times : neededIn(candidate, available, need * times, times)
    if (isGot && total(available.counts) === 0) return undefined
    for (const [place, index] of own.entries()) {
      const taken = Math.min(missing, available.counts[place] ?? 0)
      const run = slots.runs[index]
      counts[index] = taken
      missing -= taken
      if (run) free.set(run, (free.get(run) ?? 0) - taken)
    }
  }
  return counts
}

interface SeatUnits {
  readonly runs: Slots['runs']
  readonly counts: readonly number[]
}

const emptySeat: SeatUnits = { runs: [], counts: [] }

function seatOf({ runs, seats, counts }: Slots, seat: Seat): SeatUnits {
  const own = { runs: [] as UnitRun[], counts: [] as number[] }
  for (const [slot, run] of runs.entries()) {
    const count = counts[slot] ?? 0
    if (seats[slot] !== seat || count === 0) continue
    own.runs.push(run)
    own.counts.push(count)
  }
  return own
}

/** How often a seat has what its part of the condition asks for. */
function timesOf({ condition, needs }: ItemCandidate, { runs, counts }: SeatUnits, seat: Seat): number {
  switch (condition.kind) {
    case 'spend':
      return Math.floor(runs.reduce((sum, run, index) => sum + run.unitMinor * (counts[index] ?? 0), 0) / condition.spendMinor)
    case 'weight':
      return Math.floor(runs.reduce((sum, run, index) => sum + run.grams * (counts[index] ?? 0), 0) / condition.grams)
    default:
      return Math.floor(total(counts) / (needs[seat] ?? 1))
  }
}

/** Units from the front of a seat that so many rewards need of it. */
function neededIn({ condition }: ItemCandidate, { runs, counts }: SeatUnits, unitCount: number, times: number): number {
  if (condition.kind === 'spend') return unitsWorth(condition.spendMinor * times, runs, counts, (run) => run.unitMinor) ?? total(counts)
  if (condition.kind === 'weight') return unitsWorth(condition.grams * times, runs, counts, (run) => run.grams) ?? total(counts)
  return unitCount
}

function firstOf({ runs, counts }: SeatUnits, most: number, saving: (run: Slots['runs'][number]) => number): ItemUse {
  let [savingMinor, rewardedCount] = [0, 0]
  for (const [index, run] of runs.entries()) {
    const count = Math.min(counts[index] ?? 0, most - rewardedCount)
    const eachMinor = count > 0 ? saving(run) : 0
    if (eachMinor === 0) continue
    savingMinor += eachMinor * count
    rewardedCount += count
  }
  return { savingMinor, rewardedCount, servedCount: 0 }
}

/** Bundle after bundle of every seat's dearest units, for as long as one more saves something. */
function bundles(seats: readonly SeatUnits[], needs: readonly number[], most: number, saving: (valueMinor: number) => number): ItemUse {
  const takers = seats.map(dearestFirst)
  let [savingMinor, rewardedCount] = [0, 0]
  while (rewardedCount < most) {
    const valueMinor = takers.reduce((sum, take, seat) => sum + take(needs[seat] ?? 0), 0)
    if (saving(valueMinor) <= 0) break
    savingMinor += saving(valueMinor)
    rewardedCount += 1
  }
  return { savingMinor, rewardedCount, servedCount: 0 }
}

/** Takes the dearest units left, so many at a time; answers by what is left to pay for them. */
function dearestFirst({ runs, counts }: SeatUnits): (unitCount: number) => number {
  let [place, takenCount] = [0, 0]
  return (unitCount) => {
    let [missing, valueMinor] = [unitCount, 0]
    while (missing > 0 && place < runs.length) {
      const count = Math.min(missing, (counts[place] ?? 0) - takenCount)
      valueMinor += count * (runs[place]?.leftMinor ?? 0)
      missing -= count
      takenCount += count
      if (takenCount < (counts[place] ?? 0)) break
      place += 1
      takenCount = 0
    }
    return valueMinor
  }
}

function capped(use: ItemUse, budgetMinor: number): ItemUse {
  const savingMinor = Math.min(use.savingMinor, budgetMinor)
  return savingMinor <= 0 ? noUse : { ...use, savingMinor }
}
