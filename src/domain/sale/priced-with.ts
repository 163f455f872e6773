import type { BusinessTime } from '../business-day/business-time.ts'
import type { OfferId } from '../ids.ts'
import type { EarningMember } from '../loyalty/work-out-points.ts'

/**
 * What a sale was priced with, beyond what its own fact says of lines, list, coupons and limits: whoever keeps the
 * store's settings and offers of that edition can price it again, exactly.
 */
export interface PricedWith {
  /** The moment the prices were worked out for: offers have days, weekdays and hours. */
  readonly time: BusinessTime
  readonly edition: ShopEdition
  /** The member as the lane knew her, as far as prices and points depend on it. */
  readonly member?: EarningMember | undefined
  /** Absent without a member. */
  readonly toldAt?: ToldAt | undefined
  /** Where the lane's items stood when its lines were rung up: every place, once. Absent in facts of older lanes, and where the feed named none. */
  readonly itemsAt?: readonly HistoryPlace[] | undefined
}

/**
 * How far a lane had followed one topic of the feed. The mark names the history up to there, so that it is told apart from
 * what head office published under the same number after it was restored from a backup. Empty where nothing had come yet.
 */
export interface HistoryPlace {
  readonly change: number
  readonly mark: string
}

/** Where members and lists stood when the lane looked the member up. Facts of older lanes do not say. */
export interface ToldAt {
  readonly members: HistoryPlace
  readonly lists: HistoryPlace
}

/** Settings and offers as a lane held them when it compiled its book. */
export interface ShopEdition {
  /** The feed's change numbers up to which they had come down. */
  readonly settingsChange: number
  readonly itemsChange: number
  readonly offersChange: number
  /** The marks of these places, see `HistoryPlace`. Facts of older lanes do not say. */
  readonly marks?: { readonly settings: string; readonly items: string; readonly offers: string } | undefined
  /** Of the offers themselves: one change number may stand for two books, where head office was restored from a backup. */
  readonly offersDigest: string
  /** Offers of that edition that the lane's program did not know the kind of and left out; head office may know it. Absent for none. */
  readonly unknownOfferIds?: readonly OfferId[] | undefined
}
