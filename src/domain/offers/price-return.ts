import { assert } from '../assert.ts'
import { unitCountOf, type Line } from '../basket/line.ts'
import type { LineId } from '../ids.ts'
import { divideHalfUp } from '../money/money.ts'
import { shareOut } from '../money/share-out.ts'
import type { TaxLine } from '../tax/tax.ts'
import { workOutTax } from '../tax/work-out-tax.ts'
import { inOfferOrder } from './arm-offers.ts'
import { priceBasket, type PricingInput } from './price-basket.ts'
import type { PricedBasket, PricedLine } from './priced-basket.ts'
import { taxableLines } from './taxable-lines.ts'

/** Units of one line that come back. */
export interface ReturnedUnits {
  /** Position among the sold lines. */
  readonly lineIndex: number
  /** One up to what was sold; a weighed line is one unit and comes back whole. */
  readonly unitCount: number
}

/** What came back of a line before, and what was given back for it. */
export interface RefundedUnits extends ReturnedUnits {
  readonly refundMinor: number
}

export interface ReturnInput {
  /** The sale as it was priced then, with what its limits left it then. */
  readonly sold: PricingInput
  readonly priced: PricedBasket
  /** What comes back now. Each line at most once, at least one line. */
  readonly returned: readonly ReturnedUnits[]
  /** All that came back of this sale before, each line once; nothing unless told. */
  readonly before?: readonly RefundedUnits[] | undefined
}

export interface RefundedLine {
  readonly lineId: LineId
  /** Zero for a line whose units came back before, and are paid for now. */
  readonly unitCount: number
  /** Paid for these units after discounts, before added tax. */
  readonly paidMinor: number
  /** Zero or more; with what was given back before at most what was paid for all units of the line that have come back. */
  readonly refundMinor: number
}

/** What the customer gets back, and what the goods that stay cost by themselves. */
export interface PricedReturn {
  readonly lines: readonly RefundedLine[]
  /** Sum of the lines. */
  readonly refundMinor: number
  /** Tax that goes back with it, one row per class concerned. */
  readonly tax: readonly TaxLine[]
  /** The refund with its added tax. */
  readonly dueBackMinor: number
  readonly kept: PricedBasket
}

/**
 * The refund for a part of a sale.
 *
 * What stays is priced again, at the time of the sale and under the offers that were applied then: no offer that lost
 * then wins now. The refund is what was paid less what the rest costs. So who breaks up a three for two pays
 * for what he keeps, and who gives back what cost him nothing gets nothing. The refund is never below zero and never
 * above what was paid for the returned units; a line's units count as paid alike. It is shared out over the returned
 * lines by what was paid for them (largest remainder).
 *
 * Goods that come back in several goes are worked out together, and what was given back before is taken off. An offer
 * that an earlier go has broken may owe for those goods still: that is shared out after the goods that come back now.
 * With the last unit everything that was paid has gone back, in however many goes.
 *
 * @throws AssertionError for units that were not sold
 */
export function priceReturn({ sold, priced, returned, before = [] }: ReturnInput): PricedReturn {
  const all = together(returned, before)
  const kept = priceBasket({ ...sold, lines: keptLines(sold.lines, all), armed: appliedThen(sold, priced) })
  const openMinor = all.map((units) => paidFor(units, sold.lines, priced.lines) - refundedBefore(units, before))
  const givenMinor = before.reduce((sum, { refundMinor }) => sum + refundMinor, 0)
  const refundMinor = Math.min(Math.max(priced.totals.netMinor - kept.totals.netMinor - givenMinor, 0), sumOf(openMinor))
  const shares = shareOutNowFirst(refundMinor, openMinor, returned.length)
  const lines = all.map((units, index) => ({ lineId: lineAt(sold.lines, units.lineIndex).lineId, ...paidNow(units, { sold, priced, before }), refundMinor: shares[index] ?? 0 }))
  const tax = taxGivenBack({ sold, priced, before }, all, shares)
  const taxAddedMinor = tax.reduce((sum, row) => sum + (row.kind === 'added' ? row.taxMinor : 0), 0)
  return { lines: lines.filter(({ unitCount, refundMinor: back }) => unitCount > 0 || back > 0), refundMinor, tax, dueBackMinor: refundMinor + taxAddedMinor, kept }
}

/** All units that have come back by now: the lines that come back now first, in their order. */
function together(returned: readonly ReturnedUnits[], before: readonly RefundedUnits[]): ReturnedUnits[] {
  const now = returned.map(({ lineIndex, unitCount }) => ({ lineIndex, unitCount: unitCount + countBefore(lineIndex, before) }))
  assert(returned.every(({ unitCount }) => unitCount > 0), 'nothing of a line comes back')
  return [...now, ...before.filter((units) => !returned.some(({ lineIndex }) => lineIndex === units.lineIndex))]
}

function countBefore(lineIndex: number, before: readonly RefundedUnits[]): number {
  return before.find((units) => units.lineIndex === lineIndex)?.unitCount ?? 0
}

function refundedBefore({ lineIndex }: ReturnedUnits, before: readonly RefundedUnits[]): number {
  return before.find((units) => units.lineIndex === lineIndex)?.refundMinor ?? 0
}

