import { isWholeRange, type SetMember } from './item-set.ts'
import type { ItemSet } from './offer.ts'

/** Anything filed under what it is called: an item id, a category, a brand, … each kind of name apart. */
export interface SetIndex<Entry> {
  readonly itemIds: Map<string, Entry[]>
  readonly categoryIds: Map<string, Entry[]>
  readonly departmentIds: Map<string, Entry[]>
  readonly brands: Map<string, Entry[]>
  readonly supplierIds: Map<string, Entry[]>
  readonly tags: Map<string, Entry[]>
  /** Offers of the whole range and those on families, or every line of a basket. */
  readonly wholeRange: Entry[]
}

const fields = ['itemIds', 'categoryIds', 'departmentIds', 'brands', 'supplierIds', 'tags'] as const

export function emptySetIndex<Entry>(): SetIndex<Entry> {
  return { itemIds: new Map(), categoryIds: new Map(), departmentIds: new Map(), brands: new Map(), supplierIds: new Map(), tags: new Map(), wholeRange: [] }
}

/** Files an entry under every name its set mentions, so that an item finds it. */
export function fileUnderSet<Entry>(index: SetIndex<Entry>, set: ItemSet, entry: Entry): void {
  if (isWholeRange(set) || set.families?.length) index.wholeRange.push(entry)
  else for (const field of fields) for (const name of set[field] ?? []) file(index[field], name, entry)
}

/** Files an entry under every name of an item, so that a set finds it. */
export function fileUnderItem<Entry>(index: SetIndex<Entry>, item: SetMember, entry: Entry): void {
  index.wholeRange.push(entry)
  for (const field of fields) for (const name of namesOf(item, field)) file(index[field], name, entry)
}

/** Entries filed by set that may concern the item; exceptions and families are still to be looked at, and an entry may come twice. */
export function foundByItem<Entry>(index: SetIndex<Entry>, item: SetMember): Entry[] {
  const found = index.wholeRange.slice()
  for (const field of fields) {
    const names = index[field]
    if (names.size > 0) for (const name of namesOf(item, field)) for (const entry of names.get(name) ?? []) found.push(entry)
  }
  return found
}

/** Entries filed by item that the set names; exceptions and families are still to be looked at, and an entry may come twice. */
export function foundBySet<Entry>(index: SetIndex<Entry>, set: ItemSet): Entry[] {
  if (isWholeRange(set) || set.families?.length) return index.wholeRange.slice()
  const found: Entry[] = []
  for (const field of fields) for (const name of set[field] ?? []) for (const entry of index[field].get(name) ?? []) found.push(entry)
  return found
}

function namesOf(item: SetMember, field: (typeof fields)[number]): readonly string[] {
  switch (field) {
    case 'itemIds':
      return [item.itemId]
    case 'categoryIds':
      return [item.categoryId]
    case 'departmentIds':
      return [item.departmentId]
    case 'brands':
      return item.brand === undefined ? [] : [item.brand]
    case 'supplierIds':
      return item.supplierId === undefined ? [] : [item.supplierId]
    case 'tags':
      return item.tags
  }
}

function file<Entry>(names: Map<string, Entry[]>, name: string, entry: Entry): void {
  const entries = names.get(name)
  if (entries) entries.push(entry)
  else names.set(name, [entry])
}
