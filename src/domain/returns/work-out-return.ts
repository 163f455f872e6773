import { assert } from '../assert.ts'
import { unitCountOf } from '../basket/line.ts'
import type { LineId } from '../ids.ts'
import { clawBack, type ClawedBack } from '../loyalty/claw-back.ts'
import { roundCash, type CashRounding } from '../money/cash-rounding.ts'
import { priceReturn, type PricedReturn, type RefundedUnits, type ReturnedUnits } from '../offers/price-return.ts'
import type { PricedBasket } from '../offers/priced-basket.ts'
import type { SaleCompleted, Tender } from '../sale/facts.ts'
import type { BrokenOffer, ReturnedTender, SaleReturned } from '../sale/sale-returned.ts'
import { soldAgain } from '../sale/sale-terms.ts'

/** Goods of a finished sale that a customer wants to give back. */
export interface ReturnAsked {
  readonly completed: SaleCompleted
  /** What has come back of the same sale before. */
  readonly earlier: readonly SaleReturned[]
  /** Units by line, each line at most once; a weighed line is one unit. */
  readonly chosen: readonly { readonly lineId: LineId; readonly unitCount: number }[]
}

/** What a return comes to, before it is decided how the money goes back. */
export interface WorkedOutReturn {
  readonly priced: PricedReturn
  readonly broken: readonly BrokenOffer[]
  readonly clawedBack: ClawedBack
  /** Of what is due back, the part that was paid with points and goes back as points. */
  readonly inPointsMinor: number
  /** The rest: money. */
  readonly moneyMinor: number
  /** As much of the money as was paid by card and has not gone back to it yet. */
  readonly cardMostMinor: number
}

/**
 * What goods that come back are worth, and what goes back with them.
 *
 * Nothing is refunded twice: what earlier returns of the sale took is part of the sum. With the last unit everything has
 * gone back that the customer paid, in money and in points.
 *
 * @returns undefined for a sale from before sales kept their terms
 * @throws AssertionError for units that were not sold, or have come back before
 */
export function workOutReturn({ completed, earlier, chosen }: ReturnAsked): WorkedOutReturn | undefined {
  const again = soldAgain(completed)
  if (!again) return undefined
  const before = refundedBefore(completed, earlier)
  const returned = chosen.map(({ lineId, unitCount }) => ({ lineIndex: lineIndexOf(completed, lineId), unitCount }))
  const priced = priceReturn({ ...again, returned, before })
  const done = { takenBack: sum(earlier, ({ points }) => points?.takenBack ?? 0), givenBack: sum(earlier, ({ points }) => points?.givenBack ?? 0) }
  const clawedBack = clawBack({ sold: again.sold, completed: { ...completed, priced: again.priced }, returned: allReturned(returned, before), done })
  const inPointsMinor = pointsPart(completed, earlier, priced.dueBackMinor)
  const moneyMinor = priced.dueBackMinor - inPointsMinor
  return {
    priced, inPointsMinor, moneyMinor,
    broken: brokenOffers(completed.priced, priced.kept),
    clawedBack: withoutRestored(clawedBack, earlier),
    cardMostMinor: Math.max(0, Math.min(moneyMinor, inKinds(completed.tenders, byCard) - sum(earlier, ({ tenders }) => inKinds(tenders, byCard)))),
  }
}

/** What an earlier return has set free already is not set free again: it may have been used since. */
function withoutRestored(clawedBack: ClawedBack, earlier: readonly SaleReturned[]): ClawedBack {
  const codes = new Set(earlier.flatMap(({ restored }) => restored.couponCodes))
  const offerIds = new Set(earlier.flatMap(({ restored }) => restored.offers.map(({ offerId }) => offerId)))
  return { ...clawedBack, couponCodes: clawedBack.couponCodes.filter((code) => !codes.has(code)), listOfferIds: clawedBack.listOfferIds.filter((offerId) => !offerIds.has(offerId)) }
}

/** Units of every line that may still come back. */
export function returnableUnits(completed: SaleCompleted, earlier: readonly SaleReturned[]): Map<LineId, number> {
  const back = returnedUnits(earlier)
  return new Map(completed.lines.map(({ lineId, quantity }) => [lineId, unitCountOf(quantity) - (back.get(lineId) ?? 0)]))
}

/** How money goes back: by card as far as it came so, where that is asked for; the rest in cash. */
export interface MoneyBack {
  readonly tenders: readonly ReturnedTender[]
  readonly roundingMinor: number
}

