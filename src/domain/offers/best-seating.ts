import type { ItemCandidate } from './candidate.ts'
import { useOf } from './item-reward.ts'
import { noUse, total, type ItemUse, type Slots } from './item-use.ts'
import { plainSlots } from './seat-reward.ts'
import { unitSaving } from './unit-saving.ts'
import type { UnitRun } from './unit-run.ts'

/** Seats for the units an offer has, and what it does with them. */
export interface Seating {
  readonly counts: readonly number[]
  readonly use: ItemUse
}

/** Ways to seat that are tried one by one where units are not simply counted. */
const wayLimit = 400

/** Units that are seated one by one; more are seated as a plain till does. */
const unitLimit = 100

/**
 * Seats an offer's units so that it saves most: exact, but for very many units and for spends and weights that could be met in
 * very many ways: see `canSeatBest`.
 *
 * For so many rewards, units that save more go first to whatever seat can still be freed for them: which sets of units
 * can be seated together makes a matroid, so that nothing beats it.
 *
 * @param slots       one slot for each seat that units of a run may take, all with the units there are to be seated
 * @param slotsOfRuns the slots of every run
 */
export function bestSeating(candidate: ItemCandidate, slots: Slots, slotsOfRuns: readonly (readonly number[])[]): Seating {
  if (total(slotsOfRuns.map((own) => slots.counts[own[0] ?? 0] ?? 0)) > unitLimit) return seatPlainly(candidate, slots)
  const units: SeatedUnit[] = []
  for (const own of slotsOfRuns) {
    const first = own[0] ?? 0
    const run = slots.runs[first]
    for (let left = slots.counts[first] ?? 0; left > 0 && run; left -= 1) units.push({ run, slots: own })
  }
  return candidate.condition.kind === 'spend' || candidate.condition.kind === 'weight' ? byTrying(candidate, slots, units) : byTimes(candidate, slots, units)
}

/** False for an offer that may have too many units, or too many ways to seat them, to try them all. */
export function canSeatBest({ condition }: ItemCandidate, { runs, counts }: Slots): boolean {
  const isEachOnce = runs.every((run, slot) => runs.indexOf(run) === slot)
  if (!isEachOnce && total(counts) > unitLimit) return false
  if (condition.kind !== 'spend' && condition.kind !== 'weight') return true
  const open = runs.filter((run, slot) => runs.indexOf(run) !== slot)
  return open.reduce((ways, { count }) => ways * (count + 1), 1) <= wayLimit
}

/** What a plain till would give it: good, but not always best. */
function seatPlainly(candidate: ItemCandidate, slots: Slots): Seating {
  const { counts } = plainSlots(candidate, slots)
  const seated = counts.length > 0 ? counts : slots.counts.map(() => 0)
  return { counts: seated, use: useOf(candidate, { ...slots, counts: seated }) }
}

interface SeatedUnit {
  readonly run: UnitRun
  /** Slots it may take. */
  readonly slots: readonly number[]
}

type SlotNames = Pick<Slots, 'runs' | 'seats'>

function byTimes(candidate: ItemCandidate, names: SlotNames, units: readonly SeatedUnit[]): Seating {
  const { reward, needs, limit } = candidate
  const isGot = reward.kind === 'get-percent-off'
  const asked = isGot ? needs.slice(0, -1) : needs
  const neededCount = asked.reduce((sum, need) => sum + need, 0)
  const most = Math.min(limit, reward.kind === 'amount-off' || neededCount === 0 ? 1 : Math.floor(units.length / neededCount))
  const worth = ({ run }: SeatedUnit): number => (reward.kind === 'bundle-price' || reward.kind === 'amount-off' ? run.leftMinor : unitSaving(reward, run))
  const ordered = units.toSorted((a, b) => worth(b) - worth(a))
  let best: Seating = { counts: names.runs.map(() => 0), use: noUse }
  for (let times = 1; times <= most; times += 1) {
    const room = asked.map((need) => need * times)
    const taken = isGot ? seatGot(ordered, names, room, times * reward.unitCount, needs.length - 1) : seatAll(ordered, names, room)
    if (!taken) break
    const counts = names.runs.map(() => 0)
    for (const slot of taken) if (slot !== undefined) counts[slot] = (counts[slot] ?? 0) + 1
    const use = useOf(candidate, { runs: names.runs, seats: names.seats, counts })
    if (use.savingMinor > best.use.savingMinor) best = { counts, use }
  }
  return best
}

