import type { LineDiscount, PricedLine } from '../offers/priced-basket.ts'

/**
 * What came off the whole basket, one per offer in the order of the lines.
 *
 * Such an offer uses no unit of any line; its shares under every line would say
 * one thing many times, so screen and paper say it once.
 */
export function basketDiscounts(lines: readonly PricedLine[]): readonly LineDiscount[] {
  const sums = new Map<string, LineDiscount>()
  for (const share of lines.flatMap(({ discounts }) => discounts).filter(isShare)) {
    const known = sums.get(share.offerId)
    sums.set(share.offerId, { ...share, amountMinor: share.amountMinor + (known?.amountMinor ?? 0) })
  }
  return [...sums.values()]
}

/** What belongs under the line itself. */
export function ownDiscounts({ discounts }: PricedLine): readonly LineDiscount[] {
  return discounts.filter((discount) => !isShare(discount))
}

function isShare({ unitCount }: LineDiscount): boolean {
  return unitCount === 0
}
