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

export interface ReturnInput {
  /** The sale as it was priced then, with what its limits left it then. */
  readonly sold: PricingInput
  readonly priced: PricedBasket
  /** Each line at most once, at least one line. */
  readonly returned: readonly ReturnedUnits[]
}

export interface RefundedLine {
  readonly lineId: LineId
  readonly unitCount: number
  /** Paid for these units after discounts, before added tax. */
  readonly paidMinor: number
  /** Zero up to `paidMinor`. */
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
 * Goods that come back in several goes: hand in everything returned so far, and pay what is more than was paid before.
 *
 * @throws AssertionError for units that were not sold
 */
export function priceReturn({ sold, priced, returned }: ReturnInput): PricedReturn {
  const kept = priceBasket({ ...sold, lines: keptLines(sold.lines, returned), armed: appliedThen(sold, priced) })
  const paidMinor = returned.map((units) => paidFor(units, sold.lines, priced.lines))
  const lessMinor = priced.totals.netMinor - kept.totals.netMinor
  const refundMinor = Math.min(Math.max(lessMinor, 0), paidMinor.reduce((sum, paid) => sum + paid, 0))
  const shares = shareOut(refundMinor, paidMinor)
  const lines = returned.map(({ lineIndex, unitCount }, index) => ({ lineId: lineAt(sold.lines, lineIndex).lineId, unitCount, paidMinor: paidMinor[index] ?? 0, refundMinor: shares[index] ?? 0 }))
  const tax = taxGivenBack({ sold, priced, returned }, shares)
  const taxAddedMinor = tax.reduce((sum, row) => sum + (row.kind === 'added' ? row.taxMinor : 0), 0)
  return { lines, refundMinor, tax, dueBackMinor: refundMinor + taxAddedMinor, kept }
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
  return armed.toSorted(inOfferOrder).filter((_, index) => outcomes[index]?.state.kind === 'applied')
}

/** What stays with the units kept is rounded half up, so that the parts of a line never add up to more than it cost. */
function paidFor({ lineIndex, unitCount }: ReturnedUnits, lines: readonly Line[], priced: readonly PricedLine[]): number {
  return partOf(priced[lineIndex]?.netMinor ?? 0, unitCount, unitCountOf(lineAt(lines, lineIndex).quantity))
}

function partOf(amountMinor: number, unitCount: number, soldCount: number): number {
  return amountMinor - divideHalfUp(amountMinor * (soldCount - unitCount), soldCount)
}

/** Tax that was due, less what is due on what stays paid, rounded where it was then; a third party's part for the returned units goes back as well. */
function taxGivenBack({ sold, priced, returned }: ReturnInput, sharesMinor: readonly number[]): TaxLine[] {
  const { lines, armed, taxClasses, taxRounding } = sold
  const then = taxableLines(lines, priced.lines, armed)
  const backMinor = lines.map(() => 0)
  for (const [index, { lineIndex, unitCount }] of returned.entries()) {
    const othersMinor = (then[lineIndex]?.netMinor ?? 0) - (priced.lines[lineIndex]?.netMinor ?? 0)
    backMinor[lineIndex] = (sharesMinor[index] ?? 0) + partOf(othersMinor, unitCount, unitCountOf(lineAt(lines, lineIndex).quantity))
  }
  const stays = workOutTax({ lines: then.map((line, lineIndex) => ({ ...line, netMinor: line.netMinor - (backMinor[lineIndex] ?? 0) })), taxClasses, rounding: taxRounding })
  const concerned = new Set(returned.map(({ lineIndex }) => lineAt(lines, lineIndex).item.taxClassId))
  return priced.tax.filter(({ taxClassId }) => concerned.has(taxClassId)).map((row) => {
    const { netMinor = 0, taxMinor = 0 } = stays.find(({ taxClassId }) => taxClassId === row.taxClassId) ?? {}
    return { ...row, netMinor: row.netMinor - netMinor, taxMinor: row.taxMinor - taxMinor }
  })
}
