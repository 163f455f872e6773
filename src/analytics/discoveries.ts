import { type Item, priceOn } from '../domain/catalog/item.ts'
import type { ItemId } from '../domain/ids.ts'
import { type Catalogue, type Shelf, compareIds } from './catalogue.ts'
import { habitsOf } from './habit.ts'
import type { Purchase } from './purchase.ts'
import { departmentSharesOf, sharesOf } from './shopper.ts'

/** An offer makes a new thing worth trying more than closeness does. */
const offeredWeight = 4

/** A neighbour category of the same department counts this much of one she buys. */
const neighbourWeight = 0.25

interface Candidate {
  readonly item: Item
  readonly score: number
}

/**
 * Items the member has never bought and may like, best first: from the categories she buys,
 * then from neighbour categories of the same departments, those with a list offer well ahead.
 * One item a category. Nothing age-restricted and nothing that may not be discounted is suggested.
 * Of a member without history nothing is known, so she gets items with offers.
 */
export function discoveries(asked: {
  readonly catalogue: Catalogue
  readonly history: readonly Purchase[]
  readonly today: string
  readonly isOffered: (item: Item) => boolean
  readonly itemCount: number
}): Item[] {
  const known = new Set(asked.history.map((purchase) => purchase.itemId))
  let best: readonly Candidate[] = []
  for (const { shelf, close } of shelvesByCloseness(asked)) {
    // Shelves come closest first: none from here on can beat what has been found.
    const worst = best.length < asked.itemCount ? undefined : best.at(-1)
    if (worst && worst.score > close * offeredWeight) break
    const found = bestOf(shelf, { ...asked, known })
    if (found && (known.size > 0 || found.offered)) best = [...best, { item: found.item, score: close * (found.offered ? offeredWeight : 1) }].sort(byScore).slice(0, asked.itemCount)
  }
  return best.map(({ item }) => item)
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || compareIds(a.item.itemId, b.item.itemId)
}

/** Categories the member may like something from, closest first: her own and their neighbours, or all of them while nothing is known of her. */
function shelvesByCloseness({ catalogue, history, today }: { readonly catalogue: Catalogue; readonly history: readonly Purchase[]; readonly today: string }): { readonly shelf: Shelf; readonly close: number }[] {
  const closeness = categoryCloseness(catalogue, history, today)
  const shelves = catalogue.shelves.map((shelf) => ({ shelf, close: closeness(shelf) }))
  return shelves.filter(({ close }) => history.length === 0 || close > 0).sort((a, b) => b.close - a.close)
}

/** Of one shelf: offered before not offered, then by item id. */
function bestOf(shelf: Shelf, asked: { readonly known: ReadonlySet<ItemId>; readonly today: string; readonly isOffered: (item: Item) => boolean }): { readonly item: Item; readonly offered: boolean } | undefined {
  const isNew = (item: Item): boolean => !asked.known.has(item.itemId) && priceOn(item, asked.today) !== undefined
  const offered = shelf.sometimesOffered.find((item) => isNew(item) && asked.isOffered(item))
  const item = offered ?? shelf.items.find(isNew)
  return item && { item, offered: offered !== undefined }
}

/** Share of her shopping that falls into a category, plus a part of what falls into its department. */
function categoryCloseness(catalogue: Catalogue, history: readonly Purchase[], today: string): (shelf: Shelf) => number {
  const shares = sharesOf(habitsOf(history, today, (purchase) => purchase.categoryId))
  const departmentShares = departmentSharesOf(catalogue, history, today)
  return ({ categoryId, departmentId }) => (shares.get(categoryId) ?? 0) + neighbourWeight * (departmentShares.get(departmentId) ?? 0)
}
