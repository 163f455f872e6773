import type { Line } from '../basket/line.ts'
import type { OfferId } from '../ids.ts'
import type { ChosenOffers } from './choose-offers.ts'
import { countRewards } from './count-rewards.ts'
import type { ExclusionReason } from './find-excluded.ts'
import type { OfferGains } from './hand-out.ts'
import { missingFor } from './measure.ts'
import type { Offer } from './offer.ts'
import type { OfferOutcome, OfferState } from './priced-basket.ts'
import type { SurveyedOffer } from './survey-offers.ts'
import { outcomeOf } from './unmet-offer.ts'

/** Everything the reasons are read from; lists by offer place. */
export interface Explained {
  /** In basket order. */
  readonly lines: readonly Line[]
  readonly excluded: ReadonlyMap<number, ExclusionReason>
  readonly surveyed: readonly SurveyedOffer[]
  readonly chosen: ChosenOffers
  readonly gains: readonly (OfferGains | undefined)[]
  /** Points each offer added, by its `index`. */
  readonly points: ReadonlyMap<number, number>
  /** Places of the item offers that have units of a line. */
  readonly givingOn: ReadonlyMap<Line, readonly number[]>
  /** Places of the basket offers that give something: they do so on every line that may be discounted. */
  readonly givingOnAll: readonly number[]
}

/** Says of every armed offer where it stands and why, in offer order. None is left out. */
export function explainOffers(told: Omit<Explained, 'givingOn' | 'givingOnAll'>): OfferOutcome[] {
  const explained = { ...told, ...whoGives(told.gains, told.surveyed) }
  return told.surveyed.map((own, place) => {
    const reason = told.excluded.get(place)
    if (reason) return outcomeOf(own.armed, { kind: 'excluded', reason })
    return own.unmet ?? outcomeOf(own.armed, stateOf(place, own, explained))
  })
}

function stateOf(place: number, own: SurveyedOffer, explained: Explained): OfferState {
  return appliedState(place, own, explained) ?? unspentState(own, explained) ?? unusedState(place, own.armed.offer, explained)
}

function appliedState(place: number, { index, armed: { offer }, reach }: SurveyedOffer, { lines, gains, points }: Explained): OfferState | undefined {
  const given = points.get(index) ?? 0
  const gained = gains[place] ?? []
  let [amountMinor, rewardedCount] = [0, 0]
  for (const gain of gained) {
    amountMinor += gain.amountMinor
    rewardedCount += gain.rewardedCount
  }
  if (amountMinor === 0 && given === 0) return undefined
  const earning = offer.condition.kind === 'basket' ? [] : reach.lines
  const touched = given > 0 ? earning : linesGiven(gained, isBasketReward(offer) ? lines : reach.lines)
  return { kind: 'applied', amountMinor, points: given, rewardCount: countRewards(offer, rewardedCount), lineIds: touched.map(({ lineId }) => lineId) }
}

/** Lines on which something was taken off, in the order of `lines`. */
function linesGiven(gains: OfferGains, lines: readonly Line[]): readonly Line[] {
  const given = new Set<Line>()
  for (const { line, amountMinor } of gains) if (amountMinor > 0) given.add(line)
  return lines.filter((line) => given.has(line))
}

/** The basket's spend is looked at once it is known what item offers leave of it. */
function unspentState({ armed: { offer }, measure }: SurveyedOffer, { chosen }: Explained): OfferState | undefined {
  const missing = missingFor(offer, measure, chosen.leftMinor)
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
function winners(place: number, offer: Offer, { gains, surveyed, givingOn, givingOnAll }: Explained): OfferId[] {
  const named = (places: readonly number[]): OfferId[] => [...new Set(places.toSorted((a, b) => a - b).flatMap((other) => surveyed[other]?.armed.offer.offerId ?? []))]
  const lines = surveyed[place]?.reach.lines ?? []
  const basketRivals = lines.length === 0 ? [] : givingOnAll.filter((other) => isRival(offer, surveyed[other]?.armed.offer))
  if (basketRivals.length > 0) return named(basketRivals)
  const onSameLines = new Set(lines.length === 0 ? [] : givingOnAll)
  for (const line of lines) for (const other of givingOn.get(line) ?? []) onSameLines.add(other)
  const rivals = [...onSameLines].filter((other) => isRival(offer, surveyed[other]?.armed.offer))
  if (onSameLines.size > 0) return named(rivals.length > 0 ? rivals : [...onSameLines])
  return named([...gains.keys()].filter((other) => gains[other] !== undefined && surveyed[other]?.armed.offer.condition.kind === 'basket'))
}

function isRival(offer: Offer, other: Offer | undefined): boolean {
  return other?.stackingGroup === offer.stackingGroup && isBasketReward(other) === isBasketReward(offer)
}

function whoGives(gains: Explained['gains'], surveyed: Explained['surveyed']): Pick<Explained, 'givingOn' | 'givingOnAll'> {
  const givingOn = new Map<Line, readonly number[]>()
  const givingOnAll: number[] = []
  surveyed.forEach(({ armed: { offer } }, place) => {
    const own = gains[place]
    if (!own) return
    if (isBasketReward(offer)) givingOnAll.push(place)
    else for (const { line } of own) givingOn.set(line, [...(givingOn.get(line) ?? []), place])
  })
  return { givingOn, givingOnAll }
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
