import type { ItemId, ListId, MemberId, OfferId } from '../ids.ts'
import type { Wording } from '../wording.ts'

/** Why a line is on the list, as data; the screen words it. */
export type ListReason =
  /** Bought about every `everyDays` days, last `lastDays` days before the list was made. */
  | { readonly kind: 'due'; readonly everyDays: number; readonly lastDays: number }
  | { readonly kind: 'often'; readonly timesBought: number }
  | { readonly kind: 'discovery' }

/** One thing the member is due to buy or may like. */
export interface ListLine {
  /** An item, or a category when any item of it will do. */
  readonly wanted: { readonly kind: 'item'; readonly itemId: ItemId } | { readonly kind: 'category'; readonly categoryId: string }
  readonly name: Wording
  readonly aisle?: string | undefined
  readonly reason: ListReason
  /** Offers armed for this line, none to several. */
  readonly offerIds: readonly OfferId[]
}

/** A member's personal shopping list of one fortnight. */
export interface ShoppingList {
  readonly listId: ListId
  readonly memberId: MemberId
  /** Digits inside the list's barcode. */
  readonly number: string
  readonly fromDay: string
  readonly untilDay: string
  readonly lines: readonly ListLine[]
}
