import type { ListLine, ShoppingList } from './shopping-list.ts'

/** The line, and whether the basket holds it. */
export interface ListLineProgress {
  readonly line: ListLine
  readonly inBasket: boolean
}

/** Ticks off what is in the basket. `items` are the items of lines that are not voided. */
export function listProgress(list: ShoppingList, items: readonly { readonly itemId: string; readonly categoryId: string }[]): ListLineProgress[] {
  const itemIds = new Set<string>(items.map((item) => item.itemId))
  const categoryIds = new Set(items.map((item) => item.categoryId))
  return list.lines.map((line) => ({
    line,
    inBasket: line.wanted.kind === 'item' ? itemIds.has(line.wanted.itemId) : categoryIds.has(line.wanted.categoryId),
  }))
}
