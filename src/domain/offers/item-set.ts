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
  if (holds(set.exceptItemIds, item.itemId)) return false
  return isNamed(set, item) || isWholeRange(set)
}

function isNamed(set: ItemSet, item: SetMember): boolean {
  return (
    holds(set.itemIds, item.itemId) ||
    holds(set.categoryIds, item.categoryId) ||
    holds(set.departmentIds, item.departmentId) ||
    holds(set.brands, item.brand) ||
    holds(set.supplierIds, item.supplierId) ||
    (set.tags !== undefined && item.tags.some((tag) => holds(set.tags, tag))) ||
    set.families?.some((family) => isOfFamily(item, family)) === true
  )
}

/** A longer list is looked up: an offer on a supplier's five thousand items must not cost more than one on three. */
const readThroughCount = 8
/** Lists never change, so one set each is enough for as long as the offer is in the book. */
const lookups = new WeakMap<readonly string[], ReadonlySet<string>>()

function holds(names: readonly string[] | undefined, name: string | undefined): boolean {
  if (names === undefined || name === undefined) return false
  return names.length <= readThroughCount ? names.includes(name) : lookupOf(names).has(name)
}

function lookupOf(names: readonly string[]): ReadonlySet<string> {
  const known = lookups.get(names)
  if (known) return known
  const made = new Set(names)
  lookups.set(names, made)
  return made
}
