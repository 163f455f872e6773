import type { PurchaseLineRow } from '../store/sale-rows.ts'

/**
 * What a member bought and kept: goods that came back say nothing of her habits. A return takes its units off the lines
 * of its own sale; what it finds no line for, because that is too long ago, takes nothing off.
 * @returns lines with units left, in the order given
 */
export function keptPurchases(lines: readonly PurchaseLineRow[]): PurchaseLineRow[] {
  const back = new Map<string, number>()
  for (const { ofPurchaseId, itemId, unitCount } of lines) if (ofPurchaseId !== undefined) back.set(`${ofPurchaseId} ${itemId}`, (back.get(`${ofPurchaseId} ${itemId}`) ?? 0) - unitCount)
  return lines.flatMap((line) => {
    if (line.unitCount <= 0) return []
    const key = `${line.purchaseId} ${line.itemId}`
    const taken = Math.min(line.unitCount, back.get(key) ?? 0)
    if (taken === 0) return [line]
    back.set(key, (back.get(key) ?? 0) - taken)
    return taken === line.unitCount ? [] : [{ ...line, unitCount: line.unitCount - taken }]
  })
}