/** The first lines take all they can; the others only what is beyond. */
function shareOutNowFirst(amountMinor: number, openMinor: readonly number[], firstCount: number): number[] {
  const [first, others] = [openMinor.slice(0, firstCount), openMinor.slice(firstCount)]
  const firstMinor = Math.min(amountMinor, sumOf(first))
  return [...shareOut(firstMinor, first), ...shareOut(amountMinor - firstMinor, others)]
}

function sumOf(amountsMinor: readonly number[]): number {
  return amountsMinor.reduce((sum, each) => sum + each, 0)
}

/** Of all units of a line that have come back, those that come back now. */
function paidNow({ lineIndex, unitCount }: ReturnedUnits, { sold, priced, before = [] }: Pick<ReturnInput, 'sold' | 'priced' | 'before'>): Pick<RefundedLine, 'unitCount' | 'paidMinor'> {
  const earlierCount = countBefore(lineIndex, before)
  const paidUntil = (count: number): number => paidFor({ lineIndex, unitCount: count }, sold.lines, priced.lines)
  return { unitCount: unitCount - earlierCount, paidMinor: paidUntil(unitCount) - paidUntil(earlierCount) }
}

function lineAt(lines: readonly Line[], lineIndex: number): Line {
  const line = lines[lineIndex]
  assert(line !== undefined, `no line ${lineIndex} was sold`)
  return line
}

function keptLines(lines: readonly Line[], returned: readonly ReturnedUnits[]): Line[] {
  const counts = new Map(returned.map(({ lineIndex, unitCount }) => [lineIndex, unitCount]))
  assert(counts.size === returned.length && returned.every(({ lineIndex, unitCount }) => unitCount > 0 && unitCount <= unitCountOf(lineAt(lines, lineIndex).quantity)), 'returned units were not sold')
  return lines.flatMap((line, lineIndex) => {
    const returnedCount = counts.get(lineIndex) ?? 0
    const soldCount = unitCountOf(line.quantity)
    if (returnedCount === 0) return [line]
    const count = soldCount - returnedCount
    return count === 0 ? [] : [{ ...line, quantity: { kind: 'units' as const, count }, grossMinor: line.grossMinor - Math.floor(line.grossMinor / soldCount) * returnedCount }]
  })
}

/** The same order in which the basket's reasons were given. */
function appliedThen({ armed }: PricingInput, { outcomes }: PricedBasket): PricingInput['armed'] {
  // What nobody could read took no part: it is shown among the others and was never armed.
  const told = outcomes.filter(({ state }) => state.kind !== 'excluded' || state.reason !== 'unknown-kind')
  return armed.toSorted(inOfferOrder).filter((_, index) => told[index]?.state.kind === 'applied')
}

/** What stays with the units kept is rounded half up, so that the parts of a line never add up to more than it cost. */
function paidFor({ lineIndex, unitCount }: ReturnedUnits, lines: readonly Line[], priced: readonly PricedLine[]): number {
  return partOf(priced[lineIndex]?.netMinor ?? 0, unitCount, unitCountOf(lineAt(lines, lineIndex).quantity))
}

function partOf(amountMinor: number, unitCount: number, soldCount: number): number {
  return amountMinor - divideHalfUp(amountMinor * (soldCount - unitCount), soldCount)
}

/** Tax on what stood paid before, less tax on what stays paid, rounded where it was then; a third party's part for the returned units goes back as well. */
function taxGivenBack({ sold, priced, before = [] }: Pick<ReturnInput, 'sold' | 'priced' | 'before'>, all: readonly ReturnedUnits[], sharesMinor: readonly number[]): TaxLine[] {
  const refunded = all.map((units, index) => ({ ...units, refundMinor: refundedBefore(units, before) + (sharesMinor[index] ?? 0) }))
  const [stood, stays] = [taxLeft({ sold, priced }, before), taxLeft({ sold, priced }, refunded)]
  const concerned = new Set(all.filter(({ lineIndex, unitCount }, index) => unitCount > countBefore(lineIndex, before) || (sharesMinor[index] ?? 0) > 0).map(({ lineIndex }) => lineAt(sold.lines, lineIndex).item.taxClassId))
  return stood.filter(({ taxClassId }) => concerned.has(taxClassId)).map((row) => {
    const { netMinor = 0, taxMinor = 0 } = stays.find(({ taxClassId }) => taxClassId === row.taxClassId) ?? {}
    return { ...row, netMinor: row.netMinor - netMinor, taxMinor: row.taxMinor - taxMinor }
  })
}

function taxLeft({ sold: { lines, armed, taxClasses, taxRounding }, priced }: Pick<ReturnInput, 'sold' | 'priced'>, refunded: readonly RefundedUnits[]): TaxLine[] {
  const left = taxableLines(lines, priced.lines, armed).map((line, lineIndex) => {
    const back = refunded.find((units) => units.lineIndex === lineIndex)
    if (!back) return line
    const othersMinor = line.netMinor - (priced.lines[lineIndex]?.netMinor ?? 0)
    return { ...line, netMinor: line.netMinor - back.refundMinor - partOf(othersMinor, back.unitCount, unitCountOf(lineAt(lines, lineIndex).quantity)) }
  })
  return workOutTax({ lines: left, taxClasses, rounding: taxRounding })
}
