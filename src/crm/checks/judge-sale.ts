import type { Item } from '../../domain/catalog/item.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import type { PricedBasket } from '../../domain/offers/priced-basket.ts'
import { priceAgain, type MemberTold } from '../../domain/sale/price-again.ts'
import type { PricedWith } from '../../domain/sale/priced-with.ts'
import { itemDifferences, saleDifferences, type SaleDifference } from '../../domain/sale/sale-differences.ts'
import { nextVisitDifferences } from './next-visit-differences.ts'
import type { EditionBooks } from './office-books.ts'

export interface OfficeKnowledge {
  readonly books: EditionBooks
  readonly told: MemberTold
  /** Every kept version of the sale's items; undefined where those of the lane's time are not all kept. */
  readonly items: ReadonlyMap<string, readonly Item[]> | undefined
}

export interface Judgement {
  /** Empty when lane and head office agree. */
  readonly differences: readonly SaleDifference[]
  /** As head office prices it; absent where it could not be priced at all. */
  readonly priced?: PricedBasket | undefined
}

/**
 * Prices one sale again and says where it differs. Never fails over a fact, whatever a lane wrote into it: what cannot be
 * priced is a difference too.
 */
export function judgeSale(sale: SaleCompleted, pricedWith: PricedWith, { books, told, items }: OfficeKnowledge): Judgement {
  const itemsDiffer = items === undefined ? [] : itemDifferences(sale, items)
  try {
    const again = priceAgain(sale, pricedWith, books, told)
    // Causes before what follows from them.
    const differences = [...itemsDiffer, ...saleDifferences(sale, again), ...nextVisitDifferences(sale, again.priced, books)]
    return { differences: differences.length > 0 ? [...bookDiffers(pricedWith, books), ...differences] : [], priced: again.priced }
  } catch (error) {
    // The fact is a stranger's: one that upsets the pricing must not keep the sales behind it from being looked at.
    return { differences: [{ what: 'pricing', lane: `due ${sale.priced.totals.dueMinor}`, office: error instanceof Error ? error.message : String(error) }, ...itemsDiffer] }
  }
}

/** Another book of the same number explains a difference; by itself it is none. */
function bookDiffers({ edition: { offersChange, offersDigest: lane } }: PricedWith, { offersDigest: office }: EditionBooks): SaleDifference[] {
  return lane === office ? [] : [{ what: `offers of edition ${offersChange}`, lane, office }]
}

const longestDetail = 900

/** The differences in words for people, what was to pay first. */
export function describeDifferences({ differences, priced }: Judgement, laneDueMinor: number): string {
  const listed = differences.filter(({ what }) => what !== 'due').map(({ what, lane = 'nothing', office = 'nothing' }) => `${what}: ${lane} at the lane, ${office} by head office`)
  const head = priced === undefined ? `due ${laneDueMinor} at the lane, head office cannot price it` : `due ${laneDueMinor} at the lane, ${priced.totals.dueMinor} by head office`
  return [head, ...listed].join('; ').slice(0, longestDetail)
}
