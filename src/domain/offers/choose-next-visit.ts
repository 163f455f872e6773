import { unitCountOf, type Line } from '../basket/line.ts'
import { addDays, daysBetween } from '../business-day/business-time.ts'
import type { NextVisitCandidate } from '../loyalty/member.ts'
import { isAbout, triggeredBy } from './next-visit-trigger.ts'
import type { Offer } from './offer.ts'
import type { OfferBook } from './offer-book.ts'
import type { PricedBasket } from './priced-basket.ts'

export interface NextVisitInput {
  /** What the CRM would give this member, in any order; empty without a member. */
  readonly candidates: readonly NextVisitCandidate[]
  readonly book: Pick<OfferBook, 'byId' | 'couponOffers'>
  /** Not voided. */
  readonly lines: readonly Line[]
  readonly priced: Pick<PricedBasket, 'outcomes' | 'totals'>
  /** Smallest amount due that earns a coupon. */
  readonly minimumDueMinor: number
  /** Trading date of the sale, `YYYY-MM-DD`. */
  readonly day: string
  /** Offers whose coupon she was given and has not used. */
  readonly unusedOfferIds: ReadonlySet<string>
  /** Whether this lane may give out one more coupon of an offer. */
  readonly hasLeft: (offer: Offer) => boolean
  /** Where the customer falls in a campaign, 0 to 9999; see `holdoutDraw`. */
  readonly drawOf: (campaignId: string) => number
}

export interface NextVisitChoice {
  readonly offer: Offer
  /** `offer-of-the-day` when nothing was chosen for this customer in particular. */
  readonly reason: NextVisitCandidate['reason'] | 'offer-of-the-day'
  readonly campaignId: string
  /** True: she is of those who get none of this campaign. */
  readonly isHeldOut: boolean
}

/** Units of one item that count as a stock at home: no coupon for more of it. */
const inQuantityCount = 2

/**
 * Chooses the coupon on the receipt from the basket just closed, without asking anybody.
 *
 * The member's candidates, and coupon offers for which something in the basket speaks, by score: the member's own and
 * what the basket adds. The best that can be given: a coupon offer, in its window from tomorrow, not redeemed in this
 * sale, not for something just bought in quantity, not one she has been given and not used, and of which this lane has
 * one left; equal scores go by offer id. With none of those everybody gets the coupon offer of the day: those that can
 * be given take turns, day by day, in id order.
 *
 * Who falls into the holdout of what was chosen gets nothing at all: the next best would spoil the comparison.
 *
 * @returns undefined for a sale below the minimum, or when no coupon offer can be given
 */
export function chooseNextVisit(input: NextVisitInput): NextVisitChoice | undefined {
  const { book, day, priced, minimumDueMinor } = input
  if (priced.totals.dueMinor < minimumDueMinor) return undefined
  const canGive = givable(input)
  for (const { offer, reason } of bestFirst(input)) if (canGive(offer)) return choiceOf(offer, reason, input)
  const open = book.couponOffers.filter(canGive)
  const offer = open[daysBetween('2000-01-01', day) % open.length]
  return offer && choiceOf(offer, 'offer-of-the-day', input)
}

function choiceOf(offer: Offer, reason: NextVisitChoice['reason'], { drawOf }: NextVisitInput): NextVisitChoice {
  const { campaignId = offer.offerId, holdoutBasisPoints = 0 } = offer.issue ?? {}
  return { offer, reason, campaignId, isHeldOut: holdoutBasisPoints > 0 && drawOf(campaignId) < holdoutBasisPoints }
}

interface Scored {
  readonly offer: Offer
  readonly reason: NextVisitCandidate['reason']
  readonly scoreBasisPoints: number
}

function bestFirst({ candidates, book, lines, priced }: NextVisitInput): Scored[] {
  const basket = { lines, netMinor: priced.totals.netMinor }
  const own = candidates.flatMap(({ offerId, score, reason }): Scored[] => {
    const offer = book.byId.get(offerId)
    return offer ? [{ offer, reason, scoreBasisPoints: Math.round(score * 10_000) + (triggeredBy(offer, basket)?.scoreBasisPoints ?? 0) }] : []
  })
  const known = new Set<string>(candidates.map(({ offerId }) => offerId))
  const byBasket = book.couponOffers.flatMap((offer): Scored[] => {
    const triggered = known.has(offer.offerId) ? undefined : triggeredBy(offer, basket)
    return triggered ? [{ offer, ...triggered }] : []
  })
  return [...own, ...byBasket].sort(inScoreOrder)
}

/** Never by place: the same candidates in any order give the same choice. */
function inScoreOrder(a: Scored, b: Scored): number {
  if (a.scoreBasisPoints !== b.scoreBasisPoints) return b.scoreBasisPoints - a.scoreBasisPoints
  if (a.offer.offerId !== b.offer.offerId) return a.offer.offerId < b.offer.offerId ? -1 : 1
  return a.reason < b.reason ? -1 : 1
}

function givable({ lines, day, priced, unusedOfferIds, hasLeft }: NextVisitInput): (offer: Offer) => boolean {
  const stocked = itemsInQuantity(lines)
  const tomorrow = addDays(day, 1)
  return (offer) =>
    offer.activation.kind === 'coupon' &&
    isOpenFrom(offer, tomorrow) &&
    !isRedeemed(offer, priced) &&
    !stocked.some((line) => isAbout(offer, line)) &&
    !unusedOfferIds.has(offer.offerId) &&
    hasLeft(offer)
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

function isRedeemed(offer: Offer, { outcomes }: Pick<PricedBasket, 'outcomes'>): boolean {
  return outcomes.some(({ offerId, state }) => offerId === offer.offerId && state.kind === 'applied')
}
