import { unitCountOf, type Line } from '../basket/line.ts'
import type { BusinessTime } from '../business-day/business-time.ts'
import type { EarnRules } from '../loyalty/earn-rules.ts'
import type { EarningMember } from '../loyalty/work-out-points.ts'
import type { TaxClass, TaxLine, TaxRounding } from '../tax/tax.ts'
import { workOutTax } from '../tax/work-out-tax.ts'
import { inOfferOrder } from './arm-offers.ts'
import { openPartMaker, type ReachingCandidate } from './basket-part.ts'
import type { BasketCandidate, PointsCandidate } from './candidate.ts'
import { chooseOffers } from './choose-offers.ts'
import { explainOffers } from './explain-offers.ts'
import { findExcluded } from './find-excluded.ts'
import { inGoodsOrder } from './goods-order.ts'
import { handOut, priceLines } from './hand-out.ts'
import { missingFor, type Measure } from './measure.ts'
import type { ArmedOffer, BasketTotals, PricedBasket, PricedLine } from './priced-basket.ts'
import { keepInMemo, openPricingMemo, type PricingMemo } from './pricing-memo.ts'
import { rewardPoints } from './reward-points.ts'
import { surveyOffers, type SurveyedOffer } from './survey-offers.ts'
import { taxableLines } from './taxable-lines.ts'

export interface PricingInput {
  /** Not voided, in basket order. */
  readonly lines: readonly Line[]
  readonly armed: readonly ArmedOffer[]
  readonly time: BusinessTime
  readonly taxClasses: readonly TaxClass[]
  /** Once over the receipt unless told. */
  readonly taxRounding?: TaxRounding | undefined
  readonly earn: EarnRules
  readonly hasMember: boolean
  /** What the earn rules look at in her; nobody in particular unless told. */
  readonly member?: EarningMember | undefined
  /**
   * Nodes the search for the best offers may look at in every part of the basket that has nothing to do with the others,
   * and as many once more to keep a spend met; 20000 unless told. Never a time: lane and CRM must agree.
   */
  readonly nodeLimit?: number | undefined
}

/**
 * Prices a basket: the one pass that lane, CRM and CLI all run, to the same cent.
 *
 * Units are what an offer works on; a weighed line is one unit. Within a stacking group a unit serves one offer, be it
 * for the reward or for the condition. Groups work in name order, each on what the ones before left of the price. The
 * choice of offers gives the customer the greatest total saving, whatever the order of lines and offers.
 *
 * @param memo what an earlier pass over the same sale worked out: the pass is then faster, and its answer the same
 * @throws AssertionError for a line of an unknown tax class
 */
export function priceBasket({ lines, armed, time, taxClasses, taxRounding, earn, hasMember, member, nodeLimit = 20_000 }: PricingInput, memo: PricingMemo = openPricingMemo()): PricedBasket {
  const ordered = armed.toSorted(inOfferOrder)
  const excluded = findExcluded(ordered, time)
  const survey = surveyOffers(ordered, lines, memo.survey)
  const surveyed = survey.offers
  const goods = inGoodsOrder(lines, { lines: memo.survey.lines, goods: memo.goods })
  const parts = openPartMaker(memo.nodeLimit === nodeLimit ? memo.parts : new Map(), nodeLimit)
  const candidates = sortCandidates(surveyed, excluded)

  const chosen = chooseOffers({ goods, item: candidates.item, basket: candidates.basket, parts, nodeLimit })
  const gains = handOut(goods, chosen, surveyed)
  const pricedLines = priceLines(lines, gains, surveyed)
  const tax = workOutTax({ lines: taxableLines(lines, pricedLines, ordered), taxClasses, rounding: taxRounding })
  const totals = totalsOf(lines, pricedLines, tax)
  const earning = lines.map(({ item, quantity }, index) => ({ item, netMinor: pricedLines[index]?.netMinor ?? 0, unitCount: unitCountOf(quantity) }))
  const points = rewardPoints({ candidates: candidates.points(chosen.leftMinor), lines: earning, earn, hasMember, member, day: time.day })
  const outcomes = explainOffers({ lines, excluded, surveyed, chosen, gains, points: points.byOffer })
  keepInMemo(memo, { survey, goods, parts: parts.made(), nodeLimit })
  return { lines: pricedLines, outcomes, totals, tax, pointsEarned: points.earned, ...(points.parts.length > 0 ? { pointsParts: points.parts } : {}), provenBest: chosen.provenBest, ...(chosen.provenBest ? {} : { discountAtMostMinor: chosen.boundMinor }) }
}

/** What the choice is made from, each in offer order. */
interface Candidates {
  readonly item: readonly ReachingCandidate[]
  /** Whether a basket's spend is met depends on the item offers; the choice looks at it itself. */
  readonly basket: readonly BasketCandidate[]
  /** Those that hold with so much left to pay after item offers. */
  readonly points: (leftMinor: number) => readonly PointsCandidate[]
}

function sortCandidates(surveyed: readonly SurveyedOffer[], excluded: ReadonlyMap<number, unknown>): Candidates {
  const item: ReachingCandidate[] = []
  const basket: BasketCandidate[] = []
  const points: { readonly candidate: PointsCandidate; readonly measure: Measure }[] = []
  surveyed.forEach(({ candidate: any, reach, measure }, place) => {
    if (excluded.has(place) || !any) return
    if (any.layer === 'item') item.push({ candidate: any.candidate, reach })
    else if (any.layer === 'points') points.push({ candidate: any.candidate, measure })
    else if (!missingFor(any.candidate, measure, Infinity)) basket.push(any.candidate)
  })
  return { item, basket, points: (leftMinor) => points.filter(({ candidate, measure }) => !missingFor(candidate, measure, leftMinor)).map(({ candidate }) => candidate) }
}

function totalsOf(lines: readonly Line[], priced: readonly PricedLine[], tax: readonly TaxLine[]): BasketTotals {
  const grossMinor = priced.reduce((sum, line) => sum + line.grossMinor, 0)
  const discountMinor = priced.reduce((sum, line) => sum + line.discountMinor, 0)
  const netMinor = grossMinor - discountMinor
  const taxAddedMinor = tax.reduce((sum, row) => sum + (row.kind === 'added' ? row.taxMinor : 0), 0)
  return { grossMinor, discountMinor, netMinor, taxAddedMinor, dueMinor: netMinor + taxAddedMinor, unitCount: lines.reduce((sum, line) => sum + unitCountOf(line.quantity), 0) }
}
