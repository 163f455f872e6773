import type { OfferId } from '../ids.ts'
import { inItemSet, type SetMember } from '../offers/item-set.ts'
import { isNearBirthday } from './birthday.ts'
import type { EarnRate, EarnRules } from './earn-rules.ts'
import type { Member } from './member.ts'
import { sumOfParts, type PointsPart } from './points-part.ts'

/** What the earn rules look at in a member. */
export type EarningMember = Pick<Member, 'tier' | 'birthday' | 'paidUntilDay'>

/** What was paid for one line, and for how much of it. */
export interface EarningLine {
  readonly item: SetMember
  /** After every discount, before added tax; zero or more. */
  readonly netMinor: number
  readonly unitCount: number
}

export interface PointsInput {
  readonly lines: readonly EarningLine[]
  readonly earn: EarnRules
  readonly hasMember: boolean
  /** Nobody in particular unless told: neither tier nor membership nor birthday then count. */
  readonly member?: EarningMember | undefined
  /** Trading date of the sale. */
  readonly day: string
  /** Multipliers of offers that hold, in the order they work; 20000 doubles. */
  readonly multipliers: readonly { readonly offerId: OfferId; readonly factorBasisPoints: number }[]
  /** Bonuses of offers that hold, given as they are. */
  readonly bonuses: readonly { readonly offerId: OfferId; readonly points: number }[]
}

export interface PointsWorkedOut {
  readonly earned: number
  /** Why: they add up to `earned`, none is zero. */
  readonly parts: readonly PointsPart[]
  /** What each multiplier added, same order. */
  readonly addedByMultiplier: readonly number[]
}

/**
 * Points of one sale.
 *
 * Whole steps of spend times the rate: at the base rate, and at each other rate for its own goods. Then the factors one
 * after another, each rounded down: tier, membership, birthday, offers. Then the bonuses, which nothing multiplies, and
 * last the most a sale may earn. Lines that are excluded count for nothing of the rules; offers have conditions of their
 * own. Nobody to give them to means none at all. A factor below one takes nothing away.
 */
export function workOutPoints(input: PointsInput): PointsWorkedOut {
  const { earn, hasMember, multipliers, bonuses } = input
  if (!hasMember) return { earned: 0, parts: [], addedByMultiplier: multipliers.map(() => 0) }
  const lines = input.lines.filter(({ item }) => !earn.excluded?.some((set) => inItemSet(set, item)))
  const spend = spendParts(lines, earn)
  const own = multiplied(sumOfParts(spend), ownFactors(input))
  const byOffers = multiplied(sumOfParts(spend) + sumOfParts(own), multipliers.map(({ offerId, factorBasisPoints }) => ({ factorBasisPoints, partOf: (points) => ({ kind: 'multiplier', offerId, points }) })))
  const given = [...bonusParts(lines, earn), ...bonuses.map(({ offerId, points }): PointsPart => ({ kind: 'bonus-offer', offerId, points }))]
  const parts = cappedParts([...spend, ...own, ...byOffers, ...given], earn.mostPerSale)
  return { earned: sumOfParts(parts), parts: parts.filter(({ points }) => points !== 0), addedByMultiplier: byOffers.map(({ points }) => points) }
}

/** The parts with what goes beyond the most taken off again. */
export function cappedParts(parts: readonly PointsPart[], most: number | undefined): PointsPart[] {
  const beyond = most === undefined ? 0 : sumOfParts(parts) - most
  return beyond > 0 ? [...parts, { kind: 'cap', points: -beyond }] : [...parts]
}

function spendParts(lines: readonly EarningLine[], { rates = [], ...base }: EarnRules): PointsPart[] {
  const spent = rates.map(() => 0)
  let baseMinor = 0
  for (const { item, netMinor } of lines) {
    const rate = rates.findIndex(({ set }) => inItemSet(set, item))
    if (rate < 0) baseMinor += netMinor
    else spent[rate] = (spent[rate] ?? 0) + netMinor
  }
  return [{ kind: 'base', points: pointsFor(baseMinor, base) }, ...rates.map((rate, index): PointsPart => ({ kind: 'rate', name: rate.name, points: pointsFor(spent[index] ?? 0, rate) }))]
}

function pointsFor(netMinor: number, { points, perMinor }: EarnRate): number {
  return Math.floor(netMinor / perMinor) * points
}

interface Factor {
  readonly factorBasisPoints: number
  readonly partOf: (points: number) => PointsPart
}

function ownFactors({ earn, member, day }: PointsInput): Factor[] {
  if (!member) return []
  const { tierFactors, membershipFactors, birthday } = earn
  const isPaid = member.paidUntilDay !== undefined && day <= member.paidUntilDay
  const hasBirthday = birthday !== undefined && member.birthday !== undefined && isNearBirthday(member.birthday, day, birthday)
  const factors = { tier: tierFactors?.[member.tier], membership: isPaid ? membershipFactors?.paid : membershipFactors?.free, birthday: hasBirthday ? birthday.factorBasisPoints : undefined }
  return (['tier', 'membership', 'birthday'] as const).map((kind) => ({ factorBasisPoints: factors[kind] ?? 10_000, partOf: (points) => ({ kind, points }) }))
}

/** What each factor adds to all that stands before it, rounded down. */
function multiplied(points: number, factors: readonly Factor[]): PointsPart[] {
  let all = points
  return factors.map(({ factorBasisPoints, partOf }) => {
    const added = Math.max(0, Math.floor((all * factorBasisPoints) / 10_000) - all)
    all += added
    return partOf(added)
  })
}

function bonusParts(lines: readonly EarningLine[], { bonuses = [] }: EarnRules): PointsPart[] {
  return bonuses.map(({ name, set, unitCount, points }) => {
    const count = lines.reduce((sum, line) => sum + (inItemSet(set, line.item) ? line.unitCount : 0), 0)
    return { kind: 'bonus', name, points: Math.floor(count / unitCount) * points }
  })
}
