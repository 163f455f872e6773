import type { AnswerFrame } from './frames.ts'
import type { LaneView } from './lane-view.ts'

/**
 * The view as the customer's own display may have it: her basket, and nothing about
 * other customers (parked sales and receipts carry names) or the store's equipment.
 */
export function customerView({ returning: _returning, ...view }: LaneView): LaneView {
  return { ...view, suspended: [], devices: [], unknownCount: 0 }
}

/** What the customer's display hears when it asks for anything. */
export function onlyLooks(id: string): AnswerFrame {
  return { type: 'answer', id, outcome: { kind: 'refused', refusal: { refused: 'display-only-looks' } } }
}
