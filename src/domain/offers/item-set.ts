import { isOfFamily } from '../catalog/item-family.ts'
import type { ItemId } from '../ids.ts'
import type { ItemSet } from './offer.ts'

/** What an item set looks at. */
export interface SetMember {
  readonly itemId: ItemId
  readonly categoryId: string
  readonly departmentId: string
  readonly brand?: string | undefined
  readonly supplierId?: string | undefined
  readonly tags: readonly string[]
  /** GTIN-14 it was sold by. */
  readonly gtin?: string | undefined
  readonly familyCodes?: readonly string[] | undefined
}

/** True when the set names nothing, and so means every item but its exceptions. */
export function isWholeRange(set: ItemSet): boolean {
  return !set.itemIds?.length && !set.categoryIds?.length && !set.departmentIds?.length && !set.brands?.length && !set.supplierIds?.length && !set.tags?.length && !set.families?.length
}

/** True when any field of the set names the item and no exception does. */
export function inItemSet(set: ItemSet, item: SetMember): boolean {
  if (set.exceptItemIds?.includes(item.itemId)) return false
  return isWholeRange(set) || isNamed(set, item)
}

function isNamed(set: ItemSet, item: SetMember): boolean {
  return (
    set.itemIds?.includes(item.itemId) === true ||
    set.categoryIds?.includes(item.categoryId) === true ||
    set.departmentIds?.includes(item.departmentId) === true ||
    (item.brand !== undefined && set.brands?.includes(item.brand) === true) ||
    (item.supplierId !== undefined && set.supplierIds?.includes(item.supplierId) === true) ||
    item.tags.some((tag) => set.tags?.includes(tag) === true) ||
    set.families?.some((family) => isOfFamily(item, family)) === true
  )
}
