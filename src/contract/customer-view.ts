import type { LaneView } from './lane-view.ts'

/**
 * The view as the customer's own display may have it: her basket, and nothing about
 * other customers (parked sales carry names) or the store's equipment.
 */
export function customerView(view: LaneView): LaneView {
  return { ...view, suspended: [], devices: [], unknownCount: 0 }
}
