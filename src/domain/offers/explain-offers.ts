import type { Line } from '../basket/line.ts'
import type { OfferId } from '../ids.ts'
import type { ChosenOffers } from './choose-offers.ts'
import type { ExclusionReason } from './find-excluded.ts'
import { countRewards } from './count-rewards.ts'
import type { GainsByOffer, LineGain } from './hand-out.ts'
import { missingFor, type Measure } from './measure.ts'
import type { Offer } from './offer.ts'
import type { ArmedOffer, OfferOutcome, OfferState } from './priced-basket.ts'
import type { Reach } from './reach.ts'

/** Everything the reasons are read from; lists by offer place. */
export interface Explained {
  readonly ordered: readonly ArmedOffer[]
  readonly lines: readonly Line[]
  readonly excluded: ReadonlyMap<number, ExclusionReason>
  readonly reach: readonly Reach[]
  readonly measures: readonly Measure[]
  readonly chosen: ChosenOffers
  readonly gains: GainsByOffer
  readonly points: ReadonlyMap<number, number>
  /** Places of the offers that have units of a line, by line position. */
  readonly givingByLine: readonly (readonly number[])[]
}

/** Says of every armed offer where it stands and why, in offer order. None is left out. */
export function explainOffers(told: Omit<Explained, 'givingByLine'>): OfferOutcome[] {
  const explained = { ...told, givingByLine: givingByLine(told.gains, told.lines.length) }
  return explained.ordered.map((armed, index) => ({
    offerId: armed.offer.offerId,
    name: armed.offer.name,
    armedBy: armed.armedBy,
    couponCode: armed.couponCode,
    remaining: armed.remaining,
    state: stateOf(index, armed.offer, explained),
  }))
}

function stateOf(index: number, offer: Offer, explained: Explained): OfferState {
  const reason = explained.excluded.get(index)
  return (reason && { kind: 'excluded', reason }) ?? appliedState(index, offer, explained) ?? unmetState(index, offer, explained) ?? unusedState(index, offer, explained)
}

function appliedState(index: number, offer: Offer, { lines, gains, points, reach }: Explained): OfferState | undefined {
  const byLine = gains.get(index) ?? new Map<number, LineGain>()
  const amountMinor = [...byLine.values()].reduce((sum, gain) => sum + gain.amountMinor, 0)
  const given = points.get(index) ?? 0
  if (amountMinor === 0 && given === 0) return undefined
  const earning = offer.condition.kind === 'basket' ? [] : (reach[index]?.lineIndexes ?? [])
  const touched = given > 0 ? earning : [...byLine.keys()].filter((lineIndex) => (byLine.get(lineIndex)?.amountMinor ?? 0) > 0)
  const rewardCount = countRewards(offer, [...byLine.values()].reduce((sum, { rewardedCount }) => sum + rewardedCount, 0))
  return { kind: 'applied', amountMinor, points: given, rewardCount, lineIds: touched.toSorted((a, b) => a - b).flatMap((lineIndex) => lines[lineIndex]?.lineId ?? []) }
}

function unmetState(index: number, offer: Offer, { reach, measures, chosen }: Explained): OfferState | undefined {
  const [own, measure] = [reach[index], measures[index]]
  if (!own || !measure) return undefined
  if (offer.condition.kind !== 'basket' && own.lineIndexes.length === 0) {
    if (own.barredCount > 0) return { kind: 'excluded', reason: 'not-discountable' }
    return { kind: 'armed', savingMinor: offer.reward.kind === 'amount-off' ? offer.reward.amountMinor : undefined }
  }
  const missing = missingFor(offer, measure, chosen.leftMinor)
  return missing && { kind: 'not-met', ...missing }
}

/** The basket would have been enough, yet the offer gives nothing. */
function unusedState(index: number, offer: Offer, explained: Explained): OfferState {
  // Points wait for a member, and a multiplier for points to multiply; only a larger multiplier beats one.
  const by = isPointsReward(offer) ? largerMultipliers(offer, explained) : winners(index, offer, explained)
  return by.length === 0 && (isPointsReward(offer) || explained.lines.length === 0) ? { kind: 'armed' } : { kind: 'beaten', by }
}

/**
 * Who has the units: offers of the same group on the same lines, else any on the same lines, else offers that need
 * the basket's spend left as it is. Empty when the shelf price itself is the better one.
 */
function winners(index: number, offer: Offer, { ordered, gains, reach, givingByLine }: Explained): OfferId[] {
  const onSameLines = [...new Set((reach[index]?.lineIndexes ?? []).flatMap((lineIndex) => givingByLine[lineIndex] ?? []))]
  const rivals = onSameLines.filter((other) => isRival(offer, ordered[other]?.offer))
  const guarding = (): number[] => [...gains.keys()].filter((other) => ordered[other]?.offer.condition.kind === 'basket')
  const chosen = rivals.length > 0 ? rivals : onSameLines.length > 0 ? onSameLines : guarding()
  return [...new Set(chosen.sort((a, b) => a - b).flatMap((other) => ordered[other]?.offer.offerId ?? []))]
}

function isRival(offer: Offer, other: Offer | undefined): boolean {
  return other?.stackingGroup === offer.stackingGroup && isBasketReward(other) === isBasketReward(offer)
}

function givingByLine(gains: GainsByOffer, lineCount: number): number[][] {
  const giving: number[][] = Array.from({ length: lineCount }, () => [])
  for (const [index, byLine] of gains) for (const lineIndex of byLine.keys()) giving[lineIndex]?.push(index)
  return giving
}

function largerMultipliers({ reward, stackingGroup }: Offer, { ordered, points }: Explained): OfferId[] {
  if (reward.kind !== 'points-multiplier') return []
  const giving = ordered.filter(({ offer }, index) => points.has(index) && offer.reward.kind === 'points-multiplier' && offer.stackingGroup === stackingGroup)
  return giving.map(({ offer }) => offer.offerId)
}

function isPointsReward({ reward }: Offer): boolean {
  return reward.kind === 'bonus-points' || reward.kind === 'points-multiplier'
}

function isBasketReward({ reward }: Offer): boolean {
  return reward.kind === 'basket-percent-off' || reward.kind === 'basket-amount-off'
}
