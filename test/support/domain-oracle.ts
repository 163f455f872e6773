import type { Line } from '../../src/domain/basket/line.ts'
import type { ArmedOffer } from '../../src/domain/offers/priced-basket.ts'
import { bestBasket, openBasketOffers } from './domain-oracle-basket.ts'
import { inOracleOrder, itemKinds, maySit, oracleSets, sum, whatItGives, type Given, type OracleUnit } from './domain-oracle-offer.ts'

/**
 * The greatest saving there is, found by trying everything: every unit with every seat of every offer of every
 * stacking group, every sum that the parts of the basket can add up to, and every way to combine basket offers. Shares
 * no code with the pricing pass and knows no bound: only units that no offer joins are tried apart, and states of the
 * units that are alike are tried once. For small baskets. Offers must be in their window and have different ids.
 */
export function greatestSaving(lines: readonly Line[], armed: readonly ArmedOffer[]): number {
  const { parts, goodsValue } = partsOf(lines, armed)
  let sums = new Map<string, Outcome>([['0 0', { saved: 0, asked: 0 }]])
  for (const own of parts) {
    const next = new Map<string, Outcome>()
    for (const { saved, asked } of outcomesOf(own)) for (const before of sums.values()) add(next, { saved: before.saved + saved, asked: Math.max(before.asked, asked) })
    sums = next
  }
  const open = openBasketOffers(lines, armed)
  return Math.max(...[...sums.values()].map(({ saved, asked }) => (goodsValue - saved < asked ? 0 : saved + bestBasket(open, goodsValue - saved))))
}

/** How many ways there are to give the units to the offers, group by group: what trying everything costs. */
export function waysToTry(lines: readonly Line[], armed: readonly ArmedOffer[]): number {
  return partsOf(lines, armed).parts.reduce((ways, own) => ways + groupsOf(own).reduce((all, group) => all * own.reduce((product, unit) => product * (1 + choicesIn(unit, group).length), 1), 1), 0)
}

/** A saving on items, and the spend that the offers behind it ask to be left. */
interface Outcome {
  readonly saved: number
  readonly asked: number
}

/** A unit with all the seats it may take. */
export interface OpenUnit {
  readonly unit: OracleUnit
  readonly seats: readonly { readonly by: ArmedOffer; readonly seat: number }[]
}

function add(outcomes: Map<string, Outcome>, outcome: Outcome): void {
  outcomes.set(`${outcome.saved} ${outcome.asked}`, outcome)
}

/** Units of discountable lines, put together where an item offer could have both. */
export function partsOf(lines: readonly Line[], armed: readonly ArmedOffer[]): { readonly parts: OpenUnit[][]; readonly goodsValue: number } {
  const items = armed.filter(({ offer }) => itemKinds.includes(offer.reward.kind))
  const units = lines.filter(({ item }) => item.discountable).flatMap((line) => openUnits(line, items))
  let parts: OpenUnit[][] = units.filter(({ seats }) => seats.length > 0).map((unit) => [unit])
  for (const by of items) {
    const isJoined = (own: readonly OpenUnit[]): boolean => own.some(({ seats }) => seats.some((each) => each.by === by))
    parts = [...parts.filter((own) => !isJoined(own)), parts.filter(isJoined).flat()].filter((own) => own.length > 0)
  }
  return { parts, goodsValue: sum(units.map(({ unit }) => unit.gross)) }
}

function openUnits(line: Line, items: readonly ArmedOffer[]): OpenUnit[] {
  const count = line.quantity.kind === 'units' ? line.quantity.count : 1
  const gross = line.grossMinor / count
  const unit: OracleUnit = { itemId: line.item.itemId, gross, left: gross, grams: line.quantity.kind === 'weight' ? line.quantity.grams : 0, touched: 0 }
  const seats = items.flatMap((by) => oracleSets(by.offer).flatMap((set, seat) => (maySit(by.offer, set, line) ? [{ by, seat }] : [])))
  return Array.from({ length: count }, () => ({ unit, seats }))
}

function groupsOf(own: readonly OpenUnit[]): string[] {
  return [...new Set(own.flatMap(({ seats }) => seats.map(({ by }) => by.offer.stackingGroup)))].sort()
}

function choicesIn({ seats }: OpenUnit, group: string): OpenUnit['seats'] {
  return seats.filter(({ by }) => by.offer.stackingGroup === group)
}

interface State {
  readonly units: readonly OracleUnit[]
  readonly asked: number
}

function outcomesOf(own: readonly OpenUnit[]): Outcome[] {
  const start: State = { units: own.map(({ unit }) => unit), asked: 0 }
  let states = new Map<string, State>([['', start]])
  for (const group of groupsOf(own)) {
    const next = new Map<string, State>()
    for (const state of states.values()) afterGroup(own, group, state, (after) => next.set(`${after.asked} ${after.units.map(({ left, touched }) => `${left}.${touched}`).join(' ')}`, after))
    states = next
  }
  const gross = sum(start.units.map(({ left }) => left))
  const outcomes = new Map<string, Outcome>()
  for (const { units, asked } of states.values()) add(outcomes, { saved: gross - sum(units.map(({ left }) => left)), asked })
  return [...outcomes.values()]
}

/** Every way to give the units, as they are, to the seats of one group. */
function afterGroup(own: readonly OpenUnit[], group: string, { units, asked }: State, onState: (state: State) => void): void {
  const choices = own.map((open, index) => choicesIn(open, group).filter(({ by }) => mayHave(by, units[index])))
  const members = [...new Set(choices.flat().map(({ by }) => by))]
  const seatOf: ({ readonly by: ArmedOffer; readonly seat: number } | undefined)[] = own.map(() => undefined)
  const known = members.map(() => new Map<string, { readonly places: readonly number[]; readonly given: Given }>())

  const giveTo = (by: ArmedOffer, turn: number): { readonly places: readonly number[]; readonly given: Given } | undefined => {
    let key = ''
    for (const seat of seatOf) key += seat?.by === by ? seat.seat : '-'
    const before = known[turn]?.get(key)
    if (before) return before
    const seated = units.flatMap((unit, place) => (seatOf[place]?.by === by ? [{ ...unit, seat: seatOf[place].seat, place }] : [])).sort(inOracleOrder)
    const found = { places: seated.map(({ place }) => place), given: whatItGives(by, seated) }
    known[turn]?.set(key, found)
    return found
  }
  const finish = (): void => {
    const after = [...units]
    let spend = asked
    for (const [turn, by] of members.entries()) {
      const { places, given } = giveTo(by, turn) ?? { places: [], given: undefined }
      if (!given || given.saving === 0) continue
      if (by.offer.condition.kind === 'basket') spend = Math.max(spend, by.offer.condition.spendMinor)
      for (const [index, place] of places.entries()) {
        const unit = after[place]
        if (unit && given.used[index]) after[place] = { ...unit, left: unit.left - (given.off[index] ?? 0), touched: by.offer.combinable === false ? 2 : 1 }
      }
    }
    onState({ units: after, asked: spend })
  }
  const tryUnit = (place: number): void => {
    if (place === own.length) return finish()
    for (const choice of [undefined, ...(choices[place] ?? [])]) {
      seatOf[place] = choice
      tryUnit(place + 1)
    }
    seatOf[place] = undefined
  }
  tryUnit(0)
}

function mayHave({ offer }: ArmedOffer, unit: OracleUnit | undefined): boolean {
  return unit !== undefined && (unit.touched === 0 || (unit.touched === 1 && offer.combinable !== false))
}
