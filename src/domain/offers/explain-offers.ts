import type { Line } from '../basket/line.ts'
import type { OfferId } from '../ids.ts'
import type { ChosenOffers } from './choose-offers.ts'
import { countRewards } from './count-rewards.ts'
import type { ExclusionReason } from './find-excluded.ts'
import type { OfferGains } from './hand-out.ts'
import { missingFor } from './measure.ts'
import type { Offer } from './offer.ts'
import type { ArmedOffer, OfferOutcome, OfferState } from './priced-basket.ts'
import type { SurveyedOffer } from './survey-offers.ts'

/** Everything the reasons are read from; lists by offer place. */
export interface Explained {
  readonly ordered: readonly ArmedOffer[]
  /** In basket order. */
  readonly lines: readonly Line[]
  readonly excluded: ReadonlyMap<number, ExclusionReason>
  readonly surveyed: readonly SurveyedOffer[]
  readonly chosen: ChosenOffers
  readonly gains: readonly (OfferGains | undefined)[]
  /** Points each offer added, by its `index`. */
  readonly points: ReadonlyMap<number, number>
  /** Places of the offers that have units of a line. */
  readonly givingOn: ReadonlyMap<Line, readonly number[]>
}

/** Says of every armed offer where it stands and why, in offer order. None is left out. */
export function explainOffers(told: Omit<Explained, 'givingOn'>): OfferOutcome[] {
  const explained = { ...told, givingOn: givingOn(told.gains) }
  return explained.ordered.map((armed, place) => ({
    offerId: armed.offer.offerId,
    name: armed.offer.name,
    armedBy: armed.armedBy,
    couponCode: armed.couponCode,
    ...(armed.offer.pointsPrice === undefined ? {} : { pointsPrice: armed.offer.pointsPrice }),
    remaining: armed.remaining,
    state: stateOf(place, armed.offer, explained),
  }))
}

function stateOf(place: number, offer: Offer, explained: Explained): OfferState {
  const reason = explained.excluded.get(place)
  return (reason && { kind: 'excluded', reason }) ?? appliedState(place, offer, explained) ?? unmetState(place, offer, explained) ?? unusedState(place, offer, explained)
}

function appliedState(place: number, offer: Offer, { lines, gains, points, surveyed }: Explained): OfferState | undefined {
  const own = surveyed[place]
  const given = (own && points.get(own.index)) ?? 0
  const gained = gains[place] ?? []
  let [amountMinor, rewardedCount] = [0, 0]
  for (const gain of gained) {
    amountMinor += gain.amountMinor
    rewardedCount += gain.rewardedCount
  }
  if (!own || (amountMinor === 0 && given === 0)) return undefined
  const earning = offer.condition.kind === 'basket' ? [] : own.reach.lines
  const touched = given > 0 ? earning : linesGiven(gained, isBasketReward(offer) ? lines : own.reach.lines)
  return { kind: 'applied', amountMinor, points: given, rewardCount: countRewards(offer, rewardedCount), lineIds: touched.map(({ lineId }) => lineId) }
}

/** Lines on which something was taken off, in the order of `lines`. */
function linesGiven(gains: OfferGains, lines: readonly Line[]): readonly Line[] {
  const given = new Set<Line>()
  for (const { line, amountMinor } of gains) if (amountMinor > 0) given.add(line)
  return lines.filter((line) => given.has(line))
}

function unmetState(place: number, offer: Offer, { surveyed, chosen }: Explained): OfferState | undefined {
  const own = surveyed[place]
  if (!own) return undefined
  if (offer.condition.kind !== 'basket' && own.reach.lines.length === 0) {
    if (own.reach.barred.length > 0) return { kind: 'excluded', reason: 'not-discountable' }
    return { kind: 'armed', savingMinor: offer.reward.kind === 'amount-off' ? offer.reward.amountMinor : undefined }
  }
  const missing = missingFor(offer, own.measure, chosen.leftMinor)
  return missing && { kind: 'not-met', ...missing }
}

/** The basket would have been enough, yet the offer gives nothing. */
function unusedState(place: number, offer: Offer, explained: Explained): OfferState {
  // Points wait for a member, and a multiplier for points to multiply; only a larger multiplier beats one.
  const by = isPointsReward(offer) ? largerMultipliers(offer, explained) : winners(place, offer, explained)
  return by.length === 0 && (isPointsReward(offer) || explained.lines.length === 0) ? { kind: 'armed' } : { kind: 'beaten', by }
}

/**
 * Who has the units: offers of the same group on the same lines, else any on the same lines, else offers that need
 * the basket's spend left as it is. Empty when the shelf price itself is the better one.
 */
function winners(place: number, offer: Offer, { ordered, gains, surveyed, givingOn }: Explained): OfferId[] {
  const giving = new Set<number>()
  for (const line of surveyed[place]?.reach.lines ?? []) for (const other of givingOn.get(line) ?? []) giving.add(other)
  const onSameLines = [...giving]
  const rivals = onSameLines.filter((other) => isRival(offer, ordered[other]?.offer))
  const guarding = (): number[] => [...gains.keys()].filter((other) => gains[other] !== undefined && ordered[other]?.offer.condition.kind === 'basket')
  const chosen = rivals.length > 0 ? rivals : onSameLines.length > 0 ? onSameLines : guarding()
  return [...new Set(chosen.sort((a, b) => a - b).flatMap((other) => ordered[other]?.offer.offerId ?? []))]
}

function isRival(offer: Offer, other: Offer | undefined): boolean {
  return other?.stackingGroup === offer.stackingGroup && isBasketReward(other) === isBasketReward(offer)
}

function givingOn(gains: Explained['gains']): Map<Line, number[]> {
  const giving = new Map<Line, number[]>()
  for (const [place, own] of gains.entries()) {
    for (const { line } of own ?? []) {
      const places = giving.get(line)
      if (places) places.push(place)
      else giving.set(line, [place])
    }
  }
  return giving
}

function largerMultipliers({ reward, stackingGroup }: Offer, { surveyed, points }: Explained): OfferId[] {
  if (reward.kind !== 'points-multiplier') return []
  const giving = surveyed.filter(({ index, armed: { offer } }) => points.has(index) && offer.reward.kind === 'points-multiplier' && offer.stackingGroup === stackingGroup)
  return giving.map(({ armed: { offer } }) => offer.offerId)
}

function isPointsReward({ reward }: Offer): boolean {
  return reward.kind === 'bonus-points' || reward.kind === 'points-multiplier'
}

function isBasketReward({ reward }: Offer): boolean {
  return reward.kind === 'basket-percent-off' || reward.kind === 'basket-amount-off'
}
