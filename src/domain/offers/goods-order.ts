import { unitCountOf, type Line } from '../basket/line.ts'

/**
 * The lines by what they are, not by when they were scanned: tax class, item, value, units, weight. Lines alike in all
 * of these stand as they were scanned.
 *
 * @param before the same basket in goods order before its last change, so that only what is new has to find its place
 */
export function inGoodsOrder(lines: readonly Line[], before: readonly Line[] = []): Line[] {
  const positions = new Map(lines.map((line, position) => [line, position]))
  const known = before.filter((line) => positions.has(line))
  const isKnown = new Set(known)
  const ordered = [...known, ...lines.filter((line) => !isKnown.has(line))]
  return ordered.sort((a, b) => compareGoods(a, b) || (positions.get(a) ?? 0) - (positions.get(b) ?? 0))
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
