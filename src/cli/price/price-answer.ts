import type { Quantity } from '../../domain/basket/line.ts'
import type { ClawedBack } from '../../domain/loyalty/claw-back.ts'
import { cashRoundingOf, roundCash } from '../../domain/money/cash-rounding.ts'
import type { OfferOutcome, PricedBasket } from '../../domain/offers/priced-basket.ts'
import type { PricedReturn } from '../../domain/offers/price-return.ts'
import type { SalePoints } from '../../domain/sale/facts.ts'
import type { Wording } from '../../domain/wording.ts'
import type { PriceDocument } from './price-document.ts'
import type { PricedDocument } from './price-document-basket.ts'

/** Units of one basket line that an offer took something off. */
interface AppliedUnits {
  /** Position in the basket, from 0. */
  readonly line: number
  readonly unitCount: number
  readonly amountMinor: number
}

/** What `lanewise price` writes. */
export interface PriceAnswer {
  readonly lines: readonly (Omit<PricedBasket['lines'][number], 'lineId'> & { readonly itemId: string; readonly name: Wording; readonly quantity: Quantity })[]
  readonly applied: readonly { readonly offerId: string; readonly name: Wording; readonly amountMinor: number; readonly points: number; readonly rewardCount: number; readonly units: readonly AppliedUnits[] }[]
  /** Every candidate with where it stands and why. */
  readonly offers: readonly OfferOutcome[]
  readonly totals: PricedBasket['totals']
  /** What is due where all of it is paid in cash. */
  readonly dueInCashMinor: number
  readonly tax: PricedBasket['tax']
  readonly pointsEarned: number
  /** What the sale does to the member's points, and why. */
  readonly points?: SalePoints | undefined
  readonly provenBest: boolean
  /** No choice of offers takes more off than this; what was taken off where that is proven. */
  readonly discountAtMostMinor: number
  readonly returned?: (PricedReturn & { readonly clawedBack?: ClawedBack | undefined }) | undefined
}

/** The priced document as the command writes it. */
export function priceAnswer({ cashRounding }: Pick<PriceDocument, 'cashRounding'>, { lines, priced, returned, points, clawedBack }: PricedDocument): PriceAnswer {
  const { outcomes, totals, tax, provenBest } = priced
  return {
    lines: priced.lines.map(({ grossMinor, discountMinor, netMinor, discounts }, index) => {
      const line = lines[index]
      return { itemId: line?.item.itemId ?? '', name: line?.item.name ?? { en: '' }, quantity: line?.quantity ?? { kind: 'units', count: 0 }, grossMinor, discountMinor, netMinor, discounts }
    }),
    applied: outcomes.flatMap(({ offerId, name, state }) => (state.kind === 'applied' ? [{ offerId, name, amountMinor: state.amountMinor, points: state.points, rewardCount: state.rewardCount ?? 1, units: unitsOf(offerId, priced) }] : [])),
    offers: outcomes, totals, dueInCashMinor: roundCash(totals.dueMinor, cashRoundingOf(cashRounding)), tax, pointsEarned: points?.earned ?? 0, ...(points ? { points } : {}), provenBest,
    discountAtMostMinor: priced.discountAtMostMinor ?? totals.discountMinor,
    ...(returned ? { returned: { ...returned, ...(clawedBack ? { clawedBack } : {}) } } : {}),
  }
}

function unitsOf(offerId: string, { lines }: PricedBasket): AppliedUnits[] {
  return lines.flatMap(({ discounts }, line) => discounts.filter((each) => each.offerId === offerId).map(({ unitCount, amountMinor }) => ({ line, unitCount, amountMinor })))
}
