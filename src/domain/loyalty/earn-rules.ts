import type { ItemSet } from '../offers/offer.ts'
import type { Wording } from '../wording.ts'

/** So many points for every whole step of money. */
export interface EarnRate {
  readonly points: number
  readonly perMinor: number
}

/** Another rate than the base rate, for what is paid for these items. */
export interface SetRate extends EarnRate {
  readonly name: Wording
  readonly set: ItemSet
}

/** Points on top for every `unitCount` units of a set; no factor touches them. A weighed line is one unit. */
export interface SetBonus {
  readonly name: Wording
  readonly set: ItemSet
  readonly unitCount: number
  readonly points: number
}

/** Days around the member's birthday, itself included, on which her points are multiplied. */
export interface BirthdayRule {
  readonly daysBefore: number
  readonly daysAfter: number
  readonly factorBasisPoints: number
}

/**
 * How points are earned: `points` for every whole `perMinor` of what is left to pay for the goods after every discount,
 * before added tax. Factors are at least 10000, which is once.
 */
export interface EarnRules extends EarnRate {
  /** What any of these sets names earns nothing: tobacco, gift cards. */
  readonly excluded?: readonly ItemSet[] | undefined
  /** A line earns at the first rate whose set names it, else at the base rate. */
  readonly rates?: readonly SetRate[] | undefined
  readonly tierFactors?: Readonly<Record<string, number>> | undefined
  /** For members who have paid for their membership, as long as it lasts, and for all others. */
  readonly membershipFactors?: { readonly free?: number | undefined; readonly paid?: number | undefined } | undefined
  readonly birthday?: BirthdayRule | undefined
  readonly bonuses?: readonly SetBonus[] | undefined
  /** No sale earns more than this. */
  readonly mostPerSale?: number | undefined
}
