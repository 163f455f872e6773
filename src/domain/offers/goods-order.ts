import { unitCountOf, type Line } from '../basket/line.ts'
import { linesAdded } from './lines-added.ts'

/**
 * The lines by what they are, not by when they were scanned: tax class, item, value, units, weight. Lines alike in all
 * of these stand as they were scanned.
 *
 * @param before lines that were put in goods order already: where others have come to their end since, only those have
 *               to find their place
 */
export function inGoodsOrder(lines: readonly Line[], before: { readonly lines: readonly Line[]; readonly goods: readonly Line[] } = { lines: [], goods: [] }): Line[] {
  const added = linesAdded(before.lines, lines)
  // The sort is stable, so what was scanned later comes after its like.
  return (added ? [...before.goods, ...added] : lines.slice()).sort(compareGoods)
}

function compareGoods(a: Line, b: Line): number {
  return (
    compareText(a.item.taxClassId, b.item.taxClassId) ||
    compareText(a.item.itemId, b.item.itemId) ||
    b.grossMinor - a.grossMinor ||
    unitCountOf(b.quantity) - unitCountOf(a.quantity) ||
    gramsOf(a) - gramsOf(b)
  )
}

function gramsOf({ quantity }: Line): number {
  return quantity.kind === 'weight' ? quantity.grams : 0
}

/** By code units: the same everywhere, whatever the machine's language. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
