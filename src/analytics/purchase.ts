import type { ItemId } from '../domain/ids.ts'

/** One item of one past sale, as a member's history keeps it. */
export interface Purchase {
  /** Trading date `YYYY-MM-DD`. */
  readonly day: string
  /** Purchases of one visit share it. */
  readonly saleId: string
  readonly itemId: ItemId
  /** Category of the item when it was bought. */
  readonly categoryId: string
  /** Pieces; a weighed item counts as one. Above zero. */
  readonly unitCount: number
}