/** The slot of each unit, so that all rooms are full and the first units are in wherever that is possible; undefined where they cannot be filled. */
export function seatAll(units: readonly SeatedUnit[], { seats }: Pick<Slots, 'seats'>, room: readonly number[]): (number | undefined)[] | undefined {
  const slotOf: (number | undefined)[] = units.map(() => undefined)
  const have = room.map(() => 0)
  let missing = room.reduce((sum, each) => sum + each, 0)
  for (const place of units.keys()) {
    if (missing === 0) break
    if (findSeat(place, units, seats, room, have, slotOf, new Set())) missing -= 1
  }
  return missing === 0 ? slotOf : undefined
}

function findSeat(place: number, units: readonly SeatedUnit[], seats: readonly number[], room: readonly number[], have: number[], slotOf: (number | undefined)[], asked: Set<number>): boolean {
  for (const slot of units[place]?.slots ?? []) {
    const seat = seats[slot] ?? 0
    if (asked.has(seat) || seat >= room.length) continue
    asked.add(seat)
    if ((have[seat] ?? 0) < (room[seat] ?? 0)) {
      have[seat] = (have[seat] ?? 0) + 1
      slotOf[place] = slot
      return true
    }
    for (const [other, otherSlot] of slotOf.entries()) {
      if (otherSlot === undefined || seats[otherSlot] !== seat) continue
      slotOf[other] = undefined
      have[seat] = (have[seat] ?? 0) - 1
      if (findSeat(other, units, seats, room, have, slotOf, asked)) {
        have[seat] = (have[seat] ?? 0) + 1
        slotOf[place] = slot
        return true
      }
      slotOf[other] = otherSlot
      have[seat] = (have[seat] ?? 0) + 1
    }
  }
  return false
}

/** The first units are got wherever the others can still meet the condition. */
function seatGot(units: readonly SeatedUnit[], names: SlotNames, room: readonly number[], most: number, gotSeat: number): (number | undefined)[] | undefined {
  const first = seatAll(units, names, room)
  if (!first) return undefined
  let seated = first
  const got = new Map<number, number>()
  for (const [place, unit] of units.entries()) {
    if (got.size === most) break
    const slot = unit.slots.find((each) => names.seats[each] === gotSeat)
    if (slot === undefined) continue
    const others = units.map((each, other) => (other === place || got.has(other) ? { ...each, slots: [] } : each))
    const without: (number | undefined)[] | undefined = seated[place] === undefined ? seated : seatAll(others, names, room)
    if (!without) continue
    seated = without
    got.set(place, slot)
  }
  return seated.map((slot, place) => got.get(place) ?? slot)
}

/** Tries every way to part the units that may take several seats. */
function byTrying(candidate: ItemCandidate, names: SlotNames, units: readonly SeatedUnit[]): Seating {
  const counts = names.runs.map(() => 0)
  for (const { slots } of units) if (slots.length === 1) counts[slots[0] ?? 0] = (counts[slots[0] ?? 0] ?? 0) + 1
  const open = new Map<readonly number[], number>()
  for (const { slots } of units) if (slots.length > 1) open.set(slots, (open.get(slots) ?? 0) + 1)
  const parts = [...open]
  let best: Seating = { counts: [...counts], use: useOf(candidate, { runs: names.runs, seats: names.seats, counts }) }
  let waysLeft = wayLimit
  const part = (index: number): void => {
    const [slots = [], count = 0] = parts[index] ?? []
    const [first = 0, second = 0] = slots
    if (index === parts.length) {
      waysLeft -= 1
      const use = useOf(candidate, { runs: names.runs, seats: names.seats, counts })
      if (use.savingMinor > best.use.savingMinor) best = { counts: [...counts], use }
      return
    }
    for (let some = 0; some <= count && waysLeft > 0; some += 1) {
      ;[counts[first], counts[second]] = [some, count - some]
      part(index + 1)
    }
  }
  part(0)
  return best
}
