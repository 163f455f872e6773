import type { Line } from '../basket/line.ts'
import type { TaxableLine } from '../tax/work-out-tax.ts'
import type { ArmedOffer, PricedLine } from './priced-basket.ts'

/**
 * Lines as tax sees them: a discount that a third party pays for does not make the goods cheaper.
 * @param priced one per line, same order
 */
export function taxableLines(lines: readonly Line[], priced: readonly PricedLine[], armed: readonly ArmedOffer[]): TaxableLine[] {
  const paidByOthers = new Set(armed.filter(({ offer }) => !offer.funding.reducesTaxBase).map(({ offer }) => offer.offerId))
  return lines.map(({ item }, lineIndex) => {
    const { netMinor = 0, discounts = [] } = priced[lineIndex] ?? {}
    const keptMinor = discounts.reduce((sum, { offerId, amountMinor }) => sum + (paidByOthers.has(offerId) ? amountMinor : 0), 0)
    return { taxClassId: item.taxClassId, netMinor: netMinor + keptMinor }
  })
}