/**
 * Cash is rounded as it is at a sale. What rounding gave too much or too little in earlier returns of the sale is made
 * good first, so that a sale that was paid in cash brings back in any number of returns what was paid for it.
 *
 * @param card how it goes back by card; all in cash without
 */
export function moneyBack({ moneyMinor, cardMostMinor }: Pick<WorkedOutReturn, 'moneyMinor' | 'cardMostMinor'>, earlier: readonly SaleReturned[], card: 'card' | 'card-confirmed' | undefined, rounding: CashRounding | undefined): MoneyBack {
  const cardMinor = card ? cardMostMinor : 0
  const dueMinor = moneyMinor - cardMinor
  const roundedBefore = sum(earlier, ({ roundingMinor = 0 }) => roundingMinor)
  const cashMinor = dueMinor === 0 ? 0 : Math.max(0, roundCash(dueMinor - roundedBefore, rounding))
  const tenders = [...(card && cardMinor > 0 ? [{ tenderKind: card, amountMinor: cardMinor }] : []), ...(cashMinor > 0 ? [{ tenderKind: 'cash' as const, amountMinor: cashMinor }] : [])]
  return { tenders, roundingMinor: cashMinor - dueMinor }
}

function refundedBefore({ lines }: SaleCompleted, earlier: readonly SaleReturned[]): RefundedUnits[] {
  const units = returnedUnits(earlier)
  return lines.flatMap(({ lineId }, lineIndex) => {
    const unitCount = units.get(lineId)
    if (unitCount === undefined) return []
    return [{ lineIndex, unitCount, refundMinor: sum(earlier.flatMap((each) => each.lines), (line) => (line.lineId === lineId ? line.refundMinor : 0)) }]
  })
}

function returnedUnits(earlier: readonly SaleReturned[]): Map<LineId, number> {
  const counts = new Map<LineId, number>()
  for (const { lineId, quantity } of earlier.flatMap(({ lines }) => lines)) counts.set(lineId, (counts.get(lineId) ?? 0) + unitCountOf(quantity))
  return counts
}

function allReturned(now: readonly ReturnedUnits[], before: readonly ReturnedUnits[]): ReturnedUnits[] {
  const counts = new Map<number, number>()
  for (const { lineIndex, unitCount } of [...before, ...now]) counts.set(lineIndex, (counts.get(lineIndex) ?? 0) + unitCount)
  return [...counts].map(([lineIndex, unitCount]) => ({ lineIndex, unitCount }))
}

function lineIndexOf({ lines }: SaleCompleted, lineId: LineId): number {
  const lineIndex = lines.findIndex((line) => line.lineId === lineId)
  assert(lineIndex >= 0, `no line ${lineId} was sold`)
  return lineIndex
}

/** What was paid with points goes back as points for the same part of what is due; exactly all of it with the last unit. */
function pointsPart({ tenders, priced }: SaleCompleted, earlier: readonly SaleReturned[], dueBackMinor: number): number {
  const paidMinor = inKinds(tenders, ['points'])
  if (paidMinor === 0) return 0
  const dueMinor = BigInt(priced.totals.dueMinor)
  const before = sum(earlier, (each) => each.dueBackMinor)
  const until = (backMinor: number): number => Number((BigInt(paidMinor) * BigInt(backMinor)) / dueMinor)
  return until(before + dueBackMinor) - until(before)
}

const byCard: readonly Tender['tenderKind'][] = ['card', 'card-confirmed']

function inKinds(tenders: readonly Pick<Tender, 'tenderKind' | 'amountMinor'>[], kinds: readonly Tender['tenderKind'][]): number {
  return sum(tenders, ({ tenderKind, amountMinor }) => (kinds.includes(tenderKind) ? amountMinor : 0))
}

function sum<Each>(all: readonly Each[], amountOf: (each: Each) => number): number {
  return all.reduce((total, each) => total + amountOf(each), 0)
}

function brokenOffers(then: PricedBasket, kept: PricedBasket): BrokenOffer[] {
  const gives = new Map(kept.outcomes.map(({ offerId, couponCode, state }) => [`${offerId} ${couponCode ?? ''}`, state.kind === 'applied' ? state.amountMinor : 0]))
  return then.outcomes.flatMap(({ offerId, couponCode, name, state }) => {
    const gaveMinor = state.kind === 'applied' ? state.amountMinor : 0
    const givesMinor = gives.get(`${offerId} ${couponCode ?? ''}`) ?? 0
    return gaveMinor > givesMinor ? [{ offerId, name, gaveMinor, givesMinor }] : []
  })
}
