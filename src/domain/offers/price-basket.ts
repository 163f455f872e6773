import { unitCountOf, type Line } from '../basket/line.ts'
import type { BusinessTime } from '../business-day/business-time.ts'
import type { EarnRules } from '../loyalty/earn-rules.ts'
import type { EarningMember } from '../loyalty/work-out-points.ts'
import type { TaxClass, TaxLine, TaxRounding } from '../tax/tax.ts'
import { workOutTax } from '../tax/work-out-tax.ts'
import { inOfferOrder } from './arm-offers.ts'
import { sortCandidates, type Candidate } from './candidate.ts'
import { chooseOffers } from './choose-offers.ts'
import { explainOffers } from './explain-offers.ts'
import { findExcluded } from './find-excluded.ts'
import { handOut, priceLines } from './hand-out.ts'
import { measureReach, missingFor } from './measure.ts'
import { narrowCandidates } from './narrow-candidates.ts'
import type { Reward } from './offer.ts'
import type { ArmedOffer, BasketTotals, PricedBasket, PricedLine } from './priced-basket.ts'
import { findReach } from './reach.ts'
import { rewardPoints } from './reward-points.ts'
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
  /** Nodes the search for the best offers may look at, 20000 unless told. Never a time: lane and CRM must agree. */
  readonly nodeLimit?: number | undefined
}

/**
 * Prices a basket: the one pass that lane, CRM and CLI all run, to the same cent.
 *
 * Units are what an offer works on; a weighed line is one unit. Within a stacking group a unit serves one offer, be it
 * for the reward or for the condition. Groups work in name order, each on what the ones before left of the price. The
 * choice of offers gives the customer the greatest total saving, whatever the order of lines and offers.
 *
 * @throws AssertionError for a line of an unknown tax class
 */
export function priceBasket({ lines, armed, time, taxClasses, taxRounding, earn, hasMember, member, nodeLimit = 20_000 }: PricingInput): PricedBasket {
  const ordered = armed.toSorted(inOfferOrder)
  const excluded = findExcluded(ordered, time)
  const reach = findReach(ordered, lines)
  const measures = reach.map((own) => measureReach(own, lines))
  const candidates = sortCandidates(ordered, (index) => excluded.has(index))
  const hasEnough = (leftMinor: number) => (candidate: Candidate<Reward>): boolean => {
    const measure = measures[candidate.index]
    return measure !== undefined && missingFor(candidate, measure, leftMinor) === undefined
  }
  // Whether a basket's spend is met depends on the item offers; the choice looks at it itself.
  const basketCandidates = candidates.basket.filter(hasEnough(Infinity))

  const chosen = chooseOffers({ lines, item: narrowCandidates(candidates.item, measures), basket: basketCandidates, reach, nodeLimit })
  const gains = handOut(lines, chosen)
  const pricedLines = priceLines(lines, gains, ordered)
  const tax = workOutTax({ lines: taxableLines(lines, pricedLines, ordered), taxClasses, rounding: taxRounding })
  const totals = totalsOf(lines, pricedLines, tax)
  const earning = lines.map(({ item, quantity }, index) => ({ item, netMinor: pricedLines[index]?.netMinor ?? 0, unitCount: unitCountOf(quantity) }))
  const points = rewardPoints({ candidates: candidates.points.filter(hasEnough(chosen.leftMinor)), lines: earning, earn, hasMember, member, day: time.day })
  const outcomes = explainOffers({ ordered, lines, excluded, reach, measures, chosen, gains, points: points.byOffer })
  return { lines: pricedLines, outcomes, totals, tax, pointsEarned: points.earned, ...(points.parts.length > 0 ? { pointsParts: points.parts } : {}), provenBest: chosen.provenBest, ...(chosen.provenBest ? {} : { discountAtMostMinor: chosen.boundMinor }) }
}

function totalsOf(lines: readonly Line[], priced: readonly PricedLine[], tax: readonly TaxLine[]): BasketTotals {
  const grossMinor = priced.reduce((sum, line) => sum + line.grossMinor, 0)
  const discountMinor = priced.reduce((sum, line) => sum + line.discountMinor, 0)
  const netMinor = grossMinor - discountMinor
  const taxAddedMinor = tax.reduce((sum, row) => sum + (row.kind === 'added' ? row.taxMinor : 0), 0)
  return { grossMinor, discountMinor, netMinor, taxAddedMinor, dueMinor: netMinor + taxAddedMinor, unitCount: lines.reduce((sum, line) => sum + unitCountOf(line.quantity), 0) }
}
