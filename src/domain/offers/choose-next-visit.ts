import { unitCountOf, type Line } from '../basket/line.ts'
import { addDays, daysBetween } from '../business-day/business-time.ts'
import type { NextVisitCandidate } from '../loyalty/member.ts'
import { inItemSet, isWholeRange } from './item-set.ts'
import type { Offer } from './offer.ts'
import type { OfferBook } from './offer-book.ts'
import type { PricedBasket } from './priced-basket.ts'
import { seatSets } from './seats.ts'

export interface NextVisitInput {
  /** What the CRM would give this member, in any order; empty without a member. */
  readonly candidates: readonly NextVisitCandidate[]
  readonly book: OfferBook
  /** Not voided. */
  readonly lines: readonly Line[]
  readonly priced: PricedBasket
  /** Smallest amount due that earns a coupon. */
  readonly minimumDueMinor: number
  /** Trading date of the sale, `YYYY-MM-DD`. */
  readonly day: string
}

export interface NextVisitChoice {
  readonly offer: Offer
  /** `offer-of-the-day` when nothing was chosen for this customer in particular. */
  readonly reason: NextVisitCandidate['reason'] | 'offer-of-the-day'
}

/** Units of one item that count as a stock at home: no coupon for more of it. */
const inQuantityCount = 2

/**
 * Chooses the coupon on the receipt from the basket just closed, without asking anybody.
 *
 * The best-scored candidate that can be given: a coupon offer, in its window from tomorrow, not redeemed in this sale,
 * and not for something just bought in quantity; equal scores go by offer id. With no such candidate everybody gets the
 * coupon offer of the day: those that can be given take turns, day by day, in id order.
 *
 * @returns undefined for a sale below the minimum, or when no coupon offer can be given
 */
export function chooseNextVisit({ candidates, book, lines, priced, minimumDueMinor, day }: NextVisitInput): NextVisitChoice | undefined {
  if (priced.totals.dueMinor < minimumDueMinor) return undefined
  const stocked = itemsInQuantity(lines)
  const canGive = (offer: Offer): boolean => offer.activation.kind === 'coupon' && isOpenFrom(offer, addDays(day, 1)) && !isRedeemed(offer, priced) && !stocked.some((line) => isAbout(offer, line))
  for (const { offerId, reason } of bestFirst(candidates)) {
    const offer = book.byId.get(offerId)
    if (offer && canGive(offer)) return { offer, reason }
  }
  const givable = book.couponOffers.filter(canGive)
  const offer = givable[daysBetween('2000-01-01', day) % givable.length]
  return offer && { offer, reason: 'offer-of-the-day' }
}

function bestFirst(candidates: readonly NextVisitCandidate[]): NextVisitCandidate[] {
  return candidates.toSorted((a, b) => b.score - a.score || (a.offerId < b.offerId ? -1 : 1))
}

/** One line of each item of which the basket holds enough for a while. */
function itemsInQuantity(lines: readonly Line[]): Line[] {
  const counts = new Map<string, number>()
  for (const { item, quantity } of lines) counts.set(item.itemId, (counts.get(item.itemId) ?? 0) + unitCountOf(quantity))
  return lines.filter(({ item }) => (counts.get(item.itemId) ?? 0) >= inQuantityCount)
}

function isOpenFrom({ window }: Offer, tomorrow: string): boolean {
  return window.fromDay <= tomorrow && window.untilDay >= tomorrow
}

function isRedeemed(offer: Offer, { outcomes }: PricedBasket): boolean {
  return outcomes.some(({ offerId, state }) => offerId === offer.offerId && state.kind === 'applied')
}

/** An offer on the whole range is about no item in particular. */
function isAbout(offer: Offer, { item }: Line): boolean {
  return seatSets(offer).some((set) => !isWholeRange(set) && inItemSet(set, item))
}
