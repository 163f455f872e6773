import { assertNever } from '../assert.ts'
import type { SoldItem } from '../catalog/item.ts'
import type { LineId } from '../ids.ts'
import { divideHalfUp } from '../money/money.ts'

export type Quantity =
  | { readonly kind: 'units'; readonly count: number }
  | { readonly kind: 'weight'; readonly grams: number }

/** How the line came in (POSLog EntryMethod). `weighed`: on the lane's own scale, whatever named the item. */
export type EntryMethod = 'scanned' | 'keyed' | 'weighed-label' | 'weighed'

/** One line of the open basket. */
export interface Line {
  readonly lineId: LineId
  readonly item: SoldItem
  readonly quantity: Quantity
  readonly entry: EntryMethod
  /** Before any discount; for a price label the price on the label. */
  readonly grossMinor: number
  /** `pending-age` blocks payment until the cashier has answered. */
  readonly state: 'sold' | 'pending-age' | 'voided'
}

/** Unit price times quantity; a weight is rounded half up once, here. Prices per kilogram, weights in grams. */
export function grossOf(unitPriceMinor: number, quantity: Quantity): number {
  switch (quantity.kind) {
    case 'units':
      return unitPriceMinor * quantity.count
    case 'weight':
      return divideHalfUp(unitPriceMinor * quantity.grams, 1000)
    default:
      return assertNever(quantity, 'quantity')
  }
}

/** Pieces a shopper would count: a weighed line is one. */
export function unitCountOf(quantity: Quantity): number {
  return quantity.kind === 'units' ? quantity.count : 1
}
